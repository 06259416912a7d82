#include "labeling/formats/coco_transfer.h"

#include "labeling/formats/coco.h"
#include "labeling/formats/coco_export.h"
#include "labeling/formats/coco_tree.h"
#include "labeling/formats/import_edit.h"
#include "labeling/formats/source_files.h"

#include <algorithm>
#include <set>
#include <system_error>
#include <unordered_map>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

bool detectsCoco(const fs::path& source) {
  std::error_code ignored;
  if (fs::is_regular_file(source, ignored)) {
    return isCocoInstances(source);
  }
  const auto tree = lookThroughCocoTree(source, {});
  return tree && !tree->labelFiles.empty();
}

Result<CocoTree> treeWithLabels(const fs::path& source, const WorkContext& work) {
  auto tree = lookThroughCocoTree(source, work);
  if (tree && tree->labelFiles.empty()) {
    return Error{
        ErrorKind::BadInput, source,
        "No COCO instances file was found in " + source.string() + "; give the JSON file itself."};
  }
  return tree;
}

Result<std::vector<SourceFile>> cocoFiles(const fs::path& source,
                                          const ImportOptions&,
                                          const WorkContext& work) {
  const auto tree = treeWithLabels(source, work);
  if (!tree) {
    return tree.error();
  }
  const CocoImageFinder finder(tree->images);
  std::set<std::string> images;
  for (const std::string& labelFile : tree->labelFiles) {
    const auto reader = CocoReader::open(tree->root / labelFile);
    if (!reader) {
      return reader.error();
    }
    for (const CocoImage& image : reader->file().images) {
      if (const auto path = finder.find(image.fileName, labelFile)) {
        images.insert(*path);
      }
    }
  }
  std::vector<SourceFile> files;
  for (const std::string& image : images) {
    files.push_back({.source = tree->root / image, .destination = image});
  }
  return files;
}

/// Finds the images of a project that instances files name.
class NamedImages {
public:
  NamedImages(const Project& project, const CocoTree& tree)
      : document_(project.document()),
        prefix_(pathWithin(tree.root, project.folder()).value_or("")),
        inTree_(tree.images),
        inProject_(imagePathsOf(document_)) {}

  [[nodiscard]] std::optional<ImageId> find(const std::string& name,
                                            const std::string& labelFile) const {
    const auto here = inTree_.find(name, labelFile);
    const auto id = here ? document_.findImage(joined(prefix_, *here)) : std::nullopt;
    const auto there = id ? std::nullopt : inProject_.find(name, "");
    return there ? document_.findImage(*there) : id;
  }

private:
  const Document& document_;
  std::string prefix_;
  CocoImageFinder inTree_;
  CocoImageFinder inProject_;
};

/// Adds the content of instances files to an edit.
class CocoImport {
public:
  explicit CocoImport(Project& project) : project_(project), edit_(project, "Import COCO") {}

  Status add(const std::string& labelFile,
             CocoReader& reader,
             const NamedImages& images,
             const WorkContext& work) {
    const CocoFile& file = reader.file();
    addClasses(file);
    addImages(labelFile, file, images);
    edit_.expect(reader.objectCount());
    const Status read =
        reader.readObjects([this](CocoObject object) { addObject(std::move(object)); }, work);
    for (const auto& [what, which] : file.problems) {
      edit_.warnings().add(what, labelFile + ": " + which);
    }
    header_ = header_.empty() ? file.header : header_;
    return read;
  }

  Result<TransferReport> perform() {
    auto report = edit_.perform();
    if (report && !header_.empty() && !project_.setting("coco.header")) {
      const Status kept = project_.setSetting("coco.header", header_);
      if (!kept) {
        return kept.error();
      }
    }
    return report;
  }

private:
  void addClasses(const CocoFile& file) {
    std::vector<CocoCategory> categories = file.categories;
    std::sort(categories.begin(), categories.end(),
              [](const auto& a, const auto& b) { return a.id < b.id; });
    classes_.clear();
    for (const CocoCategory& category : categories) {
      const ClassId id = edit_.classNamed(category.name);
      classes_[category.id] = id;
      LabelClass& labelClass = edit_.labelClass(id);
      if (!labelClass.sourceId) {
        labelClass.sourceId = category.id;
        labelClass.unknown = category.unknown;
      } else if (*labelClass.sourceId != category.id) {
        edit_.warnings().add("Categories that have another id elsewhere, the first is kept",
                             category.name);
      }
    }
  }

  void addImages(const std::string& labelFile, const CocoFile& file, const NamedImages& images) {
    images_.clear();
    const auto split = splitOfCocoFile(labelFile);
    for (const CocoImage& entry : file.images) {
      const auto id = images.find(entry.fileName, labelFile);
      if (!id) {
        edit_.warnings().add("Images that are not in the project, not labelled", entry.fileName);
        continue;
      }
      edit_.markLabelled(*id);
      Image& image = edit_.image(*id);
      images_[entry.id] = {*id, &image};
      image.sourceId = entry.id;
      image.unknown = entry.unknown;
      image.split = split.value_or(image.split);
      if (entry.width > 0 && image.width > 0 &&
          (entry.width != image.width || entry.height != image.height)) {
        edit_.warnings().add("Images of another size than the labels give", image.path);
      }
    }
  }

  void addObject(CocoObject object) {
    const auto image = images_.find(object.image);
    if (image == images_.end()) {
      edit_.warnings().add("Annotations of images that are not in the project, not read",
                           "id " + std::to_string(object.id));
      return;
    }
    const Image& picture = *image->second.second;
    const Box bounds = boundsOf(object.shape);
    if (bounds.area() <= 0) {
      edit_.warnings().add("Objects without area, kept as they are", picture.path);
    } else if (picture.width > 0 && reachesBeyond(bounds, picture)) {
      edit_.warnings().add("Objects that reach beyond their image, kept as they are", picture.path);
    }
    edit_.add({.image = image->second.first,
               .labelClass = classes_.at(object.category),
               .shape = std::move(object.shape),
               .attributes = object.attributes,
               .sourceId = object.id,
               .unknown = std::move(object.unknown)});
    if (object.keypoints) {
      edit_.add({.image = image->second.first,
                 .labelClass = classes_.at(object.category),
                 .shape = *std::move(object.keypoints),
                 .attributes = std::move(object.attributes),
                 .sourceId = 0,
                 .unknown = object.id > 0 ? cocoKeypointsOf(object.id) : ""});
    }
  }

  /// A pixel of tolerance: coordinates in COCO files are rounded to hundredths.
  static bool reachesBeyond(const Box& box, const Image& image) {
    return box.x0 < -1 || box.y0 < -1 || box.x1 > image.width + 1 || box.y1 > image.height + 1;
  }

  Project& project_;
  ImportEdit edit_;
  std::unordered_map<std::int64_t, ClassId> classes_;
  std::unordered_map<std::int64_t, std::pair<ImageId, const Image*>> images_;
  std::string header_;
};

/// What finds the files and images is large, and gone when the edit is performed.
Status readTree(CocoImport& import,
                const Project& project,
                const fs::path& source,
                const WorkContext& work) {
  const auto tree = treeWithLabels(source, work);
  if (!tree) {
    return tree.error();
  }
  const NamedImages images(project, *tree);
  for (const std::string& labelFile : tree->labelFiles) {
    auto reader = CocoReader::open(tree->root / labelFile);
    if (!reader) {
      return reader.error();
    }
    if (Status added = import.add(labelFile, *reader, images, work); !added) {
      return added;
    }
  }
  return Nothing{};
}

Result<TransferReport> importCoco(Project& project,
                                  const fs::path& source,
                                  const ImportOptions&,
                                  const WorkContext& work) {
  CocoImport import(project);
  if (Status read = readTree(import, project, source, work); !read) {
    return read.error();
  }
  return import.perform();
}

}  // namespace

LabelFormat cocoFormat() {
  return {.name = "coco",
          .title = "COCO instances",
          .detects = detectsCoco,
          .files = cocoFiles,
          .read = importCoco,
          .write = exportCoco};
}

}  // namespace touchstone::labeling
