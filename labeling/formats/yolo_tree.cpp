#include "labeling/formats/yolo_tree.h"

#include "labeling/formats/label_place.h"
#include "labeling/formats/source_files.h"
#include "labeling/formats/text.h"
#include "labeling/formats/yolo_yaml.h"
#include "labeling/images/image_reader.h"
#include "labeling/images/read_file.h"

#include <algorithm>
#include <set>
#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view labelFolder = "labels";
constexpr std::string_view imageFolder = "images";

/// Returns the path with its last folder `images` replaced by `labels`.
std::optional<std::string> labelTwin(std::string_view imagePath, const std::string& name) {
  const std::string folder = "/" + std::string(folderOf(imagePath)) + "/";
  const std::string images = "/" + std::string(imageFolder) + "/";
  const std::size_t at = folder.rfind(images);
  if (at == std::string::npos) {
    return std::nullopt;
  }
  const std::string twin = folder.substr(0, at) + "/" + std::string(labelFolder) + "/" +
                           folder.substr(at + images.size());
  return joined(twin.substr(1, twin.size() - 2), name);
}

bool isClassList(std::string_view name) {
  return name == "classes.txt" || name == "obj.names" || name == "_darknet.labels";
}

bool liesInLabelFolder(std::string_view path) {
  const std::string folder = "/" + std::string(folderOf(path)) + "/";
  return folder.find("/labels/") != std::string::npos;
}

/// Reads the splits off the YAML file and the lists of images that it names.
class SplitReader {
public:
  SplitReader(YoloTree& tree, const std::string& yamlFile) : tree_(tree), yamlFile_(yamlFile) {
    for (const std::string& image : tree.images) {
      images_.insert(image);
    }
  }

  void read() {
    const fs::path file = tree_.root / yamlFile_;
    const auto data =
        readFile(file, YoloYamlLimits{}.fileBytes).and_then([&](const std::string& text) {
          return readYoloYaml(text, file);
        });
    if (!data) {
      return;
    }
    base_ = data->path;
    // The set that is read last wins where an image is in two.
    for (const auto& [name, split] :
         {std::pair{"train", Split::Train}, std::pair{"val", Split::Val},
          std::pair{"test", Split::Test}}) {
      const auto set = data->sets.find(name);
      for (const std::string& entry :
           set == data->sets.end() ? std::vector<std::string>() : set->second) {
        readEntry(entry, split);
      }
    }
  }

private:
  /// Returns the entry relative to the root. As Ultralytics does: below `path` when that is there,
  /// else beside the YAML file, and without a leading "../" that leads nowhere.
  [[nodiscard]] std::optional<std::string> placeOfEntry(const std::string& entry) const {
    std::string bare = entry;
    while (bare.starts_with("../") || bare.starts_with("./")) {
      bare.erase(0, bare.find('/') + 1);
    }
    for (const std::string& candidate : {(fs::path(base_) / entry).generic_string(), entry, bare}) {
      const fs::path path =
          fs::path(candidate).is_absolute() ? fs::path(candidate) : tree_.root / candidate;
      std::error_code ignored;
      const auto inside = pathWithin(path, tree_.root);
      if (inside && fs::exists(path, ignored)) {
        return inside;
      }
    }
    return std::nullopt;
  }

  void readEntry(const std::string& entry, Split split) {
    const auto place = placeOfEntry(entry);
    if (!place) {
      tree_.problems.push_back((tree_.root / yamlFile_).string() + " names \"" + entry +
                               "\", which is not in its folder; it was left out.");
      return;
    }
    if (place->ends_with(".txt")) {
      tree_.listFiles.push_back(*place);
      readList(*place, split);
      return;
    }
    const std::string folder = place->empty() ? "" : *place + "/";
    for (auto image = images_.lower_bound(folder);
         image != images_.end() && image->starts_with(folder); ++image) {
      tree_.splitOf[*image] = split;
    }
  }

  void readList(const std::string& list, Split split) {
    const auto text = readFile(tree_.root / list, YoloYamlLimits{}.fileBytes);
    if (!text) {
      tree_.problems.push_back(text.error().message);
      return;
    }
    std::size_t missing = 0;
    std::string_view rest = withoutByteOrderMark(*text);
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      const std::string name(trimmed(line));
      const auto image = name.empty() ? std::nullopt : imageInList(name, list);
      if (image) {
        tree_.splitOf[*image] = split;
      }
      missing += name.empty() || image ? 0 : 1;
    }
    if (missing > 0) {
      tree_.problems.push_back(list + " lists " + std::to_string(missing) +
                               " images that are not here.");
    }
  }

  [[nodiscard]] std::optional<std::string> imageInList(const std::string& name,
                                                       const std::string& list) const {
    const auto absolute =
        fs::path(name).is_absolute() ? pathWithin(name, tree_.root) : std::nullopt;
    const auto below = safeRelativePath(joined(folderOf(list), name));
    const auto bare = safeRelativePath(name);
    for (const auto& candidate : {absolute, below, bare}) {
      if (candidate && images_.contains(*candidate)) {
        return candidate;
      }
    }
    return std::nullopt;
  }

  YoloTree& tree_;
  const std::string& yamlFile_;
  std::string base_;
  std::set<std::string> images_;
};

void matchLabels(YoloTree& tree, const std::set<std::string>& texts) {
  std::set<std::string> used;
  const std::vector<std::string> none;
  for (const std::string& image : texts.empty() ? none : tree.images) {
    for (const std::string& label : yoloLabelPathsFor(image)) {
      if (!texts.contains(label)) {
        continue;
      }
      if (used.insert(label).second) {
        tree.labelOf.emplace(image, label);
      } else {
        tree.sharing.push_back(image);
      }
      break;
    }
  }
  for (const std::string& text : texts) {
    if (!used.contains(text) && liesInLabelFolder(text)) {
      tree.strayLabels.push_back(text);
    }
  }
}

void readFolderSplits(YoloTree& tree) {
  for (const std::string& image : tree.images) {
    for (const fs::path& part : fs::path(folderOf(image))) {
      const auto split = splitFromName(part.string());
      if (split && *split != Split::Unassigned) {
        tree.splitOf[image] = *split;
        break;
      }
    }
  }
}

}  // namespace

std::vector<std::string> yoloLabelPathsFor(std::string_view imagePath) {
  std::vector<std::string> paths;
  for (const std::string_view extra :
       {std::string_view(fileNameOf(imagePath)), stemOf(imagePath)}) {
    const std::string name = std::string(extra) + ".txt";
    if (const auto twin = labelTwin(imagePath, name)) {
      paths.push_back(*twin);
    }
    paths.push_back(joined(folderOf(imagePath), name));
    paths.push_back(joined(labelFolder, joined(folderOf(imagePath), name)));
    const ImagePlace place = placeOf(imagePath);
    paths.push_back(joined(joined(place.before, labelFolder), joined(folderOf(place.after), name)));
  }
  return paths;
}

fs::path yoloLabelFile(const Document& document, ImageId id, const fs::path& folder) {
  const std::string& image = document.image(id)->path;
  const bool longName = stemIsTaken(document, id);
  const std::vector<std::string> paths = yoloLabelPathsFor(image);
  const std::size_t half = paths.size() / 2;
  std::error_code ignored;
  for (std::size_t i = 0; i < (longName ? half : paths.size()); ++i) {
    if (fs::is_regular_file(folder / paths[i], ignored)) {
      return folder / paths[i];
    }
  }
  const std::size_t first = longName ? 0 : half;
  const bool hasTwin = labelTwin(image, "x").has_value();
  const bool hasFolder = fs::is_directory(folder / labelFolder, ignored);
  return folder / paths[!hasTwin && hasFolder ? first + 1 : first];
}

Result<YoloTree> lookThroughYoloTree(const fs::path& source, const WorkContext& work) {
  YoloTree tree;
  std::error_code ignored;
  const bool isFile = fs::is_regular_file(source, ignored);
  tree.root = isFile ? fs::absolute(source).parent_path() : source;
  const auto files = filesBelow(tree.root, work);
  if (!files) {
    return files.error();
  }
  std::set<std::string> texts;
  for (const std::string& file : *files) {
    if (isImageFileName(file)) {
      tree.images.push_back(file);
    } else if (isClassList(fileNameOf(file))) {
      tree.listFiles.push_back(file);
    } else if (file.ends_with(".txt")) {
      texts.insert(file);
    }
  }
  matchLabels(tree, texts);
  const std::string yaml =
      isFile ? source.filename().string() : YoloClassFinder(tree.root).yamlFile();
  if (yaml.empty()) {
    readFolderSplits(tree);
  } else {
    tree.listFiles.push_back(yaml);
    SplitReader(tree, yaml).read();
  }
  return tree;
}

}  // namespace touchstone::labeling
