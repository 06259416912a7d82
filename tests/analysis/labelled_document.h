#pragma once

#include "labeling/annotation/document.h"

#include <string>

/// A document that grows by an image, a class or an object at a time.
class LabelledDocument {
public:
  touchstone::labeling::Document document;

  touchstone::labeling::ImageId addImage(
      int width,
      int height,
      touchstone::labeling::ImageState state = touchstone::labeling::ImageState::Labelled) {
    const auto id = document.newImageId();
    touchstone::labeling::Image image;
    image.path = std::to_string(id) + ".png";
    image.width = width;
    image.height = height;
    image.state = state;
    change(touchstone::labeling::ImageChange{id, image});
    return id;
  }

  touchstone::labeling::ClassId addClass(const std::string& name, const std::string& rules = {}) {
    const auto id = document.newClassId();
    touchstone::labeling::LabelClass made;
    made.name = name;
    made.rules = rules;
    change(touchstone::labeling::ClassChange{id, made});
    return id;
  }

  void placeBelow(touchstone::labeling::ClassId child, touchstone::labeling::ClassId parent) {
    auto changed = *document.labelClass(child);
    changed.parent = parent;
    change(touchstone::labeling::ClassChange{child, changed});
  }

  touchstone::labeling::AnnotationId add(touchstone::labeling::ImageId image,
                                         touchstone::labeling::ClassId labelClass,
                                         const touchstone::labeling::Shape& shape,
                                         const touchstone::labeling::Attributes& attributes = {}) {
    const auto id = document.newAnnotationId();
    touchstone::labeling::Annotation annotation;
    annotation.image = image;
    annotation.labelClass = labelClass;
    annotation.shape = shape;
    annotation.attributes = attributes;
    change(touchstone::labeling::AnnotationChange{id, annotation});
    return id;
  }

  touchstone::labeling::AnnotationId addBy(const std::string& annotator,
                                           touchstone::labeling::ImageId image,
                                           touchstone::labeling::ClassId labelClass,
                                           const touchstone::labeling::Shape& shape) {
    touchstone::labeling::Attributes attributes;
    attributes.annotator = annotator;
    return add(image, labelClass, shape, attributes);
  }

private:
  void change(touchstone::labeling::AnyChange one) {
    static_cast<void>(apply(document, {.name = "", .gesture = 0, .changes = {std::move(one)}}));
  }
};
