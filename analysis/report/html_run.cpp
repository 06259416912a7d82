#include "analysis/report/html_run.h"

#include "analysis/report/html_charts.h"
#include "analysis/report/html_matrix.h"
#include "analysis/report/html_text.h"
#include "labeling/project/main_figure.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace touchstone::analysis {
namespace {

std::string row(const std::string& name, const std::string& value) {
  return "<tr>" + cell(name, "") + cell(value, "") + "</tr>";
}

std::string durationOf(double seconds) {
  return seconds < 120 ? decimal(seconds, 0) + " seconds" : decimal(seconds / 60, 0) + " minutes";
}

const char* taskName(const std::string& task) {
  return task == "detect"    ? "find objects"
         : task == "segment" ? "tell areas apart"
         : task == "embed"   ? "recognise faces"
                             : "tell classes apart";
}

const char* lossName(const std::string& task) {
  return task == "detect"    ? "validation images (1 - AP50)"
         : task == "segment" ? "validation images (1 - Dice)"
                             : "validation images";
}

/// Returns a row for each choice that the person made rather than the plan.
std::string choiceRows(const std::string& request) {
  constexpr std::pair<const char*, const char*> shown[] = {
      {"preset", "Preset"},        {"size", "Picture side"}, {"learningRate", "Learning rate"},
      {"freeze", "Frozen stages"}, {"mixing", "Mixing"},     {"seed", "Seed"}};
  const auto read = nlohmann::json::parse(request, nullptr, false);
  std::string rows;
  for (const auto& [key, title] : shown) {
    const auto found = read.is_object() ? read.find(key) : read.end();
    if (found != read.end() && found->is_number() && found->get<double>() > 0) {
      rows += row(title, found->dump());
    } else if (found != read.end() && found->is_string() && *found != "none") {
      rows += row(title, escaped(found->get<std::string>()));
    }
  }
  return rows;
}

std::string figureRows(const std::map<std::string, double>& metrics) {
  const std::map<std::string, std::string> titles{{"accuracy", "Accuracy"},
                                                  {"calibrationError", "Calibration error"},
                                                  {"dice", "Dice"},
                                                  {"loss", "Loss"},
                                                  {"macroF1", "Mean F1"},
                                                  {"meanIoU", "Mean IoU"},
                                                  {"pixelAccuracy", "Pixel accuracy"}};
  std::string rows;
  for (const auto& [name, value] : metrics) {
    const auto title = titles.find(name);
    rows += row(title != titles.end() ? title->second : escaped(name), decimal(value, 4));
  }
  return rows;
}

/// Returns the classes whose recall changed, those that changed most first.
std::string recallTable(const RoundReport& round) {
  struct Change {
    std::string name;
    double before;
    double now;
  };
  std::vector<Change> changes;
  const auto& earlier = round.before.evaluation;
  const auto& later = round.now.evaluation;
  for (std::size_t k = 0; k < later.classes.size(); ++k) {
    const auto found = std::find(earlier.classes.begin(), earlier.classes.end(), later.classes[k]);
    if (found != earlier.classes.end()) {
      const auto at = static_cast<std::size_t>(found - earlier.classes.begin());
      changes.push_back({later.classes[k], earlier.metrics.perClass[at].recall,
                         later.metrics.perClass[k].recall});
    }
  }
  std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
    return std::abs(a.now - a.before) > std::abs(b.now - b.before);
  });
  std::string body;
  for (const Change& change : changes) {
    body += "<tr>" + cell(escaped(change.name), "") + cell(percentage(change.before)) +
            cell(percentage(change.now)) + changeCell(change.now - change.before) + "</tr>";
  }
  return "<table class=\"list\"><thead><tr><th>Class</th><th class=\"number\">Recall before</th>"
         "<th class=\"number\">Recall now</th><th class=\"number\">Change</th></tr></thead>"
         "<tbody>" +
         body + "</tbody></table>";
}

std::string figureSentence(const RoundReport& round) {
  const auto figure = labeling::mainFigure(round.now.record.metrics);
  if (!figure) {
    return {};
  }
  const double before = metricOf(round.before.record, figure->name);
  return titleOf(*figure) + " went from " + percentage(before) + " to " +
         percentage(figure->value) + " on the same " + splitName(round.now.record.split) +
         " images. ";
}

std::string samplesSentence(const EvaluationComparison& comparison) {
  const auto count = [](const auto& samples) { return grouped(static_cast<long>(samples.size())); };
  return "Right since then: " + count(comparison.mended) +
         ", wrong since then: " + count(comparison.broken) + ". ";
}

}  // namespace

std::string runSection(const HtmlReportInput& input) {
  if (!input.run) {
    return {};
  }
  const labeling::RunRecord& record = input.run->record;
  return "<section id=\"run\"><h2>The training</h2><p>What was asked for, and how it went. Loss is "
         "how surprised the model is by the right answers: it should fall on both kinds of images; "
         "where it rises on the validation images alone, the model learns by heart.</p>"
         "<div class=\"panel\"><table class=\"list facts\"><tbody>" +
         row("Run", escaped(record.name)) + row("Model", escaped(record.model)) +
         row("Task", taskName(record.task)) + row("Started", dateOf(record.started)) +
         row("Took", durationOf(record.seconds)) + row("Ended", escaped(record.state)) +
         row("Epochs", grouped(static_cast<long>(input.run->epochs.size()))) +
         choiceRows(record.request) + figureRows(record.metrics) + "</tbody></table>" +
         lossChart(input.run->epochs, lossName(record.task)) + "</div></section>";
}

std::string roundSection(const HtmlReportInput& input) {
  if (!input.round) {
    return {};
  }
  const RoundReport& round = *input.round;
  const std::string now = std::to_string(round.now.record.number);
  const std::string before = std::to_string(round.before.record.number);
  return "<section id=\"change\"><h2>Round " + now + " beside round " + before + "</h2><p>" +
         figureSentence(round) + samplesSentence(round.comparison) + "Decisions before round " +
         now + ": " + grouped(round.now.record.decisions) + ".</p><div class=\"panel\">" +
         recallTable(round) +
         "</div><h3>How many more or fewer</h3>"
         "<div class=\"panel\">" +
         differenceTable(round.comparison.difference, round.comparison.classes) +
         "</div></section>";
}

}  // namespace touchstone::analysis
