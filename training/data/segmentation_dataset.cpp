#include "training/data/segmentation_dataset.h"

#include "labeling/annotation/each_annotation.h"
#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_raster.h"
#include "labeling/geometry/polygon_raster.h"
#include "training/data/learned_image.h"
#include "training/segmentation/void_label.h"

#include <algorithm>
#include <map>

namespace touchstone::training {

namespace {

using labeling::Annotation;
using labeling::ClassId;
using labeling::Image;

constexpr std::size_t mostClasses = voidLabel;  // labels are bytes, and the last one is void

bool isArea(const labeling::Shape& shape) {
  return std::holds_alternative<labeling::Mask>(shape) ||
         std::holds_alternative<labeling::Polygon>(shape);
}

bool isBox(const labeling::Shape& shape) {
  return std::holds_alternative<labeling::Box>(shape) ||
         std::holds_alternative<labeling::OrientedBox>(shape);
}

/// Calls `paint` with the rectangle and the pixels of each area, from the lowest up.
template <class Paint>
void paintAreas(const SegmentationImage& image, Paint paint) {
  for (const LabelledArea& area : image.areas) {
    const auto mask = maskOf(area, image.size);
    const cv::Rect place = labeling::pixelBoundsOf(mask);
    if (!place.empty()) {
      paint(area, place, labeling::pixelsOf(mask, place));
    }
  }
}

/// Collects images with the ids of classes as labels, which are numbered at the end.
class Collection {
public:
  explicit Collection(const labeling::Document& document) : document_(document) {}

  SegmentationDataset dataset() {
    SegmentationDataset dataset;
    for (const auto& [id, image] : document_.images()) {
      if (isLearned(image)) {
        dataset.images.push_back(collected(id, image));
      }
    }
    dataset.classes.emplace_back("background");
    for (auto& [id, number] : numbers_) {
      if (dataset.classes.size() == mostClasses) {
        dataset.warnings.push_back("Only the first " + std::to_string(mostClasses - 1) +
                                   " classes with areas are learned; the others are left out.");
        break;
      }
      number = static_cast<int>(dataset.classes.size());
      dataset.classes.push_back(document_.labelClass(id)->name);
    }
    for (std::size_t i = 0; i < dataset.images.size(); ++i) {
      auto& areas = dataset.images[i].areas;
      for (std::size_t a = 0; a < areas.size(); ++a) {
        const auto number = numbers_.find(classes_[i][a]);
        areas[a].label = number == numbers_.end() ? voidLabel : number->second;
      }
    }
    return dataset;
  }

private:
  SegmentationImage collected(labeling::ImageId id, const Image& image) {
    struct Found {
      labeling::AnnotationId id;
      const Annotation* annotation;
    };
    std::vector<Found> areas;
    std::vector<Found> unknown;
    labeling::forEachAnnotation(
        document_, id, [&](labeling::AnnotationId annotationId, const Annotation& annotation) {
          if (!labeling::isConfirmed(annotation)) {
            return;
          }
          const bool counts = !annotation.attributes.crowd && !annotation.attributes.difficult;
          if (isArea(annotation.shape) && counts) {
            areas.push_back({annotationId, &annotation});
            numbers_.emplace(annotation.labelClass, voidLabel);
          } else if (isArea(annotation.shape) || isBox(annotation.shape)) {
            unknown.push_back({annotationId, &annotation});
          }
        });
    std::stable_sort(areas.begin(), areas.end(), [](const Found& a, const Found& b) {
      return a.annotation->attributes.layer < b.annotation->attributes.layer;
    });
    SegmentationImage result;
    result.image = id;
    result.path = image.path;
    result.size = {image.width, image.height};
    result.split = image.split;
    auto& classes = classes_.emplace_back();
    for (const auto& [annotationId, annotation] : unknown) {
      result.areas.push_back({annotationId, annotation->shape, voidLabel});
      classes.push_back(noClass);
    }
    for (const auto& [annotationId, annotation] : areas) {
      result.areas.push_back({annotationId, annotation->shape, voidLabel});
      classes.push_back(annotation->labelClass);
    }
    return result;
  }

  static constexpr ClassId noClass = -1;

  const labeling::Document& document_;
  std::vector<std::vector<ClassId>> classes_;
  std::map<ClassId, int> numbers_;
};

}  // namespace

SegmentationDataset segmentationDataset(const labeling::Document& document) {
  return Collection(document).dataset();
}

std::vector<SegmentationImage> imagesOf(const SegmentationDataset& dataset, labeling::Split split) {
  std::vector<SegmentationImage> images;
  std::copy_if(dataset.images.begin(), dataset.images.end(), std::back_inserter(images),
               [&](const SegmentationImage& image) { return image.split == split; });
  return images;
}

labeling::Mask maskOf(const LabelledArea& area, labeling::ImageSize image) {
  const auto [width, height] = image;
  if (const auto* polygon = std::get_if<labeling::Polygon>(&area.shape)) {
    return labeling::maskOf(*polygon, width, height);
  }
  if (const auto* mask = std::get_if<labeling::Mask>(&area.shape)) {
    const bool fits = mask->width == width && mask->height == height;
    return fits ? *mask : labeling::clippedTo(*mask, width, height);
  }
  const auto box = labeling::clampedTo(labeling::boundsOf(area.shape), width, height);
  const cv::Rect place(cv::Point(static_cast<int>(box.x0), static_cast<int>(box.y0)),
                       cv::Point(static_cast<int>(box.x1), static_cast<int>(box.y1)));
  return labeling::maskOfPixels(cv::Mat1b(place.size(), 255), place.tl(), width, height);
}

cv::Mat1b labelsOf(const SegmentationImage& image) {
  cv::Mat1b labels(image.size.height, image.size.width, uchar{0});
  paintAreas(image, [&](const LabelledArea& area, const cv::Rect& place, const cv::Mat1b& pixels) {
    labels(place).setTo(area.label, pixels);
  });
  return labels;
}

cv::Mat1i objectsOf(const SegmentationImage& image) {
  cv::Mat1i objects(image.size.height, image.size.width, 0);
  int number = 0;
  paintAreas(image, [&](const LabelledArea& area, const cv::Rect& place, const cv::Mat1b& pixels) {
    objects(place).setTo(area.label == voidLabel ? 0 : ++number, pixels);
  });
  return objects;
}

}  // namespace touchstone::training
