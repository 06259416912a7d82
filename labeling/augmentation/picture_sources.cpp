#include "labeling/augmentation/picture_sources.h"

#include "labeling/annotation/each_annotation.h"
#include "labeling/images/image_reader.h"
#include "labeling/project/folder_scan.h"

#include <algorithm>

namespace touchstone::labeling {

namespace {

namespace fs = std::filesystem;

bool hasOutlines(const Document& document, ImageId image) {
  bool found = false;
  forEachAnnotation(document, image, [&](AnnotationId, const Annotation& annotation) {
    found = found || std::holds_alternative<Mask>(annotation.shape) ||
            std::holds_alternative<Polygon>(annotation.shape);
  });
  return found;
}

template <class Value>
const Value& pick(const std::vector<Value>& values, Random& random) {
  return values[static_cast<std::size_t>(random.between(0, static_cast<int>(values.size()) - 1))];
}

/// Returns the pictures in a folder, or those of the images that have no label.
Result<std::vector<fs::path>> backgroundFiles(const Project& project,
                                              const std::vector<ImageId>& images,
                                              const fs::path& folder) {
  const Document& document = project.document();
  std::vector<fs::path> files;
  if (folder.empty()) {
    for (const ImageId image : images) {
      if (document.annotationsOf(image).empty()) {
        files.push_back(project.folder() / document.image(image)->path);
      }
    }
    return files;
  }
  const auto scan = scanFolder(folder, {});
  if (!scan) {
    return scan.error();
  }
  for (const std::string& path : scan->paths) {
    files.push_back(folder / path);
  }
  if (files.empty()) {
    return Error{
        ErrorKind::BadInput, folder,
        folder.string() + " holds no picture to use as a background; name another folder."};
  }
  return files;
}

}  // namespace

Result<LabelledPicture> readLabelledPicture(const Project& project, ImageId image) {
  const fs::path file = project.folder() / project.document().image(image)->path;
  double scale = 1;
  auto picture = readImage(file, 0, &scale);
  if (!picture) {
    return picture.error();
  }
  if (scale != 1) {
    return Error{ErrorKind::BadInput, file,
                 file.string() + " is too large to be augmented; cut it into smaller pictures."};
  }
  LabelledPicture labelled{*std::move(picture), {}};
  forEachAnnotation(project.document(), image, [&](AnnotationId, const Annotation& annotation) {
    labelled.annotations.push_back(annotation);
  });
  return labelled;
}

Result<AugmentationSources> sourcesFrom(const Project& project,
                                        const std::vector<ImageId>& images,
                                        const fs::path& folder) {
  std::vector<ImageId> donors;
  std::copy_if(images.begin(), images.end(), std::back_inserter(donors),
               [&](ImageId image) { return hasOutlines(project.document(), image); });
  auto backgrounds = backgroundFiles(project, images, folder);
  if (!backgrounds) {
    return backgrounds.error();
  }
  AugmentationSources sources;
  if (!donors.empty()) {
    sources.donor = [&project, donors](Random& random) -> Result<LabelledPicture> {
      auto donor = readLabelledPicture(project, pick(donors, random));
      return donor ? *std::move(donor) : LabelledPicture();
    };
  }
  if (!backgrounds->empty()) {
    sources.background = [files = *std::move(backgrounds)](Random& random) -> Result<cv::Mat> {
      auto background = readImage(pick(files, random));
      return background ? *std::move(background) : cv::Mat();
    };
  }
  return sources;
}

}  // namespace touchstone::labeling
