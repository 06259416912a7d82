#include "labeling/formats/voc_tree.h"

#include "labeling/formats/label_place.h"
#include "labeling/formats/pascal_voc.h"
#include "labeling/formats/source_files.h"
#include "labeling/formats/text.h"
#include "labeling/formats/voc_mask_tree.h"
#include "labeling/images/image_reader.h"
#include "labeling/images/read_file.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view labelFolder = "Annotations";

std::vector<std::string> partsOf(std::string_view path) {
  std::vector<std::string> parts;
  for (const fs::path& part : fs::path(path)) {
    parts.push_back(part.string());
  }
  return parts;
}

bool isMaskFolder(std::string_view path) {
  const std::vector<std::string> parts = partsOf(path);
  return std::any_of(parts.begin(), parts.end(), isMaskFolderName);
}

/// Pairs label files with images.
class Matcher {
public:
  Matcher(VocTree& tree, std::vector<std::string> labels) : tree_(tree) {
    for (std::string& label : labels) {
      labels_.insert(std::move(label));
    }
  }

  void match() {
    std::map<std::string, std::vector<std::string>> claims;
    for (const std::string& image : tree_.images) {
      for (const std::string& label : vocLabelPathsFor(image)) {
        if (labels_.contains(label)) {
          claims[label].push_back(image);
          break;
        }
      }
    }
    for (auto& [label, images] : claims) {
      if (images.size() > 1) {
        preferNamed(label, images);
      }
      tree_.labelOf.emplace(images.front(), label);
      labels_.erase(label);
    }
    if (!labels_.empty()) {
      matchRest();
    }
  }

private:
  [[nodiscard]] std::string imageNameIn(const std::string& label) const {
    const fs::path file = tree_.root / label;
    const auto text = readFile(file, VocLimits{}.fileBytes);
    const auto read = text ? readVocText(*text, file) : Result<VocFile>(text.error());
    return read ? std::string(fileNameOf(safeRelativePath(read->imageName).value_or(""))) : "";
  }

  void preferNamed(const std::string& label, std::vector<std::string>& images) const {
    const std::string name = imageNameIn(label);
    std::stable_partition(images.begin(), images.end(),
                          [&](const std::string& image) { return fileNameOf(image) == name; });
  }

  void matchRest() {
    std::set<std::string> expected;
    std::multimap<std::string_view, std::string> byName;
    for (const std::string& image : tree_.images) {
      expected.merge([&] {
        const auto paths = vocLabelPathsFor(image);
        return std::set<std::string>(paths.begin(), paths.end());
      }());
      byName.emplace(fileNameOf(image), image);
    }
    for (const std::string& label : labels_) {
      const std::string name = imageNameIn(label);
      if (expected.contains(label)) {
        tree_.secondLabels.push_back(label);
      } else if (byName.count(name) != 1) {
        tree_.strayLabels.push_back(label);
      } else if (!tree_.labelOf.emplace(byName.find(name)->second, label).second) {
        tree_.secondLabels.push_back(label);
      }
    }
  }

  VocTree& tree_;
  std::set<std::string> labels_;
};

std::optional<Split> splitOfFolder(const std::string& image) {
  for (const std::string& part : partsOf(folderOf(image))) {
    const auto split = splitFromName(part);
    if (split && *split != Split::Unassigned) {
      return split;
    }
  }
  return std::nullopt;
}

/// Reads ImageSets/Main/{trainval,train,val,test}.txt; the later lists win over trainval.
void readSplits(VocTree& tree, const std::vector<std::string>& files) {
  std::map<std::string, std::string> imageOfKey;
  for (const std::string& image : tree.images) {
    imageOfKey.emplace(keyOfImage(image), image);
    if (const auto split = splitOfFolder(image)) {
      tree.splitOf[image] = *split;
    }
  }
  for (const auto& [list, split] :
       {std::pair{"trainval.txt", Split::Train}, std::pair{"train.txt", Split::Train},
        std::pair{"val.txt", Split::Val}, std::pair{"test.txt", Split::Test}}) {
    const std::string ending = std::string("ImageSets/Main/") + list;
    for (const std::string& file : files) {
      if (file != ending && !file.ends_with("/" + ending)) {
        continue;
      }
      const auto text = readFile(tree.root / file, VocLimits{}.fileBytes);
      std::string_view rest = text ? withoutByteOrderMark(*text) : std::string_view();
      const std::string prefix = file.substr(0, file.size() - ending.size());
      while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        const std::string key = prefix + std::string(trimmed(line));
        const auto image = imageOfKey.find(key);
        if (image != imageOfKey.end()) {
          tree.splitOf[image->second] = split;
        } else if (!trimmed(line).empty()) {
          ++tree.missingInSplits;
        }
      }
    }
  }
}

}  // namespace

std::vector<std::string> vocLabelPathsFor(std::string_view imagePath) {
  const ImagePlace place = placeOf(imagePath);
  std::vector<std::string> paths;
  for (const std::string_view extra :
       {std::string_view(fileNameOf(imagePath)), stemOf(imagePath)}) {
    const std::string name = std::string(extra) + ".xml";
    paths.push_back(joined(folderOf(imagePath), name));
    paths.push_back(joined(joined(place.before, labelFolder), joined(folderOf(place.after), name)));
    paths.push_back(joined(labelFolder, joined(folderOf(imagePath), name)));
    paths.push_back(joined(joined(folderOf(imagePath), labelFolder), name));
  }
  return paths;
}

fs::path vocLabelFile(const Document& document, ImageId id, const fs::path& folder) {
  const std::string& image = document.image(id)->path;
  const bool longName = stemIsTaken(document, id);
  const std::vector<std::string> paths = vocLabelPathsFor(image);
  const std::size_t half = paths.size() / 2;
  std::error_code ignored;
  for (std::size_t i = 0; i < (longName ? half : paths.size()); ++i) {
    if (fs::is_regular_file(folder / paths[i], ignored)) {
      return folder / paths[i];
    }
  }
  const std::size_t first = longName ? 0 : half;
  if (fs::is_directory(folder / joined(placeOf(image).before, labelFolder), ignored)) {
    return folder / paths[first + 1];
  }
  return folder / paths[first];
}

Result<VocTree> lookThroughVocTree(const fs::path& source, const WorkContext& work) {
  VocTree tree;
  std::error_code ignored;
  const bool oneFile = fs::is_regular_file(source, ignored);
  tree.root = source;
  if (oneFile) {
    const fs::path parent = fs::absolute(source).parent_path();
    tree.root = parent.filename() == labelFolder ? parent.parent_path() : parent;
  }
  const auto files = filesBelow(tree.root, work);
  if (!files) {
    return files.error();
  }
  std::vector<std::string> labels;
  for (const std::string& file : *files) {
    if (isImageFileName(file) && !isMaskFolder(file)) {
      tree.images.push_back(file);
    } else if (file.ends_with(".xml")) {
      labels.push_back(file);
    }
  }
  if (oneFile) {
    labels = {fs::absolute(source)
                  .lexically_normal()
                  .lexically_relative(fs::absolute(tree.root).lexically_normal())
                  .generic_string()};
  }
  Matcher(tree, labels).match();
  if (oneFile) {
    std::erase_if(tree.images, [&](const auto& image) { return !tree.labelOf.contains(image); });
  }
  readSplits(tree, *files);
  tree.missingInSplits = oneFile ? 0 : tree.missingInSplits;
  return tree;
}

}  // namespace touchstone::labeling
