#pragma once

#include "ui/canvas/comment_pins.h"
#include "ui/canvas/object_layer.h"
#include "ui/canvas/picture_layer.h"
#include "ui/canvas/picture_view.h"
#include "ui/canvas/space_key.h"
#include "ui/canvas/still_layer.h"
#include "ui/canvas/suggestion_layer.h"
#include "ui/canvas/view_options.h"

#include <QWidget>

#include <memory>

namespace touchstone::ui {

class LabelState;
class Minimap;
class ProjectSession;

/// Shows the image with its objects, zooms and pans, and hands pointer events to the tool.
class Canvas : public QWidget {
  Q_OBJECT

public:
  explicit Canvas(LabelState& state, QWidget* parent = nullptr);
  ~Canvas() override;

  void setSession(ProjectSession* session);
  void setPicture(const Picture& picture);
  /// Shows better pixels of the same picture.
  void refinePicture(const Picture& picture);
  /// Shows a sentence in place of the picture.
  void setNotice(const QString& sentence);
  void setTool(std::unique_ptr<Tool> tool);
  [[nodiscard]] Tool& tool() { return *tool_; }
  /// Does what a button of the tool's options says.
  void pressToolButton(const QString& id);
  /// Keeps a drawn shape in view while its class is asked for.
  void setPending(const std::optional<labeling::Shape>& shape);

  /// Shows what a model suggests for the image.
  void setSuggestions(std::vector<ShownSuggestion> suggestions);
  /// Returns the suggestion under the pointer.
  [[nodiscard]] std::optional<std::size_t> hoveredSuggestion() const {
    return suggestions_.hovered();
  }

  [[nodiscard]] const ViewTransform& view() const { return view_.transform(); }
  [[nodiscard]] const Picture& picture() const { return picture_.picture(); }
  [[nodiscard]] ViewOptions& options() { return options_; }
  /// How values become brightness. The window of values is forgotten with the image.
  [[nodiscard]] const Tone& tone() const { return picture_.tone(); }
  void setTone(const Tone& tone);
  /// Makes the picture lighter (or darker, when negative) by `steps`.
  void brighten(int steps);
  [[nodiscard]] bool hasPicture() const { return !picture_.picture().isNull(); }
  /// Device pixels per image pixel.
  [[nodiscard]] double zoom() const;
  void zoomBy(double factor);
  void zoomToActualSize();
  void zoomToFit();
  void zoomToWidth();
  /// Moves the view so that the object can be seen.
  void reveal(labeling::AnnotationId id);
  /// Moves the view so that the place in the picture can be seen.
  void revealPlace(double x, double y);
  /// Gives up the gesture under way; false when there was none.
  bool cancelGesture();

  [[nodiscard]] QSize sizeHint() const override { return {800, 600}; }

Q_SIGNALS:
  /// The hint or the options of the tool may have changed.
  void toolChanged();
  void choiceRequested(const std::vector<touchstone::ui::ToolChoice>& choices,
                       QPoint globalPosition);
  void requested(touchstone::ui::ToolRequest request);
  void edited(const touchstone::labeling::Edit& edit);
  void nudged(QPoint pixels, bool isRepeat);
  /// A suggestion was clicked where there is no object.
  void suggestionChosen(std::size_t index);
  void zoomChanged(double zoom);
  void toneChanged(const touchstone::ui::Tone& tone);
  /// The space bar was pressed for a moment, and not to move the picture.
  void spaceTapped();
  /// Where the pointer is, and how large what is being drawn.
  void readoutChanged(const QString& text);
  void menuRequested(QPoint globalPosition);

protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void keyReleaseEvent(QKeyEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

private:
  void setZoom(double zoom, QPointF about);
  void panBy(QPointF delta);
  void viewChanged();
  void changeImage();
  void placeMinimap();
  void press(QMouseEvent& event, bool isDouble);
  [[nodiscard]] bool choosesSuggestion(const QMouseEvent& event);
  void perform(const ToolAnswer& answer);
  void refresh(const std::optional<labeling::Box>& changed = std::nullopt);
  void showObjects();
  void followEdit(const labeling::Edit& edit);
  void holdObjects();
  void paintStill();
  void reportPointer(QPointF position);
  [[nodiscard]] bool canEdit() const;
  [[nodiscard]] ToolContext context() const;
  [[nodiscard]] PointerEvent pointerEvent(const QMouseEvent& event) const;

  LabelState& state_;
  ProjectSession* session_ = nullptr;
  PictureLayer picture_;
  StillLayer still_;
  ViewOptions options_;
  Minimap* minimap_;
  CommentPins pins_;
  SpaceKey space_;
  QString notice_;
  PictureView view_;
  ObjectLayer objects_;
  SuggestionLayer suggestions_;
  std::unique_ptr<Tool> tool_;
  std::optional<labeling::Shape> pending_;
  std::optional<QPointF> panFrom_;
  std::optional<QPointF> pointer_;
};

}  // namespace touchstone::ui
