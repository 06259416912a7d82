#pragma once

#include "ui/tools/tool.h"

namespace touchstone::ui {

/// Draws boxes from corner to corner, by a drag or by two clicks, in the current class: squares
/// while Ctrl is held or the option says so.
class BoxTool : public Tool {
public:
  /// The id of the option that makes every box a square.
  [[nodiscard]] static QString squareOption() { return QStringLiteral("square"); }

  ToolAnswer press(const PointerEvent& event, const ToolContext& context) override;
  ToolAnswer move(const PointerEvent& event, const ToolContext& context) override;
  ToolAnswer release(const PointerEvent& event, const ToolContext& context) override;
  bool cancel() override;

  [[nodiscard]] const Drafts& drafts() const override { return drafts_; }
  [[nodiscard]] Qt::CursorShape cursor() const override { return Qt::CrossCursor; }
  [[nodiscard]] bool showsCrosshair() const override { return true; }
  [[nodiscard]] bool drawsObjects() const override { return true; }
  [[nodiscard]] QString hint() const override;
  [[nodiscard]] std::vector<ToolOption> options() const override;
  void setOption(const QString& id, const QVariant& value) override;

private:
  [[nodiscard]] labeling::Box boxTo(const PointerEvent& event, const labeling::Image& image) const;

  std::optional<labeling::Point> start_;
  bool isSecondClick_ = false;
  bool drawsSquares_ = false;
  Drafts drafts_;
};

}  // namespace touchstone::ui
