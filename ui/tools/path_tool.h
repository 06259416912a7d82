#pragma once

#include "labeling/geometry/snap.h"
#include "ui/tools/tool.h"

namespace touchstone::ui {

/// Collects points, click by click or freehand while the button is held, until Enter, a double
/// click, or, where outlines close, a click on the first point. Points may snap to other objects.
class PathTool : public Tool {
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

  [[nodiscard]] const Drafts& drafts() const override { return drafts_; }
  void paintOverlay(QPainter& painter,
                    const ViewTransform& view,
                    const ToolContext& context) const override;
  [[nodiscard]] Qt::CursorShape cursor() const override { return Qt::CrossCursor; }
  [[nodiscard]] bool showsCrosshair() const override { return points_.empty(); }
  [[nodiscard]] bool drawsObjects() const override { return true; }

protected:
  /// How many points there must be.
  [[nodiscard]] virtual std::size_t fewestPoints() const = 0;
  /// Whether a click on the first point ends the outline.
  [[nodiscard]] virtual bool isClosed() const { return false; }
  /// Whether moving with the button held adds points.
  [[nodiscard]] virtual bool isFreehand() const { return true; }
  /// Whether the first point is all there is to it.
  [[nodiscard]] virtual bool endsAtFirstPoint() const { return false; }
  /// Called before the first point; a sentence says why there can be none.
  virtual QString begin(const PointerEvent& /*event*/, const ToolContext& /*context*/) {
    return {};
  }
  /// Called after each point.
  virtual void pointAdded(const PointerEvent& /*event*/) {}
  /// What is shown while drawing.
  [[nodiscard]] virtual labeling::Shape draftOf(std::vector<labeling::Point> points) const = 0;
  /// What the points become.
  virtual ToolAnswer finished(std::vector<labeling::Point> points, const ToolContext& context) = 0;

  [[nodiscard]] const std::vector<labeling::Point>& points() const { return points_; }

private:
  [[nodiscard]] bool canClose() const;
  [[nodiscard]] bool closesAt(const PointerEvent& event) const;
  labeling::Point place(const PointerEvent& event, const ToolContext& context);
  void add(labeling::Point point, const PointerEvent& event);
  void removeLast();
  void showDraft();
  ToolAnswer finish(const ToolContext& context);

  std::vector<labeling::Point> points_;
  std::optional<labeling::Point> pointer_;
  std::optional<labeling::Point> snapped_;  ///< where the pointer jumps to
  std::optional<labeling::SnapTargets> targets_;
  bool isPressed_ = false;
  bool isSketching_ = false;  ///< points were added while the button was held
  bool snaps_ = false;
  Drafts drafts_;
};

}  // namespace touchstone::ui
