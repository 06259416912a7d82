#include "labeling/formats/createml_transfer.h"

#include "labeling/formats/coco_tree.h"
#include "labeling/formats/createml.h"
#include "labeling/formats/createml_tree.h"
#include "labeling/formats/import_edit.h"
#include "labeling/formats/source_files.h"
#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"

#include <set>
#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

Result<CreatemlFile> readLabelFile(const fs::path& file) {
  return readFile(file, CreatemlLimits{}.fileBytes).and_then([&](const std::string& text) {
    return readCreatemlText(text, file);
  });
}

bool detectsCreateml(const fs::path& source) {
  constexpr std::size_t sample = 20;
  const auto tree = lookThroughCreatemlTree(source, {});
  for (std::size_t i = 0; tree && i < std::min(sample, tree->labelFiles.size()); ++i) {
    const auto file = readLabelFile(tree->root / tree->labelFiles[i]);
    if (file && !file->entries.empty()) {
      return true;
    }
  }
  return false;
}

Result<CreatemlTree> treeWithLabels(const fs::path& source, const WorkContext& work) {
  auto tree = lookThroughCreatemlTree(source, work);
  if (tree && tree->labelFiles.empty()) {
    return Error{
        ErrorKind::BadInput, source,
        "No CreateML file was found in " + source.string() + "; give the JSON file itself."};
  }
  return tree;
}

Result<std::vector<SourceFile>> createmlFiles(const fs::path& source,
                                              const ImportOptions&,
                                              const WorkContext& work) {
  const auto tree = treeWithLabels(source, work);
  if (!tree) {
    return tree.error();
  }
  std::error_code ignored;
  const bool isFile = fs::is_regular_file(source, ignored);
  const CocoImageFinder finder(tree->images);
  std::set<std::string> images;
  std::vector<SourceFile> files;
  for (const std::string& label : tree->labelFiles) {
    const auto file =
        isFile ? readLabelFile(tree->root / label) : Result<CreatemlFile>(CreatemlFile());
    if (!file) {
      return file.error();
    }
    for (const CreatemlEntry& entry : file->entries) {
      if (const auto image = finder.find(entry.image, label)) {
        images.insert(*image);
      }
    }
    files.push_back({.source = tree->root / label, .destination = label, .isLabelFile = true});
  }
  if (!isFile) {
    images.insert(tree->images.begin(), tree->images.end());
  }
  for (const std::string& image : images) {
    files.push_back({.source = tree->root / image, .destination = image});
  }
  return files;
}

/// Adds the entries of files to an edit.
class CreatemlImport {
public:
  CreatemlImport(Project& project, const CreatemlTree& tree)
      : project_(project),
        tree_(tree),
        prefix_(pathWithin(tree.root, project.folder()).value_or("")),
        inTree_(tree.images),
        inProject_(imagePathsOf(project.document())),
        edit_(project, "Import CreateML") {}

  void read(const std::string& label) {
    const auto file = readLabelFile(tree_.root / label);
    if (!file) {
      edit_.warnings().refuse(file.error());
      return;
    }
    for (const auto& [what, which] : file->problems) {
      edit_.warnings().add(what, label + ": " + which);
    }
    for (const CreatemlEntry& entry : file->entries) {
      add(entry, label);
    }
    if (file->entries.size() > 1 && shared_.empty()) {
      shared_ = joined(prefix_, label);
    }
  }

  Result<TransferReport> perform() {
    auto report = edit_.perform();
    if (report && !shared_.empty() && !project_.setting("createml.file")) {
      const Status kept = project_.setSetting("createml.file", shared_);
      if (!kept) {
        return kept.error();
      }
    }
    return report;
  }

private:
  [[nodiscard]] std::optional<ImageId> imageFor(const std::string& name,
                                                const std::string& label) const {
    const auto here = inTree_.find(name, label);
    const auto id = here ? edit_.imageAt(joined(prefix_, *here)) : std::nullopt;
    const auto there = id ? std::nullopt : inProject_.find(name, "");
    return there ? edit_.imageAt(*there) : id;
  }

  void add(const CreatemlEntry& entry, const std::string& label) {
    const auto id = imageFor(entry.image, label);
    if (!id) {
      edit_.warnings().add("Entries of images that are not in the project, not read", entry.image);
      return;
    }
    if (!known_.insert(*id).second) {
      edit_.warnings().add("Entries of an image that has another one, not read", entry.image);
      return;
    }
    edit_.markLabelled(*id, entry.verified);
    std::set<std::string> texts;
    for (const CreatemlObject& object : entry.objects) {
      if (!texts.insert(object.text).second) {
        edit_.warnings().add("Objects that repeat another one of their image", entry.image);
      }
      checkBox(*id, object.box);
      Attributes attributes;
      attributes.score = object.score;
      edit_.add({.image = *id,
                 .labelClass = edit_.classNamed(object.label),
                 .shape = object.box,
                 .attributes = attributes,
                 .sourceId = 0,
                 .unknown = object.unknown});
    }
  }

  void checkBox(ImageId id, const Box& box) {
    const Image& image = edit_.image(id);
    if (box.area() <= 0) {
      edit_.warnings().add("Boxes without area, kept as they are", image.path);
    } else if (image.width > 0 && !liesIn(box, image.width, image.height)) {
      edit_.warnings().add(liesIn(box, image.height, image.width)
                               ? "Boxes that fit their image only when it is turned (EXIF)"
                               : "Boxes that reach beyond their image, kept as they are",
                           image.path);
    }
  }

  static bool liesIn(const Box& box, int width, int height) {
    constexpr double rounding = 0.01;  // pixels
    return box.x0 >= -rounding && box.y0 >= -rounding && box.x1 <= width + rounding &&
           box.y1 <= height + rounding;
  }

  Project& project_;
  const CreatemlTree& tree_;
  std::string prefix_;
  CocoImageFinder inTree_;
  CocoImageFinder inProject_;
  ImportEdit edit_;
  std::set<ImageId> known_;
  std::string shared_;
};

Result<TransferReport> importCreateml(Project& project,
                                      const fs::path& source,
                                      const ImportOptions&,
                                      const WorkContext& work) {
  const auto tree = treeWithLabels(source, work);
  if (!tree) {
    return tree.error();
  }
  CreatemlImport import(project, *tree);
  double done = 0;
  for (const std::string& label : tree->labelFiles) {
    if (work.stop.stop_requested()) {
      return Error{ErrorKind::Cancelled, source, "The import of CreateML labels was stopped."};
    }
    import.read(label);
    work.progress({.stage = "Reading labels",
                   .done = ++done,
                   .total = static_cast<double>(tree->labelFiles.size())});
  }
  return import.perform();
}

void noteLosses(const Annotation& annotation,
                const std::string& image,
                TransferWarnings& warnings) {
  const Attributes& a = annotation.attributes;
  if (!std::holds_alternative<Box>(annotation.shape)) {
    warnings.add("Labels that are not boxes, which CreateML cannot hold, left out", image);
  } else if (a.difficult || a.truncated || a.occluded || a.crowd || a.group ||
             !a.description.empty() || !a.custom.empty()) {
    warnings.add(
        "Objects with attributes (difficult, truncated, occluded …), which CreateML cannot hold",
        image);
  }
}

Result<TransferReport> exportCreateml(const Project& project,
                                      const fs::path& destination,
                                      const WorkContext& work) {
  const Document& document = project.document();
  const bool isFile = destination.extension() == ".json";
  const fs::path file = isFile ? destination : destination / createmlFolderFile;
  TransferReport report;
  TransferWarnings warnings;
  std::string text;
  for (const auto& [id, image] : document.images()) {
    if (work.stop.stop_requested()) {
      return Error{ErrorKind::Cancelled, destination, "The CreateML export was stopped."};
    }
    const auto& annotations = document.annotationsOf(id);
    if (image.state == ImageState::Excluded) {
      warnings.add("Excluded images, left out", image.path);
      continue;
    }
    if (annotations.empty() && image.state == ImageState::Unlabelled) {
      warnings.add("Images that are not labelled yet, left out", image.path);
      continue;
    }
    if (image.split != Split::Unassigned) {
      warnings.add("Images' splits, which CreateML cannot hold", image.path);
    }
    text += (text.empty() ? "" : ", ") + createmlEntry(document, id, image.path);
    ++report.images;
    for (const AnnotationId annotation : annotations) {
      const Annotation& object = *document.annotation(annotation);
      report.annotations += std::holds_alternative<Box>(object.shape) ? 1 : 0;
      noteLosses(object, image.path, warnings);
    }
  }
  std::error_code ignored;
  fs::create_directories(fs::absolute(file).parent_path(), ignored);
  const Status done = writeFileAtomically(file, "[" + text + "]");
  if (!done) {
    return done.error();
  }
  warnings.writeInto(report);
  return report;
}

}  // namespace

LabelFormat createmlFormat() {
  return {.name = "createml",
          .title = "CreateML",
          .detects = detectsCreateml,
          .files = createmlFiles,
          .read = importCreateml,
          .write = exportCreateml};
}

}  // namespace touchstone::labeling
