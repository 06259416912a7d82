#pragma once

#include "ui/tools/tool.h"

namespace touchstone::ui {

/// Draws boxes from corner to corner, by a drag or by two clicks, in the current class. Ctrl makes
/// a square.
class BoxTool : public Tool {
public:
  ToolAnswer press(const PointerEvent& event, const ToolContext& context) override;
  ToolAnswer move(const PointerEvent& event, const ToolContext& context) override;
  ToolAnswer release(const PointerEvent& event, const ToolContext& context) override;
  bool cancel() override;

  [[nodiscard]] const Drafts& drafts() const override { return drafts_; }
  [[nodiscard]] Qt::CursorShape cursor() const override { return Qt::CrossCursor; }
  [[nodiscard]] bool showsCrosshair() const override { return true; }
  [[nodiscard]] bool drawsObjects() const override { return true; }
  [[nodiscard]] QString hint() const override;

private:
  std::optional<labeling::Point> start_;
  bool isSecondClick_ = false;
  Drafts drafts_;
};

}  // namespace touchstone::ui
