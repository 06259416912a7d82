#include "analysis/metrics/detection_truth.h"

#include "labeling/annotation/each_annotation.h"
#include "labeling/geometry/convert.h"
#include "labeling/geometry/mask.h"

#include <algorithm>
#include <map>

namespace touchstone::analysis {
namespace {

using labeling::ShapeKind;

bool hasExtent(const labeling::Shape& shape) {
  const ShapeKind kind = labeling::kindOf(shape);
  return kind == ShapeKind::Box || kind == ShapeKind::OrientedBox || kind == ShapeKind::Polygon ||
         kind == ShapeKind::Mask;
}

labeling::Mask maskIn(const labeling::Shape& shape, labeling::ImageSize size) {
  if (size.width == 0 || size.height == 0) {
    return {};
  }
  const auto converted = labeling::convertedTo(shape, ShapeKind::Mask, size);
  if (!converted) {
    return labeling::emptyMask(size.width, size.height);
  }
  return std::get<labeling::Mask>(*converted);
}

}  // namespace

DetectionTruth truthOf(const labeling::Document& document,
                       std::span<const labeling::ImageId> images,
                       OverlapKind kind) {
  DetectionTruth truth;
  std::map<labeling::ClassId, std::size_t> classIndex;
  for (const auto& [id, labelClass] : document.classes()) {
    classIndex[id] = truth.categories.size();
    truth.categories.push_back({.id = id, .name = labelClass.name});
  }
  truth.images.assign(images.begin(), images.end());
  std::sort(truth.images.begin(), truth.images.end());
  for (std::size_t i = 0; i < truth.images.size(); ++i) {
    const labeling::Image* image = document.image(truth.images[i]);
    truth.sizes.push_back(image != nullptr
                              ? labeling::ImageSize{.width = image->width, .height = image->height}
                              : labeling::ImageSize{});
    labeling::forEachAnnotation(
        document, truth.images[i],
        [&](labeling::AnnotationId id, const labeling::Annotation& annotation) {
          const auto found = classIndex.find(annotation.labelClass);
          if (!hasExtent(annotation.shape) || found == classIndex.end()) {
            return;
          }
          TrueObject object;
          object.id = id;
          object.image = i;
          object.category = found->second;
          object.box = cocoBoxOf(labeling::boundsOf(annotation.shape));
          object.area = labeling::areaOf(annotation.shape);
          object.crowd = annotation.attributes.crowd;
          object.difficult = annotation.attributes.difficult;
          if (kind == OverlapKind::Mask) {
            object.mask = maskIn(annotation.shape, truth.sizes[i]);
          }
          truth.objects.push_back(std::move(object));
        });
  }
  return truth;
}

}  // namespace touchstone::analysis
