#include "labeling/formats/labelme_transfer.h"

#include "labeling/formats/import_edit.h"
#include "labeling/formats/labelme.h"
#include "labeling/formats/labelme_export.h"
#include "labeling/formats/labelme_tree.h"
#include "labeling/formats/source_files.h"
#include "labeling/images/read_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

Result<std::string> pictureOf(const fs::path& label) {
  const auto text = readFile(label, LabelmeLimits{}.fileBytes);
  if (!text) {
    return text.error();
  }
  auto picture = pictureInLabelme(*text);
  if (!picture) {
    return Error{ErrorKind::BadInput, label,
                 "The picture in " + label.string() + " is not valid base64; repair it."};
  }
  return *std::move(picture);
}

Result<std::vector<SourceFile>> labelmeFiles(const fs::path& source,
                                             const ImportOptions&,
                                             const WorkContext& work) {
  const auto tree = lookThroughLabelmeTree(source, work);
  if (!tree) {
    return tree.error();
  }
  std::vector<SourceFile> files;
  for (const std::string& image : tree->images) {
    files.push_back({.source = tree->root / image, .destination = image});
  }
  for (const LabelmePair& pair : tree->pairs) {
    const fs::path label = tree->root / pair.label;
    files.push_back({.source = label, .destination = pair.label, .isLabelFile = true});
    if (pair.imageIsInside) {
      files.push_back({.source = label,
                       .destination = pair.image,
                       .isLabelFile = false,
                       .makeContent = [label] { return pictureOf(label); }});
    }
  }
  return files;
}

/// Reads the label files of a tree into an edit.
class LabelmeImport {
public:
  LabelmeImport(Project& project, const LabelmeTree& tree)
      : tree_(tree),
        prefix_(pathWithin(tree.root, project.folder()).value_or("")),
        edit_(project, "Import labelme") {}

  Result<TransferReport> run(const WorkContext& work) {
    double done = 0;
    for (const LabelmePair& pair : tree_.pairs) {
      if (work.stop.stop_requested()) {
        return Error{ErrorKind::Cancelled, tree_.root, "The import of label files was stopped."};
      }
      read(pair);
      work.progress({.stage = "Reading labels",
                     .done = ++done,
                     .total = static_cast<double>(tree_.pairs.size())});
    }
    addTags();
    for (const std::string& label : tree_.strayLabels) {
      edit_.warnings().add("Label files whose image is missing, not read", label);
    }
    for (const std::string& label : tree_.secondLabels) {
      edit_.warnings().add("Label files of an image that has another one, not read", label);
    }
    return edit_.perform();
  }

private:
  void read(const LabelmePair& pair) {
    const auto id = edit_.imageAt(joined(prefix_, pair.image));
    if (!id) {
      edit_.warnings().add("Label files whose image is not in the project, not read", pair.label);
      return;
    }
    const Image& image = edit_.image(*id);
    const fs::path path = tree_.root / pair.label;
    const auto text = readFile(path, LabelmeLimits{}.fileBytes);
    const auto file = text ? readLabelmeText(*text, path, {image.width, image.height})
                           : Result<LabelmeFile>(text.error());
    if (!file) {
      edit_.warnings().refuse(file.error());
      return;
    }
    for (const auto& [what, which] : file->problems) {
      edit_.warnings().add(what, pair.label + (which.empty() ? "" : ": " + which));
    }
    edit_.markLabelled(*id, file->checked);
    checkSize(*id, *file);
    keepHeader(*id, pair, file->header);
    tags_.emplace_back(*id, file->tags);
    hasObjects_ = hasObjects_ || !file->objects.empty();
    for (const LabelmeObject& object : file->objects) {
      add(*id, object);
    }
  }

  void add(ImageId id, const LabelmeObject& object) {
    const ClassId labelClass = edit_.classNamed(object.label);
    const Image& image = edit_.image(id);
    const Box bounds = boundsOf(object.shape);
    const bool hasArea = std::holds_alternative<Keypoints>(object.shape) ||
                         std::holds_alternative<Line>(object.shape) || bounds.area() > 0;
    if (!hasArea) {
      edit_.warnings().add("Objects without area, kept as they are", image.path);
    } else if (image.width > 0 && (bounds.x0 < 0 || bounds.y0 < 0 || bounds.x1 > image.width ||
                                   bounds.y1 > image.height)) {
      edit_.warnings().add("Objects that reach beyond their image, kept as they are", image.path);
    }
    define(labelClass, object.attributes);
    edit_.add({.image = id,
               .labelClass = labelClass,
               .shape = object.shape,
               .attributes = object.attributes,
               .sourceId = 0,
               .unknown = object.unknown});
  }

  /// Gives the class the attributes that its objects have, so that they can be edited.
  void define(ClassId id, const Attributes& attributes) {
    for (const auto& [name, value] : attributes.custom) {
      auto& definitions = edit_.labelClass(id).attributes;
      auto known =
          std::find_if(definitions.begin(), definitions.end(),
                       [&](const AttributeDefinition& other) { return other.name == name; });
      if (known == definitions.end()) {
        constexpr std::array kinds{AttributeKind::Flag, AttributeKind::Number,
                                   AttributeKind::Choice};
        definitions.push_back({.name = name, .kind = kinds.at(value.index()), .choices = {}});
        known = definitions.end() - 1;
      }
      const auto* choice = std::get_if<std::string>(&value);
      if (choice != nullptr && known->kind == AttributeKind::Choice && !choice->empty() &&
          std::find(known->choices.begin(), known->choices.end(), *choice) ==
              known->choices.end()) {
        known->choices.push_back(*choice);
      }
    }
  }

  void checkSize(ImageId id, const LabelmeFile& file) {
    const Image& image = edit_.image(id);
    if (file.width == 0 || file.height == 0 || image.width == 0 ||
        (file.width == image.width && file.height == image.height)) {
      return;
    }
    const bool turned = file.width == image.height && file.height == image.width;
    edit_.warnings().add(turned ? "Label files that give the image's size before it was turned"
                                : "Label files that give another size than their image has",
                         image.path);
  }

  void keepHeader(ImageId id, const LabelmePair& pair, const std::string& header) {
    Image& image = edit_.image(id);
    json kept = json::parse(image.unknown, nullptr, false);
    kept = kept.is_object() ? kept : json::object();
    kept.update(json::parse(header, nullptr, false));
    kept["labelmeFile"] = joined(prefix_, pair.label);
    image.unknown = kept.dump();
  }

  /// The flags of files without any shape classify the images; beside shapes they are remarks.
  void addTags() {
    std::set<std::string> classes;
    for (const auto& [id, tags] : tags_) {
      classes.insert(tags.begin(), tags.end());
    }
    if (!hasObjects_) {
      for (const std::string& name : classes) {
        edit_.classNamed(name);
      }
    }
    for (const auto& [id, tags] : tags_) {
      for (const std::string& tag : tags) {
        addTag(id, tag);
      }
    }
  }

  void addTag(ImageId id, const std::string& tag) {
    if (!hasObjects_) {
      edit_.add({.image = id,
                 .labelClass = edit_.classNamed(tag),
                 .shape = ImageTag{},
                 .attributes = {},
                 .sourceId = 0,
                 .unknown = {}});
      return;
    }
    std::vector<std::string>& known = edit_.image(id).tags;
    if (std::find(known.begin(), known.end(), tag) == known.end()) {
      known.push_back(tag);
    }
  }

  const LabelmeTree& tree_;
  std::string prefix_;
  ImportEdit edit_;
  std::vector<std::pair<ImageId, std::vector<std::string>>> tags_;
  bool hasObjects_ = false;
};

Result<TransferReport> importLabelme(Project& project,
                                     const fs::path& source,
                                     const ImportOptions&,
                                     const WorkContext& work) {
  const auto tree = lookThroughLabelmeTree(source, work);
  if (!tree) {
    return tree.error();
  }
  if (tree->pairs.empty() && tree->strayLabels.empty()) {
    return Error{ErrorKind::BadInput, source,
                 "No label file of labelme or X-AnyLabeling was found in " + source.string() +
                     "; give the folder that holds them, or one of the JSON files."};
  }
  return LabelmeImport(project, *tree).run(work);
}

}  // namespace

LabelFormat labelmeFormat() {
  return {
      .name = "labelme",
      .title = "labelme",
      .detects = hasLabelmeFiles,
      .files = labelmeFiles,
      .read = importLabelme,
      .write = [](const Project& project, const fs::path& destination, const WorkContext& work) {
        return exportLabelme(project, destination, std::nullopt, work);
      }};
}

LabelFormat xAnyLabelingFormat() {
  LabelFormat format = labelmeFormat();
  format.name = "xanylabeling";
  format.title = "X-AnyLabeling";
  format.write = [](const Project& project, const fs::path& destination, const WorkContext& work) {
    return exportLabelme(project, destination, LabelmeDialect::XAnyLabeling, work);
  };
  return format;
}

}  // namespace touchstone::labeling
