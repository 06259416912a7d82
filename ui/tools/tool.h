#pragma once

#include "labeling/annotation/document.h"
#include "ui/tools/tool_option.h"

#include <QtCore/qnamespace.h>

#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

class QPainter;

namespace cv {
class Mat;
}

namespace touchstone::ui {

class ViewTransform;

/// Pixels of the screen within which a handle or line counts as hit.
inline constexpr double reachOnScreen = 8;

/// A press, move or release as a tool sees it.
struct PointerEvent {
  labeling::Point imagePoint;
  Qt::MouseButton button = Qt::NoButton;
  Qt::KeyboardModifiers modifiers = Qt::NoModifier;
  double reach = 1;  ///< image pixels within which a handle or line counts as hit
};

/// A key as a tool sees it.
struct KeyPress {
  int key = 0;  ///< of Qt::Key
  Qt::KeyboardModifiers modifiers = Qt::NoModifier;
  bool isRepeat = false;
};

/// What a tool may know.
struct ToolContext {
  const labeling::Document& document;
  labeling::ImageId image = 0;
  labeling::ClassId currentClass = 0;  ///< 0 until one is chosen
  std::vector<labeling::AnnotationId> selection;
  std::function<labeling::AnnotationId()> newAnnotationId;
  /// Whether a person has hidden the object for now; empty: none is hidden.
  std::function<bool(labeling::AnnotationId)> isHidden{};
  /// Returns a copy of the picture's pixels (8-bit BGR, full resolution) in the region, rounded
  /// outwards and cut to the image; an empty matrix when the picture is not there. May be empty.
  std::function<cv::Mat(const labeling::Box& region)> pixels{};
  /// Returns the mask that a model suggests for the object in a box, if there is one. May be empty.
  std::function<std::optional<labeling::Mask>(const labeling::Box& box)> suggestedMask{};
};

/// One of the things that a person may do next: a menu entry.
struct ToolChoice {
  QString text{};
  labeling::Edit edit{};
  std::optional<std::vector<labeling::AnnotationId>> selection{};
};

/// What a tool cannot do itself and asks the workspace for.
enum class ToolRequest {
  None,
  ChangeClass,  ///< ask for the class of the selected objects
  SelectTool    ///< go back to selecting
};

/// What a tool wants to happen. A new annotation of class 0 is one whose class must be asked for.
/// With both an edit and a selection, the selection is set after the edit.
struct ToolAnswer {
  std::optional<labeling::Edit> edit{};
  std::optional<std::vector<labeling::AnnotationId>> selection{};
  bool handled = true;                ///< false: the canvas may use the gesture to move the view
  std::vector<ToolChoice> choices{};  ///< offered in a menu at the pointer
  ToolRequest request = ToolRequest::None;
  QString message{};  ///< a sentence for the person: why nothing happened
  /// Where in the image it looks different now, when no more than that does.
  std::optional<labeling::Box> changed{};
};

/// The answer to an event that a tool has no use for.
[[nodiscard]] inline ToolAnswer unhandled() {
  return {.edit = {}, .selection = {}, .handled = false};
}

/// Shapes to show instead of the stored ones while a gesture is under way; 0 is a new one.
using Drafts = std::map<labeling::AnnotationId, labeling::Shape>;

/// Turns pointer events and keys into edits. A gesture (press to release, or all clicks of a
/// polygon) is at most one edit. Moving and zooming the view in between do not end a gesture:
/// tools remember places in the image, never in the window.
class Tool {
public:
  Tool() = default;
  virtual ~Tool() = default;
  Tool(const Tool&) = delete;
  Tool& operator=(const Tool&) = delete;

  virtual ToolAnswer press(const PointerEvent& event, const ToolContext& context) = 0;
  /// The pointer moved, with a button held or without.
  virtual ToolAnswer move(const PointerEvent& event, const ToolContext& context) = 0;
  virtual ToolAnswer release(const PointerEvent& event, const ToolContext& context) = 0;
  /// The second press of a double click, in place of press().
  virtual ToolAnswer doubleClick(const PointerEvent& event, const ToolContext& context) {
    return press(event, context);
  }
  /// Whether key() would use that key now; it then does not reach the shortcuts.
  [[nodiscard]] virtual bool wants(const KeyPress& /*key*/, const ToolContext& /*context*/) const {
    return false;
  }
  virtual ToolAnswer key(const KeyPress& /*key*/, const ToolContext& /*context*/) {
    return unhandled();
  }
  /// Selects the next (1) or previous (-1) of the objects that lie over each other under the
  /// pointer.
  virtual ToolAnswer cycle(int /*step*/, const ToolContext& /*context*/) { return unhandled(); }
  /// Gives the gesture up; false when there was none.
  virtual bool cancel() = 0;

  /// What can be set about the tool, in the order in which it is shown.
  [[nodiscard]] virtual std::vector<ToolOption> options() const { return {}; }
  /// Sets an option of options() that has a value (see valueOf).
  virtual void setOption(const QString& /*id*/, const QVariant& /*value*/) {}
  /// Does what a button of options() says.
  virtual ToolAnswer pressButton(const QString& /*id*/, const ToolContext& /*context*/) {
    return unhandled();
  }
  /// How to use the tool as it is now, in one line.
  [[nodiscard]] virtual QString hint() const { return {}; }

  [[nodiscard]] virtual const Drafts& drafts() const = 0;
  /// Paints what is neither an object nor a draft: a rubber band, the brush's ring, a preview.
  virtual void paintOverlay(QPainter& /*painter*/,
                            const ViewTransform& /*view*/,
                            const ToolContext& /*context*/) const {}
  [[nodiscard]] virtual Qt::CursorShape cursor() const = 0;
  [[nodiscard]] virtual bool showsCrosshair() const { return false; }
  /// Whether each edit is a finished new object, after which one may want to go back to selecting.
  [[nodiscard]] virtual bool drawsObjects() const { return false; }
  /// The object under the pointer, or 0.
  [[nodiscard]] virtual labeling::AnnotationId hovered() const { return 0; }

  /// Sets what is called, on the thread of the window, when the tool changed by itself: a preview
  /// is ready.
  void onChange(std::function<void()> changed) { changed_ = std::move(changed); }

protected:
  void announceChange() const {
    if (changed_) {
      changed_();
    }
  }

private:
  std::function<void()> changed_;
};

}  // namespace touchstone::ui
