#include "labeling/formats/source_files.h"
#include "labeling/formats/yolo_tree.h"
#include "labeling/formats/yolo_yaml.h"
#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"

#include <algorithm>
#include <array>
#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> lineLists{"classes.txt", "obj.names", "_darknet.labels"};

/// Returns the YAML files of a folder, `data.yaml` first.
std::vector<std::string> yamlFilesIn(const fs::path& folder, const std::string& preferred) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    const fs::path& path = entry->path();
    const bool yaml = path.extension() == ".yaml" || path.extension() == ".yml";
    std::error_code ignored;
    if (yaml && !path.filename().native().starts_with('.') && entry->is_regular_file(ignored)) {
      names.push_back(path.filename().string());
    }
  }
  std::sort(names.begin(), names.end());
  std::stable_partition(names.begin(), names.end(), [](const std::string& name) {
    return name == "data.yaml" || name == "data.yml" || name == "dataset.yaml";
  });
  std::stable_partition(names.begin(), names.end(),
                        [&](const std::string& name) { return name == preferred; });
  return names;
}

}  // namespace

YoloClassFinder::YoloClassFinder(fs::path root, const std::string& preferred)
    : root_(std::move(root)) {
  for (const std::string& name : yamlFilesIn(root_, preferred)) {
    takeYaml(name);
    if (yaml_) {
      return;
    }
  }
}

void YoloClassFinder::takeYaml(const std::string& name) {
  const fs::path file = root_ / name;
  const auto data =
      readFile(file, YoloYamlLimits{}.fileBytes).and_then([&](const std::string& text) {
        return readYoloYaml(text, file);
      });
  const bool isDataset = name.starts_with("data");
  if (!data) {
    if (isDataset) {
      refused_.push_back(data.error());
    }
    return;
  }
  if (data->hasNames || (isDataset && !data->sets.empty() && yamlFile_.empty())) {
    yamlFile_ = name;
    keypointColumns_ = data->keypointColumns;
  }
  if (data->hasNames) {
    yaml_ = YoloClassList{
        .file = name, .isYaml = true, .classes = data->classes, .problems = data->problems};
  }
}

const YoloClassList* YoloClassFinder::linesFor(std::string_view folder) {
  const auto known = linesOfFolder_.find(folder);
  if (known != linesOfFolder_.end()) {
    return known->second ? &*known->second : nullptr;
  }
  std::optional<YoloClassList> found;
  for (const std::string_view name : lineLists) {
    const std::string path = joined(folder, name);
    std::error_code ignored;
    if (found || !fs::is_regular_file(root_ / path, ignored)) {
      continue;
    }
    auto list =
        readFile(root_ / path, YoloClassLimits{}.fileBytes).and_then([&](const std::string& text) {
          return readYoloClassLines(text, root_ / path);
        });
    if (list) {
      found = YoloClassList{.file = path,
                            .isYaml = false,
                            .classes = std::move(list->classes),
                            .problems = std::move(list->problems)};
    } else {
      refused_.push_back(list.error());
    }
  }
  if (!found && !folder.empty()) {
    if (const YoloClassList* above = linesFor(folderOf(folder))) {
      found = *above;
    }
  }
  auto& entry = linesOfFolder_.emplace(folder, std::move(found)).first->second;
  return entry ? &*entry : nullptr;
}

const YoloClassList* YoloClassFinder::listFor(std::string_view labelFile) {
  return yaml_ ? &*yaml_ : linesFor(folderOf(labelFile));
}

const YoloClassList* YoloClassFinder::contradictionFor(std::string_view labelFile) {
  const YoloClassList* other = yaml_ ? linesFor(folderOf(labelFile)) : nullptr;
  return other != nullptr && !(other->classes == yaml_->classes) ? other : nullptr;
}

Status appendToClassList(const fs::path& root,
                         const YoloClassList& list,
                         const std::vector<std::string>& names) {
  const fs::path file = root / list.file;
  std::error_code ignored;
  std::string present;
  if (fs::exists(file, ignored)) {
    auto read = readFile(file, YoloClassLimits{}.fileBytes);
    if (!read) {
      return read.error();
    }
    present = *std::move(read);
  }
  const auto text = list.isYaml ? appendedToYoloYaml(present, names, file)
                                : appendedToClassLines(present, names, file);
  return text ? writeFileAtomically(file, *text) : Status(text.error());
}

}  // namespace touchstone::labeling
