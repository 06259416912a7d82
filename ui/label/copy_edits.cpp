#include "ui/label/copy_edits.h"

#include "labeling/geometry/mask.h"
#include "labeling/geometry/polygon_boolean.h"
#include "ui/tools/shape_moves.h"

#include <algorithm>

namespace touchstone::ui {
namespace {

using namespace labeling;

bool liesWithin(const Box& bounds, const Image& image) {
  return bounds.x0 >= 0 && bounds.y0 >= 0 && bounds.x1 <= image.width && bounds.y1 <= image.height;
}

std::optional<Shape> cut(const Box& box, const Image& image) {
  const Box left = clampedTo(box, image.width, image.height);
  return left.area() < 1 ? std::nullopt : std::optional<Shape>(left);
}

std::optional<Shape> cut(const Polygon& polygon, const Image& image) {
  Result<Polygon> left = clippedTo(polygon, image.width, image.height);
  return !left || left->parts.empty() ? std::nullopt : std::optional<Shape>(*std::move(left));
}

std::optional<Shape> cut(const Mask& mask, const Image& image) {
  Mask left = clippedTo(mask, image.width, image.height);
  return isEmpty(left) ? std::nullopt : std::optional<Shape>(std::move(left));
}

/// Turned boxes may reach over the border, as those of cut objects do.
std::optional<Shape> cut(const OrientedBox& box, const Image& image) {
  const bool isInside = box.centre.x >= 0 && box.centre.y >= 0 && box.centre.x < image.width &&
                        box.centre.y < image.height;
  return isInside ? std::optional<Shape>(box) : std::nullopt;
}

std::optional<Shape> cut(Line line, const Image& image) {
  for (Point& point : line.points) {
    point = {std::clamp<double>(point.x, 0, image.width),
             std::clamp<double>(point.y, 0, image.height)};
  }
  return line;
}

std::optional<Shape> cut(Keypoints keypoints, const Image& image) {
  for (Keypoint& keypoint : keypoints.points) {
    Point& point = keypoint.position;
    point = {std::clamp<double>(point.x, 0, image.width),
             std::clamp<double>(point.y, 0, image.height)};
  }
  return keypoints;
}

bool hasTag(const Document& document, ImageId image, ClassId labelClass) {
  const auto& ids = document.annotationsOf(image);
  return std::any_of(ids.begin(), ids.end(), [&](AnnotationId id) {
    const Annotation& annotation = *document.annotation(id);
    return isImageTag(annotation.shape) && annotation.labelClass == labelClass;
  });
}

/// `offset`, or its opposite for a shape that cannot be moved that way.
Shape setBeside(const Shape& shape, Point offset, const Image& image) {
  Shape beside = movedWithin(shape, offset, image.width, image.height);
  return beside == shape ? movedWithin(shape, {-offset.x, -offset.y}, image.width, image.height)
                         : beside;
}

void addCopy(Edit& edit,
             const Document& document,
             const Annotation& annotation,
             ImageId id,
             Point offset,
             const NewAnnotationId& newId) {
  const Image& image = *document.image(id);
  const bool isTag = isImageTag(annotation.shape);
  if (isTag && hasTag(document, id, annotation.labelClass)) {
    return;
  }
  const auto shape =
      isTag ? annotation.shape : fittedInto(setBeside(annotation.shape, offset, image), image);
  if (shape) {
    Annotation copy = annotation;
    copy.image = id;
    copy.sourceId = 0;
    copy.shape = *shape;
    // A person has confirmed the original, not the copy, which may have to be moved.
    copy.attributes.verified = false;
    copy.attributes.locked = false;
    edit.changes.emplace_back(AnnotationChange{newId(), std::move(copy)});
  }
}

}  // namespace

std::optional<Shape> fittedInto(const Shape& shape, const Image& image) {
  const auto* mask = std::get_if<Mask>(&shape);
  const bool isSameRaster =
      mask == nullptr || (mask->width == image.width && mask->height == image.height);
  if (isImageTag(shape) || (isSameRaster && liesWithin(boundsOf(shape), image))) {
    return shape;
  }
  return std::visit(Visitor{
                        [](const ImageTag& tag) { return std::optional<Shape>(tag); },
                        [&](const auto& kind) { return cut(kind, image); },
                    },
                    shape);
}

Edit copiesOf(const Document& document,
              const std::vector<Annotation>& annotations,
              ImageId image,
              Point offset,
              const NewAnnotationId& newId,
              AnnotationIds& added) {
  Edit edit{.name = annotations.size() == 1 ? "Paste object" : "Paste objects",
            .gesture = 0,
            .changes = {}};
  if (document.image(image) == nullptr) {
    return edit;
  }
  for (const Annotation& annotation : annotations) {
    addCopy(edit, document, annotation, image, offset, newId);
  }
  for (const AnyChange& change : edit.changes) {
    added.push_back(std::get<AnnotationChange>(change).id);
  }
  return edit;
}

Edit propagated(const Document& document,
                const std::vector<Annotation>& annotations,
                const std::vector<ImageId>& images,
                const NewAnnotationId& newId) {
  Edit edit{.name = "Propagate objects", .gesture = 0, .changes = {}};
  for (const ImageId image : images) {
    AnnotationIds added;
    Edit copies = copiesOf(document, annotations, image, {}, newId, added);
    std::move(copies.changes.begin(), copies.changes.end(), std::back_inserter(edit.changes));
  }
  return edit;
}

}  // namespace touchstone::ui
