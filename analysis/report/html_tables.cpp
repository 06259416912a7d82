#include "analysis/report/html_tables.h"

#include "analysis/report/html_text.h"
#include "labeling/project/main_figure.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace touchstone::analysis {
namespace {

using labeling::FindingKind;
using labeling::IterationRecord;

std::string cell(const std::string& html, const char* style = "number") {
  return std::string("<td class=\"") + style + "\">" + html + "</td>";
}

constexpr double none = std::numeric_limits<double>::quiet_NaN();

double metric(const IterationRecord& iteration, const std::string& name) {
  const auto found = iteration.metrics.find(name);
  return found == iteration.metrics.end() ? none : found->second;
}

/// Returns the main figure of an iteration, with its name where that is not "Accuracy".
std::string figureText(const IterationRecord& iteration) {
  const auto figure = labeling::mainFigure(iteration.metrics);
  if (!figure) {
    return percentage(none);
  }
  return (figure->name == "accuracy" ? "" : titleOf(*figure) + " ") + percentage(figure->value);
}

/// Returns "2026-11-23" of seconds since 1970 (UTC).
std::string dateOf(std::int64_t seconds) {
  using std::chrono::days;
  const std::chrono::sys_days day(std::chrono::floor<days>(std::chrono::seconds(seconds)));
  const std::chrono::year_month_day date(day);
  const auto two = [](unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return std::to_string(static_cast<int>(date.year())) + "-" +
         two(static_cast<unsigned>(date.month())) + "-" + two(static_cast<unsigned>(date.day()));
}

std::string changeCell(double change) {
  if (!std::isfinite(change)) {
    return cell("");
  }
  const std::string points = decimal(std::abs(change) * 100, 1) + " points";
  if (std::abs(change) < 0.0005) {
    return cell("±0");
  }
  return change > 0 ? cell("▲ " + points, "number up") : cell("▼ " + points, "number down");
}

/// Returns a line of the newest iteration's main figure over the iterations.
std::string chart(const std::vector<IterationRecord>& iterations) {
  std::vector<std::pair<std::int64_t, double>> points;
  const auto figure = labeling::mainFigure(iterations.back().metrics);
  for (const IterationRecord& iteration : iterations) {
    const double value = figure ? metric(iteration, figure->name) : none;
    if (std::isfinite(value)) {
      points.emplace_back(iteration.number, value);
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

/// What is told of one class.
struct ClassRow {
  std::set<labeling::ImageId> images;
  long labels = 0;
  long questioned = 0;
  std::optional<ClassMetrics> metrics;
};

std::map<std::string, ClassRow> classRows(const HtmlReportInput& input) {
  std::map<std::string, ClassRow> rows;
  for (const auto& [id, labelClass] : input.document.classes()) {
    rows[labelClass.name];
  }
  for (const auto& [id, annotation] : input.document.annotations()) {
    if (const auto* labelClass = input.document.labelClass(annotation.labelClass)) {
      ClassRow& row = rows[labelClass->name];
      row.labels += 1;
      row.images.insert(annotation.image);
    }
  }
  if (input.audit) {
    for (const auto& finding : input.audit->findings) {
      if (finding.kind == FindingKind::LabelError || finding.kind == FindingKind::Swapped) {
        rows[finding.given].questioned += 1;
      }
    }
  }
  if (input.evaluation) {
    for (std::size_t k = 0; k < input.evaluation->classes.size(); ++k) {
      rows[input.evaluation->classes[k]].metrics = input.evaluation->metrics.perClass[k];
    }
  }
  return rows;
}

std::string confusionCell(long count, long rowTotal, bool right) {
  const double share =
      rowTotal > 0 ? static_cast<double>(count) / static_cast<double>(rowTotal) : 0;
  const double depth = right ? 0.9 * share : 0.9 * std::sqrt(share);
  std::string style = right ? "right" : "";
  style += count == 0 ? " none" : depth > 0.5 ? " deep" : "";
  return "<td class=\"" + style + "\" style=\"--v:" + decimal(depth, 3) + "\" title=\"" +
         percentage(share) + "\">" + grouped(count) + "</td>";
}

/// Returns what a row or column of the matrix is of.
std::string nameAt(const EvaluationReport& evaluation, std::size_t position) {
  const std::string name = classAt(evaluation, position);
  return name.empty() ? "<i>nothing</i>" : escaped(name);
}

std::string confusionTable(const EvaluationReport& evaluation) {
  const Matrix<long>& confusion = evaluation.metrics.confusion;
  std::string head;
  std::string body;
  for (std::size_t given = 0; given < confusion.rows; ++given) {
    const auto row = confusion.row(given);
    const long total = std::accumulate(row.begin(), row.end(), 0L);
    head += "<th scope=\"col\">" + nameAt(evaluation, given) + "</th>";
    body += "<tr><th scope=\"row\">" + nameAt(evaluation, given) + "</th>";
    for (std::size_t predicted = 0; predicted < confusion.columns; ++predicted) {
      body += confusionCell(row[predicted], total, given == predicted);
    }
    body += "</tr>";
  }
  return "<table class=\"confusion\"><thead><tr><th class=\"corner\">labelled ↓<br>model says "
         "→</th>" +
         head + "</tr></thead><tbody>" + body + "</tbody></table>";
}

/// With many classes a list of the commonest confusions says more than a wall of zeros.
std::string confusionList(const EvaluationReport& evaluation) {
  constexpr std::size_t shown = 30;
  const Matrix<long>& confusion = evaluation.metrics.confusion;
  std::vector<std::tuple<long, std::size_t, std::size_t>> pairs;
  for (std::size_t given = 0; given < confusion.rows; ++given) {
    for (std::size_t predicted = 0; predicted < confusion.columns; ++predicted) {
      if (given != predicted && confusion(given, predicted) > 0) {
        pairs.emplace_back(-confusion(given, predicted), given, predicted);
      }
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.resize(std::min(pairs.size(), shown));
  std::string body;
  for (const auto& [count, given, predicted] : pairs) {
    body += "<tr>" + cell(nameAt(evaluation, given), "") + cell(nameAt(evaluation, predicted), "") +
            cell(grouped(-count)) + "</tr>";
  }
  return "<table class=\"list\"><thead><tr><th>labelled</th><th>model says</th>"
         "<th class=\"number\">times</th></tr></thead><tbody>" +
         body + "</tbody></table>";
}

/// Returns what else a reader needs to know of the matrix.
std::string noteOf(const EvaluationReport& evaluation) {
  if (evaluation.detection) {
    return " In the last row are boxes of the model where nothing is labelled, in the last column "
           "objects that it does not find.";
  }
  return evaluation.figures.contains("dice") ? " The numbers count pixels." : "";
}

/// Returns precision over recall of each class as a chart.
std::string precisionRecallChart(const EvaluationReport& evaluation,
                                 const labeling::Document& document) {
  std::string lines;
  std::string legend;
  for (std::size_t k = 0; k < evaluation.classes.size(); ++k) {
    const auto id = document.findClass(evaluation.classes[k]);
    const std::string colour = id ? hexColour(document.labelClass(*id)->colour) : "#888888";
    std::string points;
    for (const PrecisionRecallPoint& point : evaluation.detection->perClass[k].curve) {
      points +=
          decimal(40 + 400 * point.recall, 1) + "," + decimal(210 - 200 * point.precision, 1) + " ";
    }
    lines += "<polyline style=\"stroke:" + colour + "\" points=\"" + points + "\"/>";
    legend += "<span><i style=\"background:" + colour + "\"></i>" + escaped(evaluation.classes[k]) +
              "</span>";
  }
  return "<figure class=\"curves\"><svg class=\"chart\" viewBox=\"0 0 450 245\" role=\"img\" "
         "aria-label=\"Precision over recall of each class\">"
         "<path class=\"axes\" d=\"M40 10V210H440\"/>"
         "<text x=\"32\" y=\"16\" class=\"end\">1</text><text x=\"32\" y=\"214\" class=\"end\">0"
         "</text><text x=\"440\" y=\"228\">1</text><text x=\"240\" y=\"236\">recall</text>" +
         lines + "</svg><figcaption>Precision over recall · " + legend + "</figcaption></figure>";
}

}  // namespace

std::string iterationSection(const HtmlReportInput& input) {
  if (input.iterations.empty()) {
    return {};
  }
  std::string body;
  const IterationRecord* before = nullptr;
  for (const IterationRecord& iteration : input.iterations) {
    const auto figure = labeling::mainFigure(iteration.metrics);
    const bool comparable = figure && before != nullptr && before->split == iteration.split;
    const double change = comparable ? figure->value - metric(*before, figure->name) : none;
    body += "<tr>" + cell(std::to_string(iteration.number), "") + cell(dateOf(iteration.time), "") +
            cell(escaped(iteration.run), "") + cell(splitName(iteration.split), "") +
            cell(grouped(iteration.decisions)) + cell(figureText(iteration)) + changeCell(change) +
            cell(decimal(metric(iteration, "loss"), 3)) + "</tr>";
    before = &iteration;
  }
  return "<section id=\"rounds\"><h2>What each round brought</h2><p>A round is: labels corrected, "
         "model trained again, measured on the same images. Accuracy is the share of them that the "
         "model gets right; AP50 and Dice say how well it finds objects and areas, 100 % at "
         "best.</p><div class=\"panel\">" +
         chart(input.iterations) +
         "<table class=\"list\"><thead><tr><th>Round</th><th>Date</th><th>Run</th><th>Measured on"
         "</th><th class=\"number\">Decisions before it</th><th class=\"number\">Score</th>"
         "<th class=\"number\">Change</th><th class=\"number\">Loss</th></tr></thead><tbody>" +
         body + "</tbody></table></div></section>";
}

std::string classSection(const HtmlReportInput& input) {
  const auto rows = classRows(input);
  if (rows.empty()) {
    return {};
  }
  std::string body;
  for (const auto& [name, row] : rows) {
    body += "<tr>" + cell(escaped(name), "") + cell(grouped(static_cast<long>(row.images.size()))) +
            cell(grouped(row.labels));
    body += input.audit ? cell(grouped(row.questioned)) : "";
    if (input.evaluation) {
      const bool measured = row.metrics && row.metrics->support > 0;
      body += measured ? cell(percentage(row.metrics->precision)) +
                             cell(percentage(row.metrics->recall)) +
                             cell(percentage(row.metrics->f1)) + cell(bar(row.metrics->f1), "")
                       : cell("–") + cell("–") + cell("–") + cell("");
    }
    body += "</tr>";
  }
  std::string head =
      "<th>Class</th><th class=\"number\">Images</th><th class=\"number\">Labels</th>";
  head += input.audit ? "<th class=\"number\">Look wrong</th>" : "";
  head += input.evaluation ? "<th class=\"number\">Precision</th><th class=\"number\">Recall</th>"
                             "<th class=\"number\">F1</th><th></th>"
                           : "";
  return "<section id=\"classes\"><h2>Classes</h2><p>Precision: of what the model calls this "
         "class, "
         "the share that is. Recall: of what is this class, the share that the model finds. F1 "
         "combines the two.</p><div class=\"panel\"><table class=\"list\"><thead><tr>" +
         head + "</tr></thead><tbody>" + body + "</tbody></table></div></section>";
}

std::string confusionSection(const HtmlReportInput& input) {
  constexpr std::size_t mostColumns = 25;
  if (!input.evaluation || input.evaluation->classes.empty()) {
    return {};
  }
  const bool small = input.evaluation->classes.size() <= mostColumns;
  return "<section id=\"confusion\"><h2>What the model confuses</h2><p>Each row is a class as "
         "labelled, each column what the model says, on the " +
         splitName(input.evaluation->split) + " images of run " + escaped(input.evaluation->run) +
         ". Blue is agreement, orange a confusion." + noteOf(*input.evaluation) +
         "</p><div class=\"panel\">" +
         (small ? confusionTable(*input.evaluation) : confusionList(*input.evaluation)) +
         (input.evaluation->detection ? precisionRecallChart(*input.evaluation, input.document)
                                      : std::string()) +
         "</div></section>";
}

}  // namespace touchstone::analysis
