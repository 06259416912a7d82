#pragma once

#include "ui/tools/tool.h"

/// An image of 200 × 100 pixels and a way to drag over it.
class ToolFixture {
public:
  ToolFixture() {
    using namespace touchstone::labeling;
    Image image;
    image.path = "a.png";
    image.width = 200;
    image.height = 100;
    static_cast<void>(
        apply(document, {.name = "add", .gesture = 0, .changes = {ImageChange{1, image}}}));
  }

  touchstone::labeling::AnnotationId add(const touchstone::labeling::Shape& shape) {
    using namespace touchstone::labeling;
    Annotation annotation;
    annotation.image = 1;
    annotation.labelClass = 1;
    annotation.shape = shape;
    const AnnotationId id = document.newAnnotationId();
    static_cast<void>(apply(
        document, {.name = "add", .gesture = 0, .changes = {AnnotationChange{id, annotation}}}));
    return id;
  }

  [[nodiscard]] touchstone::ui::ToolContext context() {
    return {.document = document,
            .image = 1,
            .currentClass = currentClass,
            .selection = selection,
            .newAnnotationId = [this] { return document.newAnnotationId(); },
            .isHidden = [this](touchstone::labeling::AnnotationId id) { return id == hidden; }};
  }

  static touchstone::ui::PointerEvent at(touchstone::labeling::Point point,
                                         Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    return {.imagePoint = point, .button = Qt::LeftButton, .modifiers = modifiers, .reach = 4};
  }

  /// Presses, moves and releases; the selection follows. Returns the answer to the release.
  touchstone::ui::ToolAnswer drag(touchstone::ui::Tool& tool,
                                  touchstone::labeling::Point from,
                                  touchstone::labeling::Point to,
                                  Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    take(tool.press(at(from, modifiers), context()));
    take(tool.move(at(to, modifiers), context()));
    const auto answer = tool.release(at(to, modifiers), context());
    take(answer);
    return answer;
  }

  void take(const touchstone::ui::ToolAnswer& answer) {
    if (answer.selection) {
      selection = *answer.selection;
    }
  }

  touchstone::labeling::Document document;
  touchstone::labeling::ClassId currentClass = 1;
  std::vector<touchstone::labeling::AnnotationId> selection;
  touchstone::labeling::AnnotationId hidden = 0;
};

/// Returns the shape that the edit gives the annotation `id`, or nullptr.
inline const touchstone::labeling::Shape* shapeIn(const touchstone::ui::ToolAnswer& answer,
                                                  touchstone::labeling::AnnotationId id) {
  using namespace touchstone::labeling;
  if (answer.edit) {
    for (const AnyChange& change : answer.edit->changes) {
      const auto* object = std::get_if<AnnotationChange>(&change);
      if (object != nullptr && object->id == id && object->value) {
        return &object->value->shape;
      }
    }
  }
  return nullptr;
}
