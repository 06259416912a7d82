#pragma once

#include "labeling/annotation/document.h"

#include <QtCore/qnamespace.h>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace touchstone::ui {

/// A press, move or release as a tool sees it.
struct PointerEvent {
  labeling::Point imagePoint;
  Qt::MouseButton button = Qt::NoButton;
  Qt::KeyboardModifiers modifiers = Qt::NoModifier;
  double reach = 1;  ///< image pixels within which a handle or line counts as hit
};

/// What a tool may know.
struct ToolContext {
  const labeling::Document& document;
  labeling::ImageId image = 0;
  labeling::ClassId currentClass = 0;  ///< 0 until one is chosen
  std::vector<labeling::AnnotationId> selection;
  std::function<labeling::AnnotationId()> newAnnotationId;
};

/// What a tool wants to happen. A new annotation of class 0 is one whose class must be asked for.
struct ToolAnswer {
  std::optional<labeling::Edit> edit{};
  std::optional<std::vector<labeling::AnnotationId>> selection{};
  bool handled = true;  ///< false: the canvas may use the gesture to move the view
};

/// Shapes to show instead of the stored ones while a gesture is under way; 0 is a new one.
using Drafts = std::map<labeling::AnnotationId, labeling::Shape>;

/// Turns pointer events into edits. A gesture (press to release) is at most one edit.
class Tool {
public:
  Tool() = default;
  virtual ~Tool() = default;
  Tool(const Tool&) = delete;
  Tool& operator=(const Tool&) = delete;

  virtual ToolAnswer press(const PointerEvent& event, const ToolContext& context) = 0;
  virtual ToolAnswer move(const PointerEvent& event, const ToolContext& context) = 0;
  virtual ToolAnswer release(const PointerEvent& event, const ToolContext& context) = 0;
  /// Selects the next of the objects that lie over each other under the pointer.
  virtual ToolAnswer cycle(const ToolContext& /*context*/) {
    return {.edit = {}, .selection = {}, .handled = false};
  }
  /// Gives the gesture up; false when there was none.
  virtual bool cancel() = 0;

  [[nodiscard]] virtual const Drafts& drafts() const = 0;
  [[nodiscard]] virtual Qt::CursorShape cursor() const = 0;
  [[nodiscard]] virtual bool showsCrosshair() const { return false; }
  /// The object under the pointer, or 0.
  [[nodiscard]] virtual labeling::AnnotationId hovered() const { return 0; }
};

}  // namespace touchstone::ui
