#pragma once

#include "ui/tools/path_tool.h"

namespace touchstone::ui {

/// Draws polygons, adds parts to a selected one, cuts holes into it, or slices it.
class PolygonTool : public PathTool {
public:
  enum class Mode { New, Part, Hole, Slice };

  [[nodiscard]] std::vector<ToolOption> options() const override;
  void setOption(const QString& id, const QVariant& value) override;
  [[nodiscard]] QString hint() const override;

  /// The id of the option that holds the mode.
  static QString modeOption() { return QStringLiteral("mode"); }

protected:
  [[nodiscard]] std::size_t fewestPoints() const override { return mode_ == Mode::Slice ? 2 : 3; }
  [[nodiscard]] bool isClosed() const override { return mode_ != Mode::Slice; }
  QString begin(const PointerEvent& event, const ToolContext& context) override;
  [[nodiscard]] labeling::Shape draftOf(std::vector<labeling::Point> points) const override;
  ToolAnswer finished(std::vector<labeling::Point> points, const ToolContext& context) override;

private:
  Mode chosen_ = Mode::New;
  Mode mode_ = Mode::New;  ///< of the outline being drawn: a modifier may choose another
};

}  // namespace touchstone::ui
