#include "analysis/report/html_tables.h"

#include "analysis/report/html_charts.h"
#include "analysis/report/html_matrix.h"
#include "analysis/report/html_text.h"
#include "labeling/project/main_figure.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace touchstone::analysis {
namespace {

using labeling::FindingKind;
using labeling::IterationRecord;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Returns the main figure of an iteration, with its name where that is not "Accuracy".
std::string figureText(const IterationRecord& iteration) {
  const auto figure = labeling::mainFigure(iteration.metrics);
  if (!figure) {
    return percentage(none);
  }
  return (figure->name == "accuracy" ? "" : titleOf(*figure) + " ") + percentage(figure->value);
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

/// Returns what else a reader needs to know of the matrix.
std::string noteOf(const EvaluationReport& evaluation) {
  if (evaluation.detection) {
    return " In the last row are boxes of the model where nothing is labelled, in the last column "
           "objects that it does not find.";
  }
  return evaluation.figures.contains("dice") ? " The numbers count pixels." : "";
}

std::string colourOf(const labeling::Document& document, const std::string& className) {
  const auto id = document.findClass(className);
  return id ? hexColour(document.labelClass(*id)->colour) : "#888888";
}

/// Returns precision over recall of each class of a detector.
std::string precisionRecallChart(const EvaluationReport& evaluation,
                                 const labeling::Document& document) {
  std::vector<ChartLine> lines;
  for (std::size_t k = 0; k < evaluation.classes.size(); ++k) {
    ChartLine line{evaluation.classes[k], colourOf(document, evaluation.classes[k]), {}};
    for (const PrecisionRecallPoint& point : evaluation.detection->perClass[k].curve) {
      line.points.emplace_back(point.recall, point.precision);
    }
    lines.push_back(std::move(line));
  }
  return unitChart(lines, "Precision over recall", "recall");
}

/// Returns how often a classifier is right when it is so sure.
std::string reliabilityChart(const ClassificationMetrics& metrics) {
  ChartLine measured{"this model", "var(--accent)", {}};
  for (const CalibrationBin& bin : metrics.calibration) {
    if (bin.count > 0) {
      measured.points.emplace_back(bin.confidence, bin.accuracy);
    }
  }
  return unitChart({{"exactly right", "var(--soft)", {{0, 0}, {1, 1}}}, std::move(measured)},
                   "How often it is right when it is so sure: off by " +
                       decimal(metrics.calibrationError, 2) + " on average",
                   "confidence");
}

/// Returns from which confidence on the answers are as good as that, in a sentence each.
std::string trustSentences(const EvaluationReport& evaluation) {
  const auto answers = judgedAnswers(evaluation);
  std::string sentences;
  for (const double wanted : {0.99, 0.95}) {
    if (const auto threshold = answerThreshold(answers, wanted)) {
      sentences += "From a confidence of " + percentage(threshold->confidence) + " on, " +
                   percentage(threshold->accuracy) + " of its answers are right; these are " +
                   percentage(threshold->coverage) + " of all. ";
    }
  }
  return sentences.empty() ? std::string() : "<p>" + sentences + "</p>";
}

std::string curvesOf(const EvaluationReport& evaluation, const labeling::Document& document) {
  if (evaluation.detection) {
    return precisionRecallChart(evaluation, document);
  }
  return evaluation.metrics.calibration.empty()
             ? std::string()
             : reliabilityChart(evaluation.metrics) + trustSentences(evaluation);
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
    const double change = comparable ? figure->value - metricOf(*before, figure->name) : none;
    body += "<tr>" + cell(std::to_string(iteration.number), "") + cell(dateOf(iteration.time), "") +
            cell(escaped(iteration.run), "") + cell(splitName(iteration.split), "") +
            cell(grouped(iteration.decisions)) + cell(figureText(iteration)) + changeCell(change) +
            cell(decimal(metricOf(iteration, "loss"), 3)) + "</tr>";
    before = &iteration;
  }
  return "<section id=\"rounds\"><h2>What each round brought</h2><p>A round is: labels corrected, "
         "model trained again, measured on the same images. Accuracy is the share of them that the "
         "model gets right; AP50 and Dice say how well it finds objects and areas, 100 % at "
         "best.</p><div class=\"panel\">" +
         roundsChart(input.iterations) +
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

std::string confusedLabelsSection(const HtmlReportInput& input) {
  if (!input.audit || input.audit->confused.empty()) {
    return {};
  }
  std::string body;
  for (const ConfusedClasses& pair : input.audit->confused) {
    body += "<tr>" + cell(escaped(pair.first), "") + cell(escaped(pair.second), "") +
            cell(grouped(pair.labels)) + cell(percentage(pair.share)) + "</tr>";
  }
  return "<section id=\"overlap\"><h2>Classes that labels confuse</h2><p>So many labels of one of "
         "the two seem to be of the other. Where this is common, a clearer definition of the "
         "classes helps more than new labels one by one.</p><div class=\"panel\"><table "
         "class=\"list\"><thead><tr><th>Class</th><th>Class</th><th class=\"number\">Labels</th>"
         "<th class=\"number\">Of all labels</th></tr></thead><tbody>" +
         body + "</tbody></table></div></section>";
}

std::string confusionSection(const HtmlReportInput& input) {
  if (!input.evaluation || input.evaluation->classes.empty()) {
    return {};
  }
  return "<section id=\"confusion\"><h2>What the model confuses</h2><p>Each row is a class as "
         "labelled, each column what the model says, on the " +
         splitName(input.evaluation->split) + " images of run " + escaped(input.evaluation->run) +
         ". Blue is agreement, orange a confusion." + noteOf(*input.evaluation) +
         "</p><div class=\"panel\">" +
         confusionTable(input.evaluation->metrics.confusion, input.evaluation->classes) +
         curvesOf(*input.evaluation, input.document) + "</div></section>";
}

}  // namespace touchstone::analysis
