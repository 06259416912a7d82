#include "labeling/formats/voc_mask_transfer.h"

#include "labeling/formats/import_edit.h"
#include "labeling/formats/source_files.h"
#include "labeling/formats/voc_mask_export.h"
#include "labeling/formats/voc_mask_tree.h"
#include "labeling/formats/voc_masks.h"
#include "labeling/geometry/mask.h"
#include "labeling/images/read_file.h"

#include <set>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t maskBytes = 1'000'000'000;

bool detectsVocMasks(const fs::path& source) {
  std::error_code ignored;
  if (!fs::is_directory(source, ignored)) {
    return false;
  }
  const auto tree = lookThroughVocMaskTree(source, {});
  return tree && !tree->pairOf.empty();
}

/// The pictures of masks stay where they are: the store holds what they say.
Result<std::vector<SourceFile>> vocMaskFiles(const fs::path& source,
                                             const ImportOptions&,
                                             const WorkContext& work) {
  return lookThroughVocMaskTree(source, work).transform([](const VocMaskTree& tree) {
    std::vector<SourceFile> files;
    for (const auto& [image, pair] : tree.pairOf) {
      files.push_back({.source = tree.root / image, .destination = image});
    }
    return files;
  });
}

Result<IndexedPicture> readPicture(const fs::path& file) {
  return readFile(file, maskBytes).and_then([&](const std::string& bytes) {
    return readIndexedPng(bytes, file);
  });
}

/// Reads the pictures of a tree into an edit.
class VocMaskImport {
public:
  VocMaskImport(Project& project, const VocMaskTree& tree)
      : tree_(tree),
        prefix_(pathWithin(tree.root, project.folder()).value_or("")),
        edit_(project, "Import Pascal VOC masks") {}

  Result<TransferReport> run(const WorkContext& work) {
    for (const std::string& problem : tree_.classes.problems) {
      edit_.warnings().say(problem);
    }
    if (tree_.hasClassList) {
      for (const VocMaskClass& entry : tree_.classes.classes) {
        classOf(entry.number);
      }
    }
    double done = 0;
    for (const auto& [image, pair] : tree_.pairOf) {
      if (work.stop.stop_requested()) {
        return Error{ErrorKind::Cancelled, tree_.root,
                     "The import of segmentation pictures was stopped."};
      }
      read(image, pair);
      work.progress({.stage = "Reading masks",
                     .done = ++done,
                     .total = static_cast<double>(tree_.pairOf.size())});
    }
    for (const std::string& mask : tree_.strayMasks) {
      edit_.warnings().add("Segmentation pictures whose image is missing, not read", mask);
    }
    return edit_.perform();
  }

private:
  ClassId classOf(int number) {
    const ClassId id = edit_.classNamed(tree_.classes.nameOf(number));
    LabelClass& labelClass = edit_.labelClass(id);
    if (!vocNumberIn(labelClass.unknown)) {
      labelClass.unknown = withVocNumber(labelClass.unknown, number);
    }
    return id;
  }

  void read(const std::string& path, const VocMaskPair& pair) {
    const auto id = edit_.imageAt(joined(prefix_, path));
    if (!id) {
      edit_.warnings().add("Segmentation pictures whose image is not in the project, not read",
                           pair.classes);
      return;
    }
    auto classes = readPicture(tree_.root / pair.classes);
    if (!classes) {
      edit_.warnings().refuse(classes.error());
      return;
    }
    const Image& image = edit_.image(*id);
    if (image.width > 0 && (classes->width != image.width || classes->height != image.height)) {
      edit_.warnings().add("Segmentation pictures of another size than their image, not read",
                           pair.classes);
      return;
    }
    if (numberByClasses(*classes, tree_.classes) > 0) {
      edit_.warnings().add("Segmentation pictures with colours of no class, read as void",
                           pair.classes);
    }
    const auto objects = objectsOf(pair, *classes);
    add(*id, path, vocMasksOf(*classes, objects ? &*objects : nullptr));
  }

  std::optional<IndexedPicture> objectsOf(const VocMaskPair& pair, const IndexedPicture& classes) {
    if (pair.objects.empty()) {
      edit_.warnings().add("Pictures of classes without one of objects, each class is one object",
                           pair.classes);
      return std::nullopt;
    }
    auto objects = readPicture(tree_.root / pair.objects);
    if (!objects) {
      edit_.warnings().refuse(objects.error());
      return std::nullopt;
    }
    if (objects->width != classes.width || objects->height != classes.height) {
      edit_.warnings().add("Pictures of objects of another size than those of classes, not read",
                           pair.objects);
      return std::nullopt;
    }
    numberByClasses(*objects, VocMaskClasses());
    return *std::move(objects);
  }

  void add(ImageId id, const std::string& path, const VocMasks& masks) {
    edit_.markLabelled(id);
    Image& image = edit_.image(id);
    if (!isEmpty(masks.voidPixels)) {
      image.unknown = withVocVoid(image.unknown, masks.voidPixels);
    }
    if (const auto split = tree_.splitOf.find(path); split != tree_.splitOf.end()) {
      edit_.setSplit(id, split->second);
    }
    if (masks.splitObjects > 0) {
      edit_.warnings().add("Images with objects of more than one class, split", image.path);
    }
    for (const VocMaskObject& object : masks.objects) {
      edit_.add({.image = id,
                 .labelClass = classOf(object.classNumber),
                 .shape = object.mask,
                 .attributes = {},
                 .sourceId = 0,
                 .unknown = object.number > 0 ? withVocNumber("", object.number) : ""});
    }
  }

  const VocMaskTree& tree_;
  std::string prefix_;
  ImportEdit edit_;
};

Result<TransferReport> importVocMasks(Project& project,
                                      const fs::path& source,
                                      const ImportOptions&,
                                      const WorkContext& work) {
  const auto tree = lookThroughVocMaskTree(source, work);
  if (!tree) {
    return tree.error();
  }
  if (tree->pairOf.empty()) {
    return Error{ErrorKind::BadInput, source,
                 "No segmentation picture with its image was found in " + source.string() +
                     "; give the folder that holds SegmentationClass and JPEGImages."};
  }
  return VocMaskImport(project, *tree).run(work);
}

}  // namespace

LabelFormat vocMasksFormat() {
  return {.name = "voc-masks",
          .title = "Pascal VOC masks",
          .detects = detectsVocMasks,
          .files = vocMaskFiles,
          .read = importVocMasks,
          .write = exportVocMasks};
}

}  // namespace touchstone::labeling
