#pragma once

#include "ui/tools/grips.h"
#include "ui/tools/tool.h"

namespace touchstone::ui {

/// Picks objects by click or by a band around them, moves them together, and changes the shape of
/// a single one by its grips.
class SelectTool : public Tool {
public:
  ToolAnswer press(const PointerEvent& event, const ToolContext& context) override;
  ToolAnswer move(const PointerEvent& event, const ToolContext& context) override;
  ToolAnswer release(const PointerEvent& event, const ToolContext& context) override;
  ToolAnswer doubleClick(const PointerEvent& event, const ToolContext& context) override;
  [[nodiscard]] bool wants(const KeyPress& key, const ToolContext& context) const override;
  ToolAnswer key(const KeyPress& key, const ToolContext& context) override;
  ToolAnswer cycle(int step, const ToolContext& context) override;
  bool cancel() override;

  [[nodiscard]] std::vector<ToolOption> options() const override;
  void setOption(const QString& id, const QVariant& value) override;
  [[nodiscard]] QString hint() const override;

  [[nodiscard]] const Drafts& drafts() const override { return drafts_; }
  void paintOverlay(QPainter& painter,
                    const ViewTransform& view,
                    const ToolContext& context) const override;
  [[nodiscard]] Qt::CursorShape cursor() const override { return cursor_; }
  [[nodiscard]] labeling::AnnotationId hovered() const override { return hovered_; }

private:
  /// What the pointer is doing between press and release.
  enum class Gesture {
    None,
    Move,   ///< the held objects, with the left button
    Carry,  ///< the same with the right button: copied or moved, as the person then says
    Drag,   ///< one grip
    Band    ///< a rectangle around objects
  };

  std::optional<ToolAnswer> pressGrip(const PointerEvent& event, const ToolContext& context);
  std::optional<ToolAnswer> pressVertex(const PointerEvent& event,
                                        const ToolContext& context,
                                        labeling::AnnotationId id);
  void beginDrag(const PointerEvent& event,
                 labeling::AnnotationId id,
                 const labeling::Shape& shape,
                 const Grip& grip);
  ToolAnswer pressObject(const PointerEvent& event, const ToolContext& context);
  ToolAnswer releaseDrag(const ToolContext& context);
  ToolAnswer releaseMove(const PointerEvent& event, const ToolContext& context);
  ToolAnswer releaseCarry(const ToolContext& context);
  ToolAnswer releaseBand(const PointerEvent& event, const ToolContext& context);
  ToolAnswer removeVertex(labeling::VertexIndex index,
                          labeling::AnnotationId id,
                          const ToolContext& context);
  void hover(const PointerEvent& event, const ToolContext& context);
  void drag(const PointerEvent& event, const ToolContext& context);
  [[nodiscard]] bool hasChosenVertex(const ToolContext& context) const;
  [[nodiscard]] GripStyle gripStyle() const {
    return resizesFrames_ ? GripStyle::Frame : GripStyle::Vertices;
  }

  Gesture gesture_ = Gesture::None;
  bool isMoving_ = false;  ///< the pointer has gone further than a click trembles
  labeling::Point start_;
  labeling::Point end_;  ///< of the band
  std::vector<labeling::AnnotationId> held_;
  std::optional<labeling::AnnotationId> meant_;  ///< what is selected if the press stays a click

  Grip grip_;
  labeling::Shape gripped_;                      ///< as it was, with a vertex that the press put in
  labeling::Point gripStart_;                    ///< where the grip was
  std::optional<labeling::VertexIndex> chosen_;  ///< the vertex clicked last …
  labeling::AnnotationId chosenOf_ = 0;          ///< … of this object

  std::optional<PointerEvent> last_;
  std::optional<labeling::Point> cycledAt_;
  Drafts drafts_;
  labeling::AnnotationId hovered_ = 0;
  Qt::CursorShape cursor_ = Qt::ArrowCursor;
  bool panBesides_ = false;
  bool resizesFrames_ = false;
};

}  // namespace touchstone::ui
