#pragma once

#include "labeling/geometry/mask_canvas.h"
#include "ui/tools/mask_preview.h"
#include "ui/tools/tool.h"

#include <memory>

namespace touchstone::ui {

/// Paints masks, or erases from them. A stroke goes to the selected mask; without one it begins a
/// new object. Ctrl turns the brush into an eraser for a stroke, and the eraser into a brush.
class BrushTool : public Tool {
public:
  explicit BrushTool(labeling::PaintMode mode) : mode_(mode) {}

  ToolAnswer press(const PointerEvent& event, const ToolContext& context) override;
  ToolAnswer move(const PointerEvent& event, const ToolContext& context) override;
  ToolAnswer release(const PointerEvent& event, const ToolContext& context) override;
  [[nodiscard]] bool wants(const KeyPress& key, const ToolContext& context) const override;
  ToolAnswer key(const KeyPress& key, const ToolContext& context) override;
  bool cancel() override;

  [[nodiscard]] std::vector<ToolOption> options() const override;
  void setOption(const QString& id, const QVariant& value) override;
  ToolAnswer pressButton(const QString& id, const ToolContext& context) override;
  [[nodiscard]] QString hint() const override;

  [[nodiscard]] const Drafts& drafts() const override { return drafts_; }
  void paintOverlay(QPainter& painter,
                    const ViewTransform& view,
                    const ToolContext& context) const override;
  [[nodiscard]] Qt::CursorShape cursor() const override { return Qt::BlankCursor; }

private:
  /// A stroke under way.
  struct Stroke {
    labeling::AnnotationId object = 0;
    labeling::PaintMode mode = labeling::PaintMode::Add;
    labeling::Point last;
    std::unique_ptr<labeling::MaskCanvas> canvas;
    MaskPreview preview;
  };

  /// Paints on to the point and returns where in the image that is seen.
  std::optional<labeling::Box> paintTo(labeling::Point point);
  [[nodiscard]] std::optional<labeling::Box> ringBox() const;
  void paintRing(QPainter& painter, const ViewTransform& view) const;

  labeling::PaintMode mode_;
  labeling::BrushTip tip_{.form = labeling::BrushTip::Form::Round, .diameter = 20};
  bool removesUnderlying_ = false;
  std::optional<Stroke> stroke_;
  std::optional<labeling::Point> pointer_;
  Drafts drafts_;
};

}  // namespace touchstone::ui
