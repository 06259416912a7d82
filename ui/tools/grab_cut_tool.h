#pragma once

#include "labeling/selection/grab_cut.h"
#include "ui/engine/latest_job.h"
#include "ui/tools/mask_preview.h"
#include "ui/tools/tool.h"

#include <memory>

namespace touchstone::ui {

/// Separates an object from its background: a box around it, then strokes over what is wrong, then
/// Enter. It begins with the mask that a model suggests there, if one does. The work is done on a
/// worker; the preview follows.
class GrabCutTool : public Tool {
public:
  ToolAnswer press(const PointerEvent& event, const ToolContext& context) override;
  ToolAnswer move(const PointerEvent& event, const ToolContext& context) override;
  ToolAnswer release(const PointerEvent& event, const ToolContext& context) override;
  ToolAnswer doubleClick(const PointerEvent& event, const ToolContext& context) override;
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
  [[nodiscard]] Qt::CursorShape cursor() const override { return Qt::CrossCursor; }
  [[nodiscard]] bool drawsObjects() const override { return true; }

  /// Whether a preview can be accepted.
  [[nodiscard]] bool hasPreview() const { return !found_.counts.empty(); }

private:
  struct Stroke {
    labeling::Ground ground = labeling::Ground::Object;
    labeling::BrushTip tip;
    std::vector<labeling::Point> points;
  };
  /// What the worker works on; one job at a time has it.
  struct Work;

  void begin(const labeling::Box& box, const ToolContext& context);
  void refine();
  ToolAnswer accept(const ToolContext& context);

  std::optional<labeling::Point> corner_;  ///< of the box that is being drawn
  std::shared_ptr<Work> work_;             ///< from the finished box on
  std::vector<Stroke> strokes_;
  bool isMarking_ = false;
  int tipDiameter_ = 9;
  labeling::Mask found_;
  QString problem_;
  QColor colour_;
  FoundPreview preview_;
  Drafts drafts_;
  LatestJob job_;
};

}  // namespace touchstone::ui
