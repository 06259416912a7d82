#include "analysis/report/html_charts.h"

#include "analysis/report/html_text.h"
#include "labeling/project/main_figure.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace touchstone::analysis {
namespace {

using labeling::IterationRecord;

/// The area of a chart with axes, in its own units.
constexpr double left = 40;
constexpr double top = 10;
constexpr double width = 400;
constexpr double height = 200;

std::string polyline(const ChartLine& line, double x0, double x1, double y1) {
  std::string points;
  for (const auto& [x, y] : line.points) {
    points += decimal(left + width * (x - x0) / (x1 - x0), 1) + "," +
              decimal(top + height * (1 - y / y1), 1) + " ";
  }
  return "<polyline style=\"stroke:" + line.colour + "\" points=\"" + points + "\"/>";
}

/// Returns a chart whose vertical axis begins at 0.
std::string chartOf(const std::vector<ChartLine>& lines,
                    const std::string& title,
                    const std::string& axis,
                    std::pair<double, double> across,
                    double high,
                    int decimals) {
  std::string drawn;
  std::string legend;
  for (const ChartLine& line : lines) {
    drawn += polyline(line, across.first, across.second, high);
    legend +=
        "<span><i style=\"background:" + line.colour + "\"></i>" + escaped(line.name) + "</span>";
  }
  return "<figure class=\"curves\"><svg class=\"chart\" viewBox=\"0 0 450 245\" role=\"img\" "
         "aria-label=\"" +
         escaped(title) +
         "\"><path class=\"axes\" d=\"M40 10V210H440\"/><text x=\"32\" y=\"16\" class=\"end\">" +
         decimal(high, decimals) +
         "</text><text x=\"32\" y=\"214\" class=\"end\">0</text><text x=\"44\" y=\"228\">" +
         decimal(across.first, 0) + "</text><text x=\"440\" y=\"228\">" +
         decimal(across.second, 0) + "</text><text x=\"240\" y=\"236\">" + escaped(axis) +
         "</text>" + drawn + "</svg><figcaption>" + escaped(title) + " · " + legend +
         "</figcaption></figure>";
}

}  // namespace

std::string unitChart(const std::vector<ChartLine>& lines,
                      const std::string& title,
                      const std::string& axis) {
  return chartOf(lines, title, axis, {0, 1}, 1, 0);
}

std::string lossChart(const std::vector<EpochFigures>& epochs, const std::string& measured) {
  if (epochs.size() < 2) {
    return {};
  }
  ChartLine learned{.name = "training images", .colour = "var(--soft)", .points = {}};
  ChartLine kept{.name = measured, .colour = "var(--accent)", .points = {}};
  double high = 0;
  for (const EpochFigures& figures : epochs) {
    for (auto& [line, loss] : {std::pair(&learned, figures.trainLoss), {&kept, figures.loss}}) {
      if (std::isfinite(loss)) {
        line->points.emplace_back(figures.epoch, loss);
        high = std::max(high, loss);
      }
    }
  }
  const double first = epochs.front().epoch;
  const double last = epochs.back().epoch;
  return high > 0 && last > first
             ? chartOf({learned, kept}, "Loss after each epoch", "epoch", {first, last}, high, 2)
             : std::string();
}

double metricOf(const IterationRecord& round, const std::string& name) {
  const auto found = round.metrics.find(name);
  return found == round.metrics.end() ? std::numeric_limits<double>::quiet_NaN() : found->second;
}

std::string roundsChart(const std::vector<IterationRecord>& rounds) {
  std::vector<std::pair<std::int64_t, double>> points;
  const auto figure = labeling::mainFigure(rounds.back().metrics);
  for (const IterationRecord& round : rounds) {
    const double value = figure ? metricOf(round, figure->name) : 0;
    if (figure && std::isfinite(value)) {
      points.emplace_back(round.number, value);
    }
  }
  if (points.size() < 2) {
    return {};
  }
  const auto [low, high] =
      std::minmax_element(points.begin(), points.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; });
  const double range = std::max(high->second - low->second, 0.01);
  std::string line;
  std::string marks;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double x = 40 + 480 * static_cast<double>(i) / static_cast<double>(points.size() - 1);
    const double y = 110 - 70 * (points[i].second - low->second) / range;
    const std::string at = decimal(x, 1);
    line += at + "," + decimal(y, 1) + " ";
    marks += "<circle cx=\"" + at + "\" cy=\"" + decimal(y, 1) + "\" r=\"4\"/><text x=\"" + at +
             "\" y=\"" + decimal(y - 12, 1) + "\">" + percentage(points[i].second) +
             "</text><text x=\"" + at + "\" y=\"140\">" + std::to_string(points[i].first) +
             "</text>";
  }
  return "<svg class=\"chart\" viewBox=\"0 0 560 150\" role=\"img\" aria-label=\"Accuracy of each "
         "round\"><polyline points=\"" +
         line + "\"/>" + marks + "</svg>";
}

}  // namespace touchstone::analysis
