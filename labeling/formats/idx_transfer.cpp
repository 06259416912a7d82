#include "labeling/formats/idx_transfer.h"

#include "labeling/formats/idx.h"
#include "labeling/formats/idx_export.h"
#include "labeling/formats/import_edit.h"
#include "labeling/formats/source_files.h"
#include "labeling/formats/yolo_classes.h"
#include "labeling/images/palette_png.h"
#include "labeling/images/read_file.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

/// A file of pictures, and its labels where there are any.
struct IdxPair {
  fs::path images;
  std::optional<fs::path> labels;
  std::string folder;  ///< of the PNG files: "train"
  std::optional<Split> split;
};

std::string replaced(std::string text, std::string_view before, std::string_view after) {
  const std::size_t at = text.rfind(before);
  return at == std::string::npos ? text : text.replace(at, before.size(), after);
}

/// Whether it is called like "train-images-idx3-ubyte.gz" or "train-images.idx3-ubyte".
bool isImageFile(std::string_view name) {
  return name.find("images") != std::string_view::npos &&
         name.find("idx3-ubyte") != std::string_view::npos;
}

std::optional<Split> splitOf(std::string_view name) {
  if (name.find("t10k") != std::string_view::npos || name.find("test") != std::string_view::npos) {
    return Split::Test;
  }
  if (name.find("train") != std::string_view::npos) {
    return Split::Train;
  }
  return name.starts_with("val") ? std::optional(Split::Val) : std::nullopt;
}

IdxPair pairOf(const fs::path& images) {
  const std::string name = images.filename().string();
  IdxPair pair{.images = images, .labels = {}, .folder = "images", .split = splitOf(name)};
  if (pair.split) {
    pair.folder = std::string(nameOf(*pair.split));
  }
  const std::string labels = replaced(replaced(name, "images", "labels"), "idx3", "idx1");
  const bool packed = labels.ends_with(".gz");
  const std::string other = packed ? labels.substr(0, labels.size() - 3) : labels + ".gz";
  std::error_code ignored;
  for (const std::string& found : {labels, other}) {
    if (!pair.labels && fs::is_regular_file(images.parent_path() / found, ignored)) {
      pair.labels = images.parent_path() / found;
    }
  }
  return pair;
}

/// Returns the pairs in a folder, or of one file of pictures; packed copies of a file beside it are
/// left out.
std::vector<IdxPair> pairsIn(const fs::path& source) {
  std::vector<fs::path> files;
  std::error_code error;
  if (fs::is_regular_file(source, error)) {
    files.push_back(fs::absolute(source));
  }
  for (fs::directory_iterator entry(source, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    files.push_back(entry->path());
  }
  std::sort(files.begin(), files.end());
  std::vector<IdxPair> pairs;
  for (const fs::path& file : files) {
    const bool copy = !pairs.empty() && file == pairs.back().images.string() + ".gz";
    if (isImageFile(file.filename().string()) && !copy) {
      pairs.push_back(pairOf(file));
    }
  }
  return pairs;
}

bool detectsIdx(const fs::path& source) {
  return !pairsIn(source).empty();
}

Result<IdxImages> imagesOf(const IdxPair& pair) {
  return readFile(pair.images, IdxLimits{}.bytes).and_then([&](const std::string& bytes) {
    return readIdxImages(bytes, pair.images);
  });
}

std::string pngName(const IdxPair& pair, std::uint32_t index) {
  std::string number = std::to_string(index);
  number.insert(0, number.size() < 5 ? 5 - number.size() : 0, '0');
  return pair.folder + "/" + number + ".png";
}

Result<std::string> pngOf(const IdxImages& images, std::uint32_t index) {
  const std::string_view pixels = images.picture(index);
  return indexedPngOf({.width = images.width,
                       .height = images.height,
                       .pixels = {pixels.begin(), pixels.end()},
                       .palette = {}});
}

Result<std::vector<SourceFile>> idxFiles(const fs::path& source,
                                         const ImportOptions&,
                                         const WorkContext&) {
  std::vector<SourceFile> files;
  for (const IdxPair& pair : pairsIn(source)) {
    auto read = imagesOf(pair);
    if (!read) {
      return read.error();
    }
    const auto images = std::make_shared<const IdxImages>(*std::move(read));
    for (std::uint32_t i = 0; i < images->count; ++i) {
      files.push_back({.source = pair.images,
                       .destination = pngName(pair, i),
                       .isLabelFile = false,
                       .makeContent = [images, i] { return pngOf(*images, i); }});
    }
  }
  return files;
}

/// Gives the pictures their labels.
class IdxImport {
public:
  IdxImport(Project& project, const fs::path& source) : edit_(project, "Import IDX") {
    std::error_code ignored;
    folder_ = fs::is_directory(source, ignored) ? source : fs::absolute(source).parent_path();
    prefix_ = pathWithin(folder_, project.folder()).value_or("");
  }

  Result<TransferReport> run(const std::vector<IdxPair>& pairs, const WorkContext& work) {
    readNames();
    for (const IdxPair& pair : pairs) {
      if (work.stop.stop_requested()) {
        return Error{ErrorKind::Cancelled, folder_, "The import of IDX files was stopped."};
      }
      const Status added = add(pair);
      if (!added) {
        return added.error();
      }
    }
    return edit_.perform();
  }

private:
  void readNames() {
    std::error_code ignored;
    const fs::path file = folder_ / "classes.txt";
    if (!fs::is_regular_file(file, ignored)) {
      return;
    }
    auto lines = readFile(file, YoloClassLimits{}.fileBytes).and_then([&](const std::string& text) {
      return readYoloClassLines(text, file);
    });
    if (lines) {
      names_ = std::move(lines->classes.names);
    } else {
      edit_.warnings().refuse(lines.error());
    }
  }

  [[nodiscard]] std::string nameOfClass(std::uint8_t label) const {
    const bool named = label < names_.size() && !names_[label].empty();
    return named ? names_[label] : std::to_string(label);
  }

  Status add(const IdxPair& pair) {
    const auto images = imagesOf(pair);
    if (!images) {
      return images.error();
    }
    if (!pair.labels) {
      edit_.warnings().add("Files of pictures without one of labels",
                           pair.images.filename().string());
    }
    const auto labels = pair.labels
                            ? labelsOf(*pair.labels)
                            : Result<std::vector<std::uint8_t>>(std::vector<std::uint8_t>());
    if (!labels) {
      return labels.error();
    }
    if (pair.labels && labels->size() != images->count) {
      return Error{ErrorKind::BadInput, *pair.labels,
                   pair.labels->string() + " has " + std::to_string(labels->size()) +
                       " labels for " + std::to_string(images->count) +
                       " pictures; they do not belong together."};
    }
    addClasses(*labels);
    for (std::uint32_t i = 0; i < images->count; ++i) {
      add(pair, i, i < labels->size() ? std::optional((*labels)[i]) : std::nullopt);
    }
    return Nothing{};
  }

  static Result<std::vector<std::uint8_t>> labelsOf(const fs::path& file) {
    return readFile(file, IdxLimits{}.bytes).and_then([&](const std::string& bytes) {
      return readIdxLabels(bytes, file);
    });
  }

  /// In order of their numbers, so that the same files always give the same ids.
  void addClasses(const std::vector<std::uint8_t>& labels) {
    std::array<bool, 256> used{};
    for (const std::uint8_t label : labels) {
      used.at(label) = true;
    }
    for (std::size_t i = 0; i < used.size(); ++i) {
      if (used.at(i)) {
        LabelClass& labelClass =
            edit_.labelClass(edit_.classNamed(nameOfClass(static_cast<std::uint8_t>(i))));
        if (!idxNumberIn(labelClass.unknown)) {
          labelClass.unknown = withIdxNumber(labelClass.unknown, static_cast<int>(i));
        }
      }
    }
  }

  void add(const IdxPair& pair, std::uint32_t index, std::optional<std::uint8_t> label) {
    const std::string path = joined(prefix_, pngName(pair, index));
    const auto image = edit_.imageAt(path);
    if (!image) {
      edit_.warnings().add("Pictures that the project does not have, not labelled", path);
      return;
    }
    if (pair.split) {
      edit_.setSplit(*image, *pair.split);
    }
    if (label) {
      edit_.add({.image = *image,
                 .labelClass = edit_.classNamed(nameOfClass(*label)),
                 .shape = ImageTag{},
                 .attributes = {},
                 .sourceId = 0,
                 .unknown = {}});
    }
  }

  ImportEdit edit_;
  fs::path folder_;
  std::string prefix_;
  std::vector<std::string> names_;
};

Result<TransferReport> importIdx(Project& project,
                                 const fs::path& source,
                                 const ImportOptions&,
                                 const WorkContext& work) {
  const std::vector<IdxPair> pairs = pairsIn(source);
  if (pairs.empty()) {
    return Error{ErrorKind::BadInput, source,
                 "No file of pictures was found in " + source.string() +
                     "; give the folder that holds train-images-idx3-ubyte or the like."};
  }
  return IdxImport(project, source).run(pairs, work);
}

}  // namespace

LabelFormat idxFormat() {
  return {.name = "idx",
          .title = "IDX (MNIST)",
          .detects = detectsIdx,
          .files = idxFiles,
          .read = importIdx,
          .write = exportIdx,
          .makesImages = true};
}

}  // namespace touchstone::labeling
