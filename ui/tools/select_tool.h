#pragma once

#include "ui/tools/handles.h"
#include "ui/tools/tool.h"

namespace touchstone::ui {

/// Picks, moves and resizes objects. Shift adds to the selection.
class SelectTool : public Tool {
public:
  ToolAnswer press(const PointerEvent& event, const ToolContext& context) override;
  ToolAnswer move(const PointerEvent& event, const ToolContext& context) override;
  ToolAnswer release(const PointerEvent& event, const ToolContext& context) override;
  ToolAnswer cycle(int step, const ToolContext& context) override;
  bool cancel() override;

  [[nodiscard]] const Drafts& drafts() const override { return drafts_; }
  [[nodiscard]] Qt::CursorShape cursor() const override { return cursor_; }
  [[nodiscard]] QString hint() const override;
  [[nodiscard]] labeling::AnnotationId hovered() const override { return hovered_; }

private:
  void hover(const PointerEvent& event, const ToolContext& context);
  void drag(const PointerEvent& event, const ToolContext& context);

  std::optional<labeling::Point> start_;
  std::optional<Handle> handle_;
  std::vector<labeling::AnnotationId> held_;
  std::optional<PointerEvent> last_;
  Drafts drafts_;
  labeling::AnnotationId hovered_ = 0;
  Qt::CursorShape cursor_ = Qt::ArrowCursor;
};

}  // namespace touchstone::ui
