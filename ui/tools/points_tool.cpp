#include "ui/tools/points_tool.h"

#include "ui/tools/new_object.h"

#include <QCoreApplication>

namespace touchstone::ui {
namespace {

using namespace labeling;

const QString singleOption = QStringLiteral("single");
constexpr int hidden = 1;
constexpr int visible = 2;

QString tr(const char* text) {
  return QCoreApplication::translate("Tools", text);
}

}  // namespace

std::vector<ToolOption> PointsTool::options() const {
  std::vector<ToolOption> options = PathTool::options();
  options.insert(options.begin(),
                 {singleOption, tr("Each point is an object"),
                  tr("Otherwise all points until Enter are one object."), FlagOption{isSingle_}});
  return options;
}

void PointsTool::setOption(const QString& id, const QVariant& value) {
  if (id == singleOption) {
    cancel();
    isSingle_ = value.toBool();
  } else {
    PathTool::setOption(id, value);
  }
}

QString PointsTool::hint() const {
  return isSingle_
             ? tr("Click to place points. Alt places one that is there but hidden.")
             : tr("Click to place the points of one object, Enter finishes. Alt places one that is "
                  "there but hidden, Backspace takes the last one back.");
}

void PointsTool::pointAdded(const PointerEvent& event) {
  visibility_.resize(points().size() - 1, visible);
  visibility_.push_back(event.modifiers.testFlag(Qt::AltModifier) ? hidden : visible);
}

Keypoints PointsTool::keypointsOf(const std::vector<Point>& points) const {
  Keypoints keypoints;
  for (std::size_t i = 0; i < points.size(); ++i) {
    keypoints.points.push_back({points[i], i < visibility_.size() ? visibility_[i] : visible});
  }
  return keypoints;
}

Shape PointsTool::draftOf(std::vector<Point> points) const {
  return keypointsOf(points);
}

ToolAnswer PointsTool::finished(std::vector<Point> points, const ToolContext& context) {
  return newObject(keypointsOf(points), points.size() == 1 ? "Place point" : "Place points",
                   context);
}

}  // namespace touchstone::ui
