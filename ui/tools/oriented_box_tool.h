#pragma once

#include "ui/tools/tool.h"

namespace touchstone::ui {

/// Draws turned boxes: one side by two clicks and the width by a third, or an upright box by
/// dragging, which then follows the pointer around until a click.
class OrientedBoxTool : public Tool {
public:
  ToolAnswer press(const PointerEvent& event, const ToolContext& context) override;
  ToolAnswer move(const PointerEvent& event, const ToolContext& context) override;
  ToolAnswer release(const PointerEvent& event, const ToolContext& context) override;
  [[nodiscard]] bool wants(const KeyPress& key, const ToolContext& context) const override;
  ToolAnswer key(const KeyPress& key, const ToolContext& context) override;
  bool cancel() override;
  [[nodiscard]] QString hint() const override;

  [[nodiscard]] const Drafts& drafts() const override { return drafts_; }
  [[nodiscard]] Qt::CursorShape cursor() const override { return Qt::CrossCursor; }
  [[nodiscard]] bool showsCrosshair() const override { return stage_ == Stage::Nothing; }
  [[nodiscard]] bool drawsObjects() const override { return true; }

private:
  /// What is known so far.
  enum class Stage { Nothing, Corner, Side, Upright };

  [[nodiscard]] labeling::OrientedBox boxAt(const PointerEvent& event) const;
  ToolAnswer finish(const labeling::OrientedBox& box, const ToolContext& context);

  Stage stage_ = Stage::Nothing;
  bool isPressed_ = false;
  bool isDragging_ = false;
  bool isSecondClick_ = false;
  labeling::Point corner_;
  labeling::Point sideEnd_;
  labeling::Point turnFrom_;  ///< where the pointer was when the upright box was there
  labeling::OrientedBox upright_;
  Drafts drafts_;
};

}  // namespace touchstone::ui
