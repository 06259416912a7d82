#include "training/data/detection_dataset.h"

#include "labeling/annotation/each_annotation.h"
#include "training/data/learned_image.h"

#include <algorithm>
#include <map>

namespace touchstone::training {

namespace {

using labeling::Annotation;
using labeling::ClassId;
using labeling::Image;

bool hasBox(const Annotation& annotation) {
  return !labeling::isImageTag(annotation.shape) &&
         !std::holds_alternative<labeling::Keypoints>(annotation.shape) &&
         !std::holds_alternative<labeling::Line>(annotation.shape) &&
         labeling::isConfirmed(annotation);
}

/// Collects images with the ids of classes as labels, which are numbered at the end.
class Collection {
public:
  explicit Collection(const labeling::Document& document) : document_(document) {}

  DetectionDataset dataset() {
    DetectionDataset dataset;
    for (const auto& [id, image] : document_.images()) {
      if (isLearned(image)) {
        dataset.images.push_back(collected(id, image));
      }
    }
    for (auto& [id, number] : numbers_) {
      number = static_cast<int>(dataset.classes.size());
      dataset.classes.push_back(document_.labelClass(id)->name);
    }
    for (std::size_t i = 0; i < dataset.images.size(); ++i) {
      for (const ClassId id : classes_[i]) {
        dataset.images[i].labels.push_back(numbers_.at(id));
      }
    }
    if (withoutExtent_ > 0) {
      dataset.warnings.push_back(std::to_string(withoutExtent_) +
                                 " boxes without extent are left out; a search for size<1 shows "
                                 "them.");
    }
    return dataset;
  }

private:
  DetectionImage collected(labeling::ImageId id, const Image& image) {
    DetectionImage result;
    result.image = id;
    result.path = image.path;
    result.size = {image.width, image.height};
    result.split = image.split;
    auto& classes = classes_.emplace_back();
    labeling::forEachAnnotation(
        document_, id, [&](labeling::AnnotationId annotationId, const Annotation& annotation) {
          if (!hasBox(annotation)) {
            return;
          }
          const auto box =
              labeling::clampedTo(labeling::boundsOf(annotation.shape), image.width, image.height);
          if (!(box.width() >= 1) || !(box.height() >= 1)) {
            ++withoutExtent_;
          } else if (annotation.attributes.crowd || annotation.attributes.difficult) {
            result.ignored.push_back(box);
          } else {
            result.boxes.push_back(box);
            result.annotations.push_back(annotationId);
            classes.push_back(annotation.labelClass);
            numbers_.emplace(annotation.labelClass, 0);
          }
        });
    return result;
  }

  const labeling::Document& document_;
  std::vector<std::vector<ClassId>> classes_;
  std::map<ClassId, int> numbers_;
  int withoutExtent_ = 0;
};

}  // namespace

DetectionDataset detectionDataset(const labeling::Document& document) {
  return Collection(document).dataset();
}

std::vector<DetectionImage> imagesOf(const DetectionDataset& dataset, labeling::Split split) {
  std::vector<DetectionImage> images;
  std::copy_if(dataset.images.begin(), dataset.images.end(), std::back_inserter(images),
               [&](const DetectionImage& image) { return image.split == split; });
  return images;
}

analysis::EvaluatedObjects evaluatedObjects(const std::vector<DetectionImage>& images,
                                            const std::vector<std::string>& classes) {
  analysis::EvaluatedObjects objects;
  analysis::DetectionTruth& truth = objects.truth;
  for (std::size_t k = 0; k < classes.size(); ++k) {
    truth.categories.push_back({static_cast<std::int64_t>(k + 1), classes[k]});
  }
  const auto add = [&](std::size_t image, std::size_t category, const labeling::Box& box,
                       labeling::AnnotationId annotation) {
    analysis::TrueObject object;
    object.id = static_cast<std::int64_t>(truth.objects.size() + 1);
    object.image = image;
    object.category = category;
    object.box = analysis::cocoBoxOf(box);
    object.area = box.area();
    object.crowd = annotation == 0;
    truth.objects.push_back(std::move(object));
    objects.annotations.push_back(annotation);
  };
  for (std::size_t i = 0; i < images.size(); ++i) {
    objects.images.push_back(images[i].path);
    truth.images.push_back(static_cast<std::int64_t>(i + 1));
    truth.sizes.push_back(images[i].size);
    for (std::size_t b = 0; b < images[i].boxes.size(); ++b) {
      add(i, static_cast<std::size_t>(images[i].labels[b]), images[i].boxes[b],
          images[i].annotations[b]);
    }
    // What does not count does so in every class.
    for (const labeling::Box& box : images[i].ignored) {
      for (std::size_t k = 0; k < classes.size(); ++k) {
        add(i, k, box, 0);
      }
    }
  }
  return objects;
}

}  // namespace touchstone::training
