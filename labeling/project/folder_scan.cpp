#include "labeling/project/folder_scan.h"

#include "labeling/formats/text.h"
#include "labeling/formats/voc_mask_tree.h"
#include "labeling/images/image_reader.h"

#include <algorithm>
#include <unordered_set>

namespace touchstone::labeling {
namespace {

constexpr const char* missingProblem = "The file is not in the folder any more.";

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

/// Adds the change that tells of a file which is gone, or is back and to be measured again.
void noteAbsence(ImageId id, const Image& known, bool isPresent, Edit& edit) {
  const bool wasMissing = known.problem == missingProblem;
  if (isPresent != wasMissing) {
    return;
  }
  Image image = known;
  image.problem = isPresent ? "" : missingProblem;
  if (isPresent) {
    image.width = 0;
    image.height = 0;
  }
  edit.changes.emplace_back(ImageChange{id, std::move(image)});
}

}  // namespace

Result<FolderScan> scanFolder(const std::filesystem::path& folder, const WorkContext& work) {
  namespace fs = std::filesystem;
  FolderScan scan;
  // Every path begins with the folder's, as it was given, and a slash.
  const std::string& given = folder.native();
  const std::size_t before = given.size() + (given.ends_with('/') ? 0 : 1);
  std::error_code failed;
  fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied,
                                         failed);
  for (; !failed && entry != fs::recursive_directory_iterator(); entry.increment(failed)) {
    if (work.stop.stop_requested()) {
      return cancelled();
    }
    std::error_code ignored;
    const fs::path name = entry->path().filename();
    const bool isHidden = name.native().starts_with('.');
    if (entry->is_directory(ignored)) {
      scan.holdsFolders = scan.holdsFolders || !isHidden;
      if (isHidden || isMaskFolderName(name.native())) {
        scan.holdsOtherFiles = scan.holdsOtherFiles || !isHidden;
        entry.disable_recursion_pending();
      }
      continue;
    }
    if (isHidden || !isImageFileName(name) || !entry->is_regular_file(ignored)) {
      scan.holdsOtherFiles = scan.holdsOtherFiles || !isHidden;
      continue;
    }
    std::string path = entry->path().native().substr(before);
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

Edit editForScan(const FolderScan& scan, Document& document) {
  Edit edit{.name = "Look for images", .gesture = 0, .changes = {}};
  if (document.images().empty()) {
    edit.changes.reserve(scan.paths.size());
  }
  std::size_t known = 0;
  for (const std::string& path : scan.paths) {
    if (document.findImage(path)) {
      ++known;
      continue;
    }
    Image image;
    image.path = path;
    edit.changes.emplace_back(ImageChange{document.newImageId(), std::move(image)});
  }
  const bool areAllPresent = known == document.images().size();
  std::unordered_set<std::string_view> present;
  if (!areAllPresent) {
    present.insert(scan.paths.begin(), scan.paths.end());
  }
  for (const auto& [id, image] : document.images()) {
    noteAbsence(id, image, areAllPresent || present.contains(image.path), edit);
  }
  return edit;
}

}  // namespace touchstone::labeling
