#include "labeling/formats/class_folders.h"

#include "labeling/formats/file_copy.h"
#include "labeling/formats/import_edit.h"
#include "labeling/formats/source_files.h"
#include "labeling/images/image_reader.h"

#include <algorithm>
#include <array>
#include <set>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

std::string_view firstFolder(std::string_view path) {
  const std::size_t slash = path.find('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view below(std::string_view path, std::string_view folder) {
  return path.substr(folder.size() + 1);
}

/// Whether the path is `train/class/…/image`.
bool hasSplitAndClass(std::string_view path) {
  const std::string_view top = firstFolder(path);
  return !top.empty() && splitFromName(top) && !firstFolder(below(path, top)).empty();
}

bool isNotAClass(std::string_view folder) {
  constexpr std::array<std::string_view, 8> others{
      "JPEGImages", "Annotations",       "ImageSets",          "images",
      "labels",     "SegmentationClass", "SegmentationObject", "annotations"};
  return std::find(others.begin(), others.end(), folder) != others.end();
}

Result<std::vector<std::string>> imagesBelow(const fs::path& source, const WorkContext& work) {
  return filesBelow(source, work).transform([](std::vector<std::string> files) {
    std::erase_if(files, [](const std::string& file) { return !isImageFileName(file); });
    return files;
  });
}

/// Sorted by name, so that the same folders always give the same ids.
std::set<std::string> classNames(const std::vector<FolderLabel>& labels) {
  std::set<std::string> names;
  for (const FolderLabel& label : labels) {
    names.insert(label.className);
  }
  return names;
}

bool detectsClassFolders(const fs::path& source) {
  const auto images = imagesBelow(source, {});
  if (!images) {
    return false;
  }
  const std::vector<FolderLabel> labels = folderLabels(*images);
  const std::set<std::string> classes = classNames(labels);
  return labels.size() == images->size() && classes.size() > 1 &&
         std::none_of(classes.begin(), classes.end(), isNotAClass);
}

Result<std::vector<SourceFile>> classFolderFiles(const fs::path& source,
                                                 const ImportOptions&,
                                                 const WorkContext& work) {
  return imagesBelow(source, work).transform([&](const std::vector<std::string>& images) {
    std::vector<SourceFile> files;
    for (const std::string& image : images) {
      files.push_back({.source = source / image, .destination = image});
    }
    return files;
  });
}

Result<TransferReport> importClassFolders(Project& project,
                                          const fs::path& source,
                                          const ImportOptions&,
                                          const WorkContext& work) {
  const auto images = imagesBelow(source, work);
  if (!images) {
    return images.error();
  }
  const std::vector<FolderLabel> labels = folderLabels(*images);
  if (labels.empty()) {
    return Error{ErrorKind::BadInput, source,
                 source.string() +
                     " has no images in class folders; give the folder whose "
                     "sub-folders are named after the classes."};
  }
  ImportEdit edit(project, "Import class folders");
  const std::string prefix = pathWithin(source, project.folder()).value_or("");
  for (const std::string& name : classNames(labels)) {
    edit.classNamed(name);
  }
  for (const FolderLabel& label : labels) {
    const auto image = edit.imageAt(joined(prefix, label.image));
    if (!image) {
      edit.warnings().add("Images that the project does not have, not labelled", label.image);
      continue;
    }
    if (label.split) {
      edit.setSplit(*image, *label.split);
    }
    edit.add({.image = *image,
              .labelClass = edit.classNamed(label.className),
              .shape = ImageTag{},
              .attributes = {},
              .sourceId = 0,
              .unknown = {}});
  }
  if (labels.size() < images->size()) {
    edit.warnings().say(std::to_string(images->size() - labels.size()) +
                        " images lie in no class folder and stay without a label.");
  }
  return edit.perform();
}

/// Decides where each image goes and copies it there.
class ClassFolderExport {
public:
  explicit ClassFolderExport(const Project& project) : project_(project) {
    for (const auto& [id, image] : project.document().images()) {
      hasSplits_ = hasSplits_ || image.split != Split::Unassigned;
    }
  }

  Result<TransferReport> run(const fs::path& destination, const WorkContext& work) {
    for (const auto& [id, image] : project_.document().images()) {
      place(id, image);
    }
    const Status copied = copyFiles(files_, destination, false, work);
    if (!copied) {
      return copied.error();
    }
    const auto count = static_cast<int>(files_.size());
    TransferReport report{.images = count, .annotations = count, .warnings = {}};
    warnings_.writeInto(report);
    return report;
  }

private:
  void place(ImageId id, const Image& image) {
    if (image.state == ImageState::Excluded) {
      warnings_.add("Excluded images, left out", image.path);
      return;
    }
    const Document& document = project_.document();
    std::string name;
    for (const AnnotationId annotation : document.annotationsOf(id)) {
      const Annotation& tag = *document.annotation(annotation);
      if (!isImageTag(tag.shape)) {
        warnings_.add("Objects within images, which class folders cannot hold, left out",
                      image.path);
      } else if (name.empty()) {
        name = document.labelClass(tag.labelClass)->name;
      } else {
        warnings_.add("Further classes of an image, which class folders cannot hold, left out",
                      image.path);
      }
    }
    if (name.empty()) {
      warnings_.add("Images without a class, left out", image.path);
      return;
    }
    const std::string split = hasSplits_ ? std::string(nameOf(image.split)) : "";
    files_.push_back({.source = project_.folder() / image.path,
                      .destination = unusedPath(joined(split, folderNameFor(name)), image.path)});
  }

  std::string folderNameFor(const std::string& className) {
    std::string folder = className;
    std::replace(folder.begin(), folder.end(), '/', '_');
    std::replace(folder.begin(), folder.end(), '\\', '_');
    if (folder.starts_with('.')) {
      folder.front() = '_';
    }
    if (folder != className) {
      warnings_.add("Class names that no folder can have, changed", className);
    }
    return folder;
  }

  /// Two images of one name in one class: the second gets its folders into its name.
  std::string unusedPath(const std::string& folder, const std::string& imagePath) {
    std::string path = joined(folder, fileNameOf(imagePath));
    if (!used_.insert(path).second) {
      std::string name = imagePath;
      std::replace(name.begin(), name.end(), '/', '_');
      path = joined(folder, name);
      used_.insert(path);
    }
    return path;
  }

  const Project& project_;
  bool hasSplits_ = false;
  std::vector<SourceFile> files_;
  std::set<std::string> used_;
  TransferWarnings warnings_;
};

Result<TransferReport> exportClassFolders(const Project& project,
                                          const fs::path& destination,
                                          const WorkContext& work) {
  return ClassFolderExport(project).run(destination, work);
}

}  // namespace

std::vector<FolderLabel> folderLabels(const std::vector<std::string>& images) {
  const bool splits = std::any_of(images.begin(), images.end(), hasSplitAndClass);
  std::vector<FolderLabel> labels;
  for (const std::string& image : images) {
    const std::string_view top = firstFolder(image);
    if (hasSplitAndClass(image)) {
      labels.push_back({image, std::string(firstFolder(below(image, top))), splitFromName(top)});
    } else if (!top.empty() && !(splits && splitFromName(top))) {
      labels.push_back({image, std::string(top), std::nullopt});
    }
  }
  return labels;
}

LabelFormat classFoldersFormat() {
  return {.name = "folders",
          .title = "class folders",
          .detects = detectsClassFolders,
          .files = classFolderFiles,
          .read = importClassFolders,
          .write = exportClassFolders};
}

}  // namespace touchstone::labeling
