#include "labeling/formats/voc_transfer.h"

#include "labeling/formats/import_edit.h"
#include "labeling/formats/pascal_voc.h"
#include "labeling/formats/source_files.h"
#include "labeling/formats/voc_tree.h"
#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"

#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

Error stopped(const fs::path& file) {
  return {ErrorKind::Cancelled, file, "The work on " + file.string() + " was stopped."};
}

bool detectsVoc(const fs::path& source) {
  const auto tree = lookThroughVocTree(source, {});
  if (!tree || tree->labelOf.empty()) {
    return false;
  }
  const fs::path file = tree->root / tree->labelOf.begin()->second;
  const auto text = readFile(file, VocLimits{}.fileBytes);
  return text && readVocText(*text, file);
}

Result<std::vector<SourceFile>> vocFiles(const fs::path& source,
                                         const ImportOptions&,
                                         const WorkContext& work) {
  const auto tree = lookThroughVocTree(source, work);
  if (!tree) {
    return tree.error();
  }
  std::vector<SourceFile> files;
  for (const std::string& image : tree->images) {
    files.push_back({.source = tree->root / image, .destination = image});
  }
  for (const auto& [image, label] : tree->labelOf) {
    files.push_back({.source = tree->root / label, .destination = label, .isLabelFile = true});
  }
  return files;
}

/// Reads the label files of a tree into an edit.
class VocImport {
public:
  VocImport(Project& project, const VocTree& tree)
      : project_(project),
        tree_(tree),
        prefix_(pathWithin(tree.root, project.folder()).value_or("")),
        edit_(project, "Import Pascal VOC") {}

  Result<TransferReport> run(const WorkContext& work) {
    for (const auto& [image, label] : tree_.labelOf) {
      if (work.stop.stop_requested()) {
        return stopped(tree_.root);
      }
      read(image, label);
      work.progress({.stage = "Reading labels",
                     .done = static_cast<double>(files_.size()),
                     .total = static_cast<double>(tree_.labelOf.size())});
    }
    const VocOrigin origin = settleOrigin();
    for (const auto& [image, file] : files_) {
      add(image, file, origin);
    }
    for (const auto& [image, split] : tree_.splitOf) {
      if (const auto id = edit_.imageAt(joined(prefix_, image))) {
        edit_.setSplit(*id, split);
      }
    }
    reportStrays();
    auto report = edit_.perform();
    if (report && !project_.setting("voc.origin")) {
      const Status kept = project_.setSetting("voc.origin", std::string(nameOf(origin)));
      if (!kept) {
        return kept.error();
      }
    }
    return report;
  }

private:
  void read(const std::string& image, const std::string& label) {
    const fs::path path = tree_.root / label;
    const auto text = readFile(path, VocLimits{}.fileBytes);
    auto file = text ? readVocText(*text, path) : Result<VocFile>(text.error());
    if (!file) {
      edit_.warnings().say(file.error().message);
      return;
    }
    for (const std::string& problem : file->problems) {
      edit_.warnings().add(problem, label);
    }
    files_.emplace_back(image, std::move(*file));
  }

  /// Returns the project's setting, or else what most files show; a 0 rules the devkit out.
  VocOrigin settleOrigin() {
    int devkit = 0;
    for (const auto& [image, file] : files_) {
      devkit += !file.origin ? 0 : *file.origin == VocOrigin::Devkit ? 1 : -1;
    }
    for (const auto& [image, file] : files_) {
      for (const VocObject& object : file.objects) {
        devkit = object.written.x0 < 1 || object.written.y0 < 1 ? 0 : devkit;
      }
    }
    const VocOrigin shown = devkit > 0 ? VocOrigin::Devkit : VocOrigin::LabelImg;
    const VocOrigin kept =
        vocOriginFromName(project_.setting("voc.origin").value_or("")).value_or(shown);
    if (kept != shown && !files_.empty()) {
      edit_.warnings().say("These label files look like those of \"" + std::string(nameOf(shown)) +
                           "\" but were read as the project's setting voc.origin says, \"" +
                           std::string(nameOf(kept)) + "\".");
    }
    return kept;
  }

  void add(const std::string& image, const VocFile& file, VocOrigin origin) {
    const auto id = edit_.imageAt(joined(prefix_, image));
    if (!id) {
      edit_.warnings().add("Label files whose image is not in the project, not read", image);
      return;
    }
    edit_.markLabelled(*id, file.verified);
    checkSize(*id, file);
    for (const VocObject& object : file.objects) {
      checkBox(*id, object, origin);
      edit_.add({.image = *id,
                 .labelClass = edit_.classNamed(object.name),
                 .shape = boxFromVoc(object.written, origin),
                 .attributes = object.attributes,
                 .sourceId = 0,
                 .unknown = object.unknown});
    }
  }

  void checkSize(ImageId id, const VocFile& file) {
    const Image& image = edit_.image(id);
    if (file.width == 0 || image.width == 0 ||
        (file.width == image.width && file.height == image.height)) {
      return;
    }
    const bool turned = file.width == image.height && file.height == image.width;
    edit_.warnings().add(turned ? "Label files that give the image's size before it was turned"
                                : "Label files that give another size than their image has",
                         image.path);
  }

  void checkBox(ImageId id, const VocObject& object, VocOrigin origin) {
    const Image& image = edit_.image(id);
    const Box box = boxFromVoc(object.written, origin);
    if (box.area() <= 0) {
      edit_.warnings().add("Boxes without area, kept as they are", image.path);
    } else if (image.width > 0 && !(clampedTo(box, image.width, image.height) == box)) {
      edit_.warnings().add("Boxes that reach beyond their image, kept as they are", image.path);
    }
  }

  void reportStrays() {
    for (const std::string& label : tree_.strayLabels) {
      edit_.warnings().add("Label files that name a missing image, not read", label);
    }
    for (const std::string& label : tree_.secondLabels) {
      edit_.warnings().add("Label files of an image that has another one, not read", label);
    }
    if (tree_.missingInSplits > 0) {
      edit_.warnings().say("ImageSets lists " + std::to_string(tree_.missingInSplits) +
                           " names of which no image is here.");
    }
  }

  Project& project_;
  const VocTree& tree_;
  std::string prefix_;
  ImportEdit edit_;
  std::vector<std::pair<std::string, VocFile>> files_;
};

Result<TransferReport> importVoc(Project& project,
                                 const fs::path& source,
                                 const ImportOptions&,
                                 const WorkContext& work) {
  const auto tree = lookThroughVocTree(source, work);
  if (!tree) {
    return tree.error();
  }
  if (tree->labelOf.empty() && tree->strayLabels.empty()) {
    return Error{ErrorKind::BadInput, source,
                 "No Pascal VOC label file was found in " + source.string() +
                     "; give the folder that holds Annotations, or the XML files."};
  }
  return VocImport(project, *tree).run(work);
}

/// Writes label files and the lists of the splits.
class VocExport {
public:
  VocExport(const Project& project, fs::path destination)
      : project_(project), destination_(std::move(destination)) {}

  Result<TransferReport> run(const WorkContext& work) {
    const Document& document = project_.document();
    double done = 0;
    for (const auto& [id, image] : document.images()) {
      if (work.stop.stop_requested()) {
        return stopped(destination_);
      }
      const Status written = write(id, image);
      if (!written) {
        return written.error();
      }
      work.progress({.stage = "Writing labels",
                     .done = ++done,
                     .total = static_cast<double>(document.images().size())});
    }
    const Status listed = writeSplits();
    if (!listed) {
      return listed.error();
    }
    report_.warnings = warnings_.sentences();
    return std::move(report_);
  }

private:
  Status write(ImageId id, const Image& image) {
    const Document& document = project_.document();
    if (image.state == ImageState::Excluded) {
      warnings_.add("Excluded images, left out", image.path);
      return Nothing{};
    }
    const std::string key = uniqueKey(image);
    const auto& annotations = document.annotationsOf(id);
    if (image.split != Split::Unassigned) {
      lists_[std::string(nameOf(image.split)) + ".txt"] += key + "\n";
      if (image.split != Split::Test) {
        lists_["trainval.txt"] += key + "\n";
      }
    }
    if (annotations.empty() && image.state == ImageState::Unlabelled) {
      return Nothing{};
    }
    std::error_code ignored;
    const fs::path labelFile = vocLabelFile(document, id, project_.folder());
    const auto source = fs::is_regular_file(labelFile, ignored)
                            ? readFile(labelFile, VocLimits{}.fileBytes)
                            : Result<std::string>(std::string());
    if (!source) {
      return source.error();
    }
    const auto xml = xmlOf(id, *source);
    if (!xml) {
      return xml.error();
    }
    count(image, annotations);
    return writeFileAtomically(makeFolder(destination_ / "Annotations" / (key + ".xml")), *xml);
  }

  /// A label file that cannot be read gives nothing to keep.
  Result<std::string> xmlOf(ImageId id, const std::string& source) {
    const VocOrigin origin = vocOriginFromName(project_.setting("voc.origin").value_or(""))
                                 .value_or(VocOrigin::LabelImg);
    const Document& document = project_.document();
    auto xml = vocXml(document, id, project_.folder(), {.origin = origin, .sourceText = source});
    if (!xml) {
      warnings_.say(xml.error().message);
      xml = vocXml(document, id, project_.folder(), {.origin = origin, .sourceText = {}});
    }
    return xml;
  }

  void count(const Image& image, const std::vector<AnnotationId>& annotations) {
    ++report_.images;
    for (const AnnotationId id : annotations) {
      const Shape& shape = project_.document().annotation(id)->shape;
      const bool box = std::holds_alternative<Box>(shape);
      report_.annotations += box ? 1 : 0;
      if (!box) {
        warnings_.add("Labels that are not boxes, which Pascal VOC XML cannot hold, left out",
                      image.path);
      }
    }
  }

  std::string uniqueKey(const Image& image) {
    std::string key = vocKeyOf(image.path);
    if (!keys_.insert(key).second) {
      key = image.path;
      keys_.insert(key);
    }
    return key;
  }

  static fs::path makeFolder(fs::path file) {
    std::error_code ignored;
    fs::create_directories(file.parent_path(), ignored);
    return file;
  }

  Status writeSplits() {
    for (const auto& [name, text] : lists_) {
      const fs::path file = destination_ / "ImageSets" / "Main" / name;
      const Status written = writeFileAtomically(makeFolder(file), text);
      if (!written) {
        return written.error();
      }
    }
    return Nothing{};
  }

  const Project& project_;
  fs::path destination_;
  TransferReport report_;
  TransferWarnings warnings_;
  std::set<std::string> keys_;
  std::map<std::string, std::string> lists_;
};

Result<TransferReport> exportVoc(const Project& project,
                                 const fs::path& destination,
                                 const WorkContext& work) {
  return VocExport(project, destination).run(work);
}

}  // namespace

LabelFormat vocFormat() {
  return {.name = "voc",
          .title = "Pascal VOC",
          .detects = detectsVoc,
          .files = vocFiles,
          .read = importVoc,
          .write = exportVoc};
}

}  // namespace touchstone::labeling
