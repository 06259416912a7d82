#pragma once

#include "labeling/selection/superpixels.h"
#include "ui/engine/latest_job.h"
#include "ui/tools/mask_preview.h"
#include "ui/tools/tool.h"

#include <QImage>

#include <set>

namespace touchstone::ui {

/// Paints a mask with small patches of one colour each. A stroke adds to the selected mask, with
/// Ctrl it takes away; without a selected mask it begins a new object.
class SuperpixelTool : public Tool {
public:
  ToolAnswer press(const PointerEvent& event, const ToolContext& context) override;
  ToolAnswer move(const PointerEvent& event, const ToolContext& context) override;
  ToolAnswer release(const PointerEvent& event, const ToolContext& context) override;
  [[nodiscard]] bool wants(const KeyPress& key, const ToolContext& context) const override;
  ToolAnswer key(const KeyPress& key, const ToolContext& context) override;
  bool cancel() override;

  [[nodiscard]] std::vector<ToolOption> options() const override;
  void setOption(const QString& id, const QVariant& value) override;
  [[nodiscard]] QString hint() const override;

  [[nodiscard]] const Drafts& drafts() const override { return drafts_; }
  void paintOverlay(QPainter& painter,
                    const ViewTransform& view,
                    const ToolContext& context) const override;
  [[nodiscard]] Qt::CursorShape cursor() const override { return Qt::CrossCursor; }

  /// Whether the patches around the pointer are known.
  [[nodiscard]] bool isReady() const { return superpixels_.has_value(); }

private:
  void divideAround(labeling::Point point, const ToolContext& context);
  void take(labeling::Superpixels superpixels);
  void showTaken();

  labeling::ImageId image_ = 0;  ///< that is divided, or is being divided
  cv::Rect area_;                ///< of it
  std::optional<labeling::Superpixels> superpixels_;
  QImage net_;
  int side_ = 24;
  std::optional<labeling::Point> last_;  ///< of the stroke under way
  std::set<int> taken_;                  ///< by the stroke, or under the pointer without one
  QColor colour_;
  FoundPreview preview_;
  Drafts drafts_;
  LatestJob job_;
};

}  // namespace touchstone::ui
