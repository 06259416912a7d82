#pragma once

#include "labeling/selection/flood.h"
#include "ui/tools/mask_preview.h"
#include "ui/tools/tool.h"

namespace touchstone::ui {

/// Takes the pixels that look like the clicked one. Dragging to the right takes more of them,
/// dragging to the left fewer; Shift adds to the selected mask and Ctrl takes away from it.
class FloodTool : public Tool {
public:
  ToolAnswer press(const PointerEvent& event, const ToolContext& context) override;
  ToolAnswer move(const PointerEvent& event, const ToolContext& context) override;
  ToolAnswer release(const PointerEvent& event, const ToolContext& context) override;
  bool cancel() override;

  [[nodiscard]] std::vector<ToolOption> options() const override;
  void setOption(const QString& id, const QVariant& value) override;
  [[nodiscard]] QString hint() const override;

  [[nodiscard]] const Drafts& drafts() const override { return drafts_; }
  void paintOverlay(QPainter& painter,
                    const ViewTransform& view,
                    const ToolContext& context) const override;
  [[nodiscard]] Qt::CursorShape cursor() const override { return Qt::CrossCursor; }

private:
  /// A click whose button is still down.
  struct Click {
    labeling::Point point;
    int tolerance = 0;  ///< when it was pressed
    labeling::PictureRegion region;
    labeling::Mask found;
    QColor colour;
  };

  void flood();

  labeling::FloodOptions options_;
  std::optional<Click> click_;
  FoundPreview preview_;
  Drafts drafts_;
};

}  // namespace touchstone::ui
