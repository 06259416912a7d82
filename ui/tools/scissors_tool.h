#pragma once

#include "labeling/selection/scissors.h"
#include "ui/engine/latest_job.h"
#include "ui/tools/tool.h"

namespace touchstone::ui {

/// Follows edges of the picture from click to click, and makes a polygon or a mask of the outline.
class ScissorsTool : public Tool {
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
  [[nodiscard]] QString hint() const override;

  [[nodiscard]] const Drafts& drafts() const override { return drafts_; }
  void paintOverlay(QPainter& painter,
                    const ViewTransform& view,
                    const ToolContext& context) const override;
  [[nodiscard]] Qt::CursorShape cursor() const override { return Qt::CrossCursor; }
  [[nodiscard]] bool drawsObjects() const override { return true; }

  /// Whether edges can be followed from the last click; until then the way is a straight line.
  [[nodiscard]] bool followsEdges() const { return map_.has_value(); }

private:
  using Way = std::vector<labeling::Point>;

  void addAnchor(labeling::Point point, const ToolContext& context);
  void takeBack(const ToolContext& context);
  void lookAround(const ToolContext& context);
  [[nodiscard]] Way wayTo(labeling::Point point) const;
  [[nodiscard]] std::vector<labeling::Point> outline() const;
  ToolAnswer finish(const ToolContext& context);

  std::vector<labeling::Point> anchors_;
  std::vector<Way> ways_;  ///< one before each anchor but the first
  Way live_;               ///< from the last anchor to the pointer
  std::optional<labeling::ScissorsMap> map_;
  bool asMask_ = false;
  int smoothing_ = 1;
  Drafts drafts_;
  LatestJob job_;
};

}  // namespace touchstone::ui
