#include "labeling/formats/voc_mask_tree.h"

#include "labeling/formats/label_place.h"
#include "labeling/formats/source_files.h"
#include "labeling/formats/text.h"
#include "labeling/images/image_reader.h"
#include "labeling/images/read_file.h"

#include <algorithm>
#include <optional>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t listBytes = 64'000'000;

/// A path with a mask folder in it: its kind, and the path without that folder and the extension.
struct MaskPlace {
  std::string_view folder;
  std::string key;
};

std::optional<MaskPlace> maskPlaceOf(std::string_view path) {
  std::size_t begin = 0;
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', begin)) {
    const std::string_view name = path.substr(begin, slash - begin);
    if (isMaskFolderName(name)) {
      const std::string_view before = begin == 0 ? "" : path.substr(0, begin - 1);
      const std::string rest = joined(before, path.substr(slash + 1));
      return MaskPlace{.folder = name, .key = joined(folderOf(rest), stemOf(rest))};
    }
    begin = slash + 1;
  }
  return std::nullopt;
}

bool isClassFolder(std::string_view name) {
  return name == "SegmentationClass" || name == "SegmentationClassPNG";
}

bool isObjectFolder(std::string_view name) {
  return name == "SegmentationObject" || name == "SegmentationObjectPNG";
}

/// Pairs masks with images and splits with both.
class Matcher {
public:
  Matcher(VocMaskTree& tree, const std::vector<std::string>& files) : tree_(tree), files_(files) {}

  Status match() {
    for (const std::string& file : files_) {
      sort(file);
    }
    for (const auto& [key, mask] : classMasks_) {
      const auto image = imageOfKey_.find(key);
      if (image == imageOfKey_.end()) {
        tree_.strayMasks.push_back(mask);
        continue;
      }
      const auto object = objectMasks_.find(key);
      tree_.pairOf[image->second] = {.classes = mask,
                                     .objects = object != objectMasks_.end() ? object->second : ""};
    }
    return readClasses();
  }

private:
  void sort(const std::string& file) {
    const auto place = maskPlaceOf(file);
    const std::string_view name = fileNameOf(file);
    if (place && file.ends_with(".png")) {
      if (isClassFolder(place->folder)) {
        classMasks_.emplace(place->key, file);
      } else if (isObjectFolder(place->folder)) {
        objectMasks_.emplace(place->key, file);
      }
    } else if (!place && isImageFileName(file)) {
      imageOfKey_.emplace(keyOfImage(file), file);
    } else if (name == "class_names.txt" || name == "labelmap.txt") {
      const bool better = classList_.empty() || file.size() < classList_.size();
      classList_ = better ? file : classList_;
    } else if (file.find("ImageSets/Segmentation/") != std::string::npos &&
               splitFromName(stemOf(file))) {
      splitLists_.push_back(file);
    }
  }

  Status readClasses() {
    readSplits();
    tree_.classes = vocTwentyClasses();
    if (classList_.empty()) {
      return Nothing{};
    }
    const fs::path file = tree_.root / classList_;
    const auto text = readFile(file, listBytes);
    if (!text) {
      return text.error();
    }
    auto list = fileNameOf(classList_) == "labelmap.txt" ? readVocLabelMap(*text, file)
                                                         : readVocClassNames(*text, file);
    if (!list) {
      return list.error();
    }
    tree_.classes = *std::move(list);
    tree_.hasClassList = true;
    return Nothing{};
  }

  /// A list that cannot be read leaves its images without a split.
  void readSplits() {
    for (const std::string& list : splitLists_) {
      const auto text = readFile(tree_.root / list, listBytes);
      const auto split = splitFromName(stemOf(list));
      std::string_view rest = text ? std::string_view(*text) : std::string_view();
      const std::string base(folderOf(folderOf(folderOf(list))));
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string key = joined(base, trimmed(rest.substr(0, end)));
        const auto image = imageOfKey_.find(key);
        if (image != imageOfKey_.end()) {
          tree_.splitOf.emplace(image->second, *split);
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  }

  VocMaskTree& tree_;
  const std::vector<std::string>& files_;
  std::map<std::string, std::string, std::less<>> classMasks_;
  std::map<std::string, std::string, std::less<>> objectMasks_;
  std::map<std::string, std::string, std::less<>> imageOfKey_;
  std::string classList_;
  std::vector<std::string> splitLists_;
};

}  // namespace

bool isMaskFolderName(std::string_view name) {
  return name.starts_with("SegmentationClass") || name.starts_with("SegmentationObject");
}

Result<VocMaskTree> lookThroughVocMaskTree(const fs::path& source, const WorkContext& work) {
  VocMaskTree tree;
  tree.root = source;
  const auto files = filesBelow(source, work);
  if (!files) {
    return files.error();
  }
  const Status matched = Matcher(tree, *files).match();
  if (!matched) {
    return matched.error();
  }
  return tree;
}

}  // namespace touchstone::labeling
