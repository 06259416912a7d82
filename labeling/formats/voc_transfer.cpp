#include "labeling/formats/voc_transfer.h"

#include "labeling/formats/import_edit.h"
#include "labeling/formats/pascal_voc.h"
#include "labeling/formats/source_files.h"
#include "labeling/formats/voc_export.h"
#include "labeling/formats/voc_tree.h"
#include "labeling/images/read_file.h"

#include <string>
#include <utility>
#include <vector>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

bool detectsVoc(const fs::path& source) {
  const auto tree = lookThroughVocTree(source, {});
  if (!tree || tree->labelOf.empty()) {
    return false;
  }
  // A damaged file among others does not make them another format.
  constexpr int sample = 20;
  int looked = 0;
  for (const auto& [image, label] : tree->labelOf) {
    const auto text = readFile(tree->root / label, VocLimits{}.fileBytes);
    if (text && readVocText(*text, tree->root / label)) {
      return true;
    }
    if (++looked == sample) {
      break;
    }
  }
  return false;
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
        return Error{ErrorKind::Cancelled, tree_.root,
                     "The import of Pascal VOC labels was stopped."};
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
      edit_.warnings().refuse(file.error());
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

/// Makes the origin that a person asked for the project's.
Status settleOrigin(Project& project, const std::string& asked) {
  if (asked.empty()) {
    return Nothing{};
  }
  if (!vocOriginFromName(asked)) {
    return Error{ErrorKind::Usage, project.folder(),
                 "There is no VOC origin \"" + asked + "\"; it is labelimg or devkit."};
  }
  const std::string kept = project.setting("voc.origin").value_or(asked);
  if (kept != asked && !project.document().annotations().empty()) {
    return Error{ErrorKind::Usage, project.folder(),
                 project.folder().string() + " reads its VOC files as \"" + kept +
                     "\", which would move the boxes that it has; import into a new project."};
  }
  return project.setSetting("voc.origin", asked);
}

Result<TransferReport> importVoc(Project& project,
                                 const fs::path& source,
                                 const ImportOptions& options,
                                 const WorkContext& work) {
  if (Status settled = settleOrigin(project, options.vocOrigin); !settled) {
    return settled.error();
  }
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
