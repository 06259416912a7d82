#include "labeling/project/folder_scan.h"

#include "labeling/formats/text.h"
#include "labeling/formats/voc_mask_tree.h"
#include "labeling/images/image_reader.h"

#include <algorithm>
#include <unordered_set>

namespace touchstone::labeling {
namespace {

constexpr const char* missingProblem = "The file is not in the folder any more.";

bool isPassedOver(const std::filesystem::path& folder) {
  const std::string name = folder.filename().string();
  return name.starts_with('.') || isMaskFolderName(name);
}

std::string printable(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) {
      c = '?';
    }
  }
  return text;
}

Error cancelled() {
  return {ErrorKind::Cancelled, {}, "Opening the folder was cancelled."};
}

Image newImage(const std::filesystem::path& folder, const std::string& path) {
  Image image;
  image.path = path;
  if (const auto size = readImageSize(folder / path)) {
    image.width = size->width;
    image.height = size->height;
  } else {
    image.problem = size.error().message;
  }
  return image;
}

/// Adds the change that tells of a file which is gone, or is back.
void noteAbsence(ImageId id,
                 const Image& known,
                 const std::unordered_set<std::string_view>& present,
                 const std::filesystem::path& folder,
                 Edit& edit) {
  const bool isPresent = present.contains(known.path);
  const bool wasMissing = known.problem == missingProblem;
  if (isPresent != wasMissing) {
    return;
  }
  Image image = known;
  image.problem = missingProblem;
  if (isPresent) {
    const Image read = newImage(folder, known.path);
    image.width = read.width;
    image.height = read.height;
    image.problem = read.problem;
  }
  edit.changes.emplace_back(ImageChange{id, std::move(image)});
}

}  // namespace

Result<FolderScan> scanFolder(const std::filesystem::path& folder, const WorkContext& work) {
  namespace fs = std::filesystem;
  FolderScan scan;
  std::error_code failed;
  fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied,
                                         failed);
  for (; !failed && entry != fs::recursive_directory_iterator(); entry.increment(failed)) {
    if (work.stop.stop_requested()) {
      return cancelled();
    }
    std::error_code ignored;
    if (entry->is_directory(ignored)) {
      if (isPassedOver(entry->path())) {
        entry.disable_recursion_pending();
      }
      continue;
    }
    const std::string name = entry->path().filename().string();
    if (name.starts_with('.') || !isImageFileName(name) || !entry->is_regular_file(ignored)) {
      continue;
    }
    std::string path = entry->path().lexically_relative(folder).generic_string();
    if (isUtf8Text(path)) {
      scan.paths.push_back(std::move(path));
    } else {
      scan.unusable.push_back(printable(std::move(path)));
    }
  }
  if (failed) {
    return Error{
        ErrorKind::Failed, folder,
        folder.string() + " cannot be listed (" + failed.message() + "): check its permissions."};
  }
  std::sort(scan.paths.begin(), scan.paths.end());
  return scan;
}

Result<Edit> editForScan(const std::filesystem::path& folder,
                         const FolderScan& scan,
                         Document& document,
                         const WorkContext& work) {
  Edit edit{.name = "Look for images", .gesture = 0, .changes = {}};
  constexpr std::size_t reportEvery = 256;
  for (std::size_t i = 0; i < scan.paths.size(); ++i) {
    if (i % reportEvery == 0) {
      if (work.stop.stop_requested()) {
        return cancelled();
      }
      work.progress({.stage = "Looking at the images",
                     .done = static_cast<double>(i),
                     .total = static_cast<double>(scan.paths.size())});
    }
    if (!document.findImage(scan.paths[i])) {
      edit.changes.emplace_back(
          ImageChange{document.newImageId(), newImage(folder, scan.paths[i])});
    }
  }
  const std::unordered_set<std::string_view> present(scan.paths.begin(), scan.paths.end());
  for (const auto& [id, image] : document.images()) {
    noteAbsence(id, image, present, folder, edit);
  }
  return edit;
}

}  // namespace touchstone::labeling
