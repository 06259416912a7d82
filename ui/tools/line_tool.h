#pragma once

#include "ui/tools/path_tool.h"

namespace touchstone::ui {

/// Draws open chains of points.
class LineTool : public PathTool {
public:
  [[nodiscard]] QString hint() const override;

protected:
  [[nodiscard]] std::size_t fewestPoints() const override { return 2; }
  [[nodiscard]] labeling::Shape draftOf(std::vector<labeling::Point> points) const override;
  ToolAnswer finished(std::vector<labeling::Point> points, const ToolContext& context) override;
};

}  // namespace touchstone::ui
