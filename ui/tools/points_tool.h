#pragma once

#include "ui/tools/path_tool.h"

namespace touchstone::ui {

/// Places keypoints: several that are one object, or each an object of its own. Alt places one that
/// is there but hidden.
class PointsTool : public PathTool {
public:
  [[nodiscard]] std::vector<ToolOption> options() const override;
  void setOption(const QString& id, const QVariant& value) override;
  [[nodiscard]] QString hint() const override;

protected:
  [[nodiscard]] std::size_t fewestPoints() const override { return 1; }
  [[nodiscard]] bool isFreehand() const override { return false; }
  [[nodiscard]] bool endsAtFirstPoint() const override { return isSingle_; }
  void pointAdded(const PointerEvent& event) override;
  [[nodiscard]] labeling::Shape draftOf(std::vector<labeling::Point> points) const override;
  ToolAnswer finished(std::vector<labeling::Point> points, const ToolContext& context) override;

private:
  [[nodiscard]] labeling::Keypoints keypointsOf(const std::vector<labeling::Point>& points) const;

  std::vector<int> visibility_;  ///< of the points so far
  bool isSingle_ = false;
};

}  // namespace touchstone::ui
