#include "labeling/formats/yolo_transfer.h"

#include "labeling/formats/import_edit.h"
#include "labeling/formats/label_place.h"
#include "labeling/formats/source_files.h"
#include "labeling/formats/yolo.h"
#include "labeling/formats/yolo_export.h"
#include "labeling/formats/yolo_tree.h"
#include "labeling/images/image_header.h"
#include "labeling/images/image_reader.h"
#include "labeling/images/read_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

/// What the rows of a dataset are, as far as a sample of its label files shows.
std::optional<YoloKind> kindShownBy(const fs::path& source) {
  constexpr std::size_t sample = 200;
  const auto tree = lookThroughYoloTree(source, {});
  if (!tree || tree->labelOf.empty()) {
    return std::nullopt;
  }
  std::size_t looked = 0;
  std::size_t rows = 0;
  bool outlines = false;
  bool corners = false;
  for (const auto& [image, label] : tree->labelOf) {
    const auto size = readImageSize(tree->root / image);
    const auto text = readFile(tree->root / label, YoloLimits{}.fileBytes);
    if (!size || !text || looked >= sample) {
      continue;
    }
    ++looked;
    const auto file =
        readYoloText(*text, label,
                     {.width = size->width, .height = size->height, .kind = YoloKind::TurnedBoxes});
    if (!file) {
      continue;
    }
    for (const YoloRow& row : file->rows) {
      rows += row.object ? 1 : 0;
      outlines = outlines || (row.object && std::holds_alternative<Polygon>(row.object->shape));
      corners = corners || (row.object && std::holds_alternative<OrientedBox>(row.object->shape));
    }
  }
  // Empty files alone are labels only where something else says so.
  if (rows == 0 && tree->listFiles.empty()) {
    return std::nullopt;
  }
  return outlines ? YoloKind::Outlines : corners ? YoloKind::TurnedBoxes : YoloKind::Boxes;
}

bool detectsYolo(const fs::path& source) {
  return kindShownBy(source).has_value();
}

/// One search answers for all three.
bool isFoundAsYolo(const fs::path&) {
  return false;
}

std::string_view variantOf(const fs::path& source) {
  switch (kindShownBy(source).value_or(YoloKind::Boxes)) {
    case YoloKind::Outlines:
      return "yolo-seg";
    case YoloKind::TurnedBoxes:
      return "yolo-obb";
    case YoloKind::Boxes:
      break;
  }
  return "yolo";
}

Result<std::vector<SourceFile>> yoloFiles(const fs::path& source,
                                          const ImportOptions&,
                                          const WorkContext& work) {
  const auto tree = lookThroughYoloTree(source, work);
  if (!tree) {
    return tree.error();
  }
  std::vector<SourceFile> files;
  for (const std::string& image : tree->images) {
    files.push_back({.source = tree->root / image, .destination = image});
  }
  const auto add = [&](const std::string& file) {
    files.push_back({.source = tree->root / file, .destination = file, .isLabelFile = true});
  };
  for (const auto& [image, label] : tree->labelOf) {
    add(label);
  }
  std::for_each(tree->listFiles.begin(), tree->listFiles.end(), add);
  return files;
}

/// Reads the label files of a tree into an edit.
class YoloImport {
public:
  YoloImport(Project& project, const YoloTree& tree, YoloKind kind, const std::string& yaml)
      : project_(project),
        tree_(tree),
        kind_(kind),
        prefix_(pathWithin(tree.root, project.folder()).value_or("")),
        finder_(tree.root, yaml),
        edit_(project, "Import YOLO") {}

  Result<TransferReport> run(const WorkContext& work) {
    double done = 0;
    for (const auto& [image, label] : tree_.labelOf) {
      if (work.stop.stop_requested()) {
        return Error{ErrorKind::Cancelled, tree_.root, "The import of YOLO labels was stopped."};
      }
      read(edit_.imageAt(joined(prefix_, image)), image, label);
      work.progress({.stage = "Reading labels",
                     .done = ++done,
                     .total = static_cast<double>(tree_.labelOf.size())});
    }
    readStrays();
    for (const auto& [image, split] : tree_.splitOf) {
      if (const auto id = edit_.imageAt(joined(prefix_, image))) {
        edit_.setSplit(*id, split);
      }
    }
    reportTree();
    auto report = edit_.perform();
    if (report && !names_.names.empty() && !project_.setting("yolo.names")) {
      const Status kept = project_.setSetting("yolo.names", nlohmann::json(names_.names).dump());
      if (!kept) {
        return kept.error();
      }
    }
    return report;
  }

private:
  void read(std::optional<ImageId> id, const std::string& image, const std::string& label) {
    if (!id) {
      edit_.warnings().add("Label files whose image is not in the project, not read", label);
      return;
    }
    const Image& picture = edit_.image(*id);
    if (picture.width <= 0 || picture.height <= 0) {
      edit_.warnings().add("Label files of images that cannot be read, not read", label);
      return;
    }
    const fs::path path = tree_.root / label;
    const auto text = readFile(path, YoloLimits{}.fileBytes);
    const auto file = text ? readYoloText(*text, path,
                                          {.width = picture.width,
                                           .height = picture.height,
                                           .kind = kind_,
                                           .keypointColumns = finder_.keypointColumns()})
                           : Result<YoloFile>(text.error());
    if (!file) {
      edit_.warnings().refuse(file.error());
      return;
    }
    checkTurn(image, *id);
    for (const auto& [what, line] : file->problems) {
      edit_.warnings().add(what, label + ":" + std::to_string(line));
    }
    add(*id, label, *file);
  }

  void add(ImageId id, const std::string& label, const YoloFile& file) {
    const YoloClasses& classes = classesFor(label);
    edit_.markLabelled(id);
    bool boxes = false;
    bool outlines = false;
    std::size_t line = 0;
    for (const YoloRow& row : file.rows) {
      ++line;
      if (!row.object) {
        continue;
      }
      const auto index = static_cast<std::size_t>(row.object->classId);
      if (!classes.names.empty() &&
          (index >= classes.names.size() || classes.names[index].empty())) {
        edit_.warnings().add("Rows with a class number that has no name, read as \"class N\"",
                             label + ":" + std::to_string(line));
      }
      boxes = boxes || std::holds_alternative<Box>(row.object->shape);
      outlines = outlines || !std::holds_alternative<Box>(row.object->shape);
      Attributes attributes;
      attributes.score = row.object->score;
      edit_.add({.image = id,
                 .labelClass = edit_.classNamed(classes.nameOf(row.object->classId)),
                 .shape = row.object->shape,
                 .attributes = attributes,
                 .sourceId = 0,
                 .unknown = row.object->unknown});
    }
    if (boxes && outlines) {
      edit_.warnings().add(
          "Label files with boxes and outlines, of which other programs read only one kind", label);
    }
  }

  const YoloClasses& classesFor(const std::string& label) {
    static const YoloClasses none;
    const YoloClassList* list = finder_.listFor(label);
    if (list == nullptr) {
      edit_.warnings().add("Label files without a list of classes, read as \"class N\"", label);
      return none;
    }
    if (known_.insert(list->file).second) {
      for (const std::string& problem : list->problems) {
        edit_.warnings().say(problem);
      }
      for (const std::string& name : list->classes.names) {
        if (!name.empty()) {
          edit_.classNamed(name);
        }
      }
      names_ = names_.names.empty() ? list->classes : names_;
    }
    const YoloClassList* other = finder_.contradictionFor(label);
    if (other != nullptr && known_.insert(other->file).second) {
      edit_.warnings().say((tree_.root / other->file).string() + " names other classes than " +
                           (tree_.root / list->file).string() + ", which was followed.");
    }
    return list->classes;
  }

  /// Programs that decode without looking at EXIF have labelled the picture as it was stored.
  void checkTurn(const std::string& image, ImageId id) {
    std::ifstream stream(project_.folder() / edit_.image(id).path, std::ios::binary);
    const auto type = readImageFileType(stream);
    const auto header = type ? readImageHeader(stream, *type) : std::nullopt;
    if (header && header->isTurned()) {
      edit_.warnings().add(
          "Images that their camera turned (EXIF), labels taken for the picture as it is shown",
          image);
    }
  }

  /// Label files without their images may belong to images that the project has already.
  void readStrays() {
    std::map<std::string, ImageId> imageOfKey;
    if (!tree_.strayLabels.empty()) {
      for (const auto& [id, image] : project_.document().images()) {
        imageOfKey.emplace(keyOfImage(image.path), id);
      }
    }
    for (const std::string& label : tree_.strayLabels) {
      std::string key = "/" + joined(folderOf(label), stemOf(label));
      key.erase(key.rfind("/labels/"), std::string("/labels").size());
      const auto image = imageOfKey.find(key.substr(1));
      if (image == imageOfKey.end()) {
        edit_.warnings().add("Label files that name a missing image, not read", label);
      } else {
        read(image->second, label, label);
      }
    }
  }

  void reportTree() {
    for (const std::string& problem : tree_.problems) {
      edit_.warnings().say(problem);
    }
    for (const Error& error : finder_.refused()) {
      edit_.warnings().refuse(error);
    }
    for (const std::string& image : tree_.sharing) {
      edit_.warnings().add(
          "Images that share their label file with another one of their name, not labelled", image);
    }
  }

  Project& project_;
  const YoloTree& tree_;
  YoloKind kind_;
  std::string prefix_;
  YoloClassFinder finder_;
  ImportEdit edit_;
  std::set<std::string> known_;
  YoloClasses names_;
};

template <YoloKind kind>
Result<TransferReport> importYolo(Project& project,
                                  const fs::path& source,
                                  const ImportOptions&,
                                  const WorkContext& work) {
  const auto tree = lookThroughYoloTree(source, work);
  if (!tree) {
    return tree.error();
  }
  if (tree->labelOf.empty() && tree->strayLabels.empty()) {
    return Error{ErrorKind::BadInput, source,
                 "No YOLO label file was found in " + source.string() +
                     "; give the folder that holds images and labels, or its data.yaml."};
  }
  std::error_code ignored;
  const bool isFile = fs::is_regular_file(source, ignored);
  return YoloImport(project, *tree, kind, isFile ? source.filename().string() : "").run(work);
}

template <YoloKind kind>
Result<TransferReport> writeYolo(const Project& project,
                                 const fs::path& destination,
                                 const WorkContext& work) {
  return exportYolo(project, destination, kind, work);
}

template <YoloKind kind>
LabelFormat formatOf(std::string_view name, std::string_view title) {
  return {.name = name,
          .title = title,
          .detects = isFoundAsYolo,
          .files = yoloFiles,
          .read = importYolo<kind>,
          .write = writeYolo<kind>};
}

}  // namespace

LabelFormat yoloFormat() {
  LabelFormat format = formatOf<YoloKind::Boxes>("yolo", "YOLO");
  format.detects = detectsYolo;
  format.variant = variantOf;
  return format;
}

LabelFormat yoloSegFormat() {
  return formatOf<YoloKind::Outlines>("yolo-seg", "YOLO outlines");
}

LabelFormat yoloObbFormat() {
  return formatOf<YoloKind::TurnedBoxes>("yolo-obb", "YOLO turned boxes");
}

}  // namespace touchstone::labeling
