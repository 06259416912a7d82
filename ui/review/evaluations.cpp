#include "ui/review/evaluations.h"

#include "analysis/audits/model_findings.h"
#include "labeling/project/main_figure.h"
#include "ui/train/result_text.h"

#include <QCoreApplication>
#include <QFile>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <map>

namespace touchstone::ui {

namespace {

using analysis::EvaluationReport;
using labeling::Finding;

constexpr std::size_t comparedClasses = 4;

QString text(const char* source) {
  return QCoreApplication::translate("Evaluations", source);
}

std::optional<EvaluationReport> readEvaluation(const std::filesystem::path& folder) {
  QFile file(folder / "evaluation.json");
  if (folder.empty() || !file.open(QIODevice::ReadOnly)) {
    return std::nullopt;
  }
  auto report = analysis::evaluationReportFromJson(file.readAll().toStdString());
  return report ? std::optional(std::move(*report)) : std::nullopt;
}

std::map<std::string, double> recalls(const EvaluationReport& report) {
  std::map<std::string, double> recall;
  for (std::size_t i = 0; i < std::min(report.classes.size(), report.metrics.perClass.size());
       ++i) {
    recall[report.classes[i]] = report.metrics.perClass[i].recall;
  }
  return recall;
}

struct RecallChange {
  QString name;
  double before = 0;
  double now = 0;
};

/// Returns the classes of both reports, those whose recall changed most first.
std::vector<RecallChange> recallChanges(const EvaluationReport& before,
                                        const EvaluationReport& now) {
  std::vector<RecallChange> changes;
  const auto earlier = recalls(before);
  for (const auto& [name, recall] : recalls(now)) {
    if (const auto found = earlier.find(name); found != earlier.end()) {
      changes.push_back(
          {.name = QString::fromStdString(name), .before = found->second, .now = recall});
    }
  }
  std::stable_sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) {
    return std::abs(a.now - a.before) > std::abs(b.now - b.before);
  });
  return changes;
}

}  // namespace

Evaluations readEvaluations(const std::filesystem::path& now, const std::filesystem::path& before) {
  return {.now = readEvaluation(now), .before = readEvaluation(before)};
}

long errorCount(const EvaluationReport& report) {
  return std::count_if(report.samples.begin(), report.samples.end(),
                       [](const auto& sample) { return sample.given != sample.predicted; });
}

Comparison compare(const Evaluations& evaluations) {
  if (!evaluations.now || !evaluations.before) {
    return {};
  }
  const auto figure = labeling::mainFigure(evaluations.now->figures);
  const auto earlier = labeling::mainFigure(evaluations.before->figures);
  if (!figure || !earlier || figure->name != earlier->name) {
    return {};
  }
  const double now = figure->value;
  const double before = earlier->value;
  QStringList classes;
  for (const RecallChange& change : recallChanges(*evaluations.before, *evaluations.now)) {
    if (static_cast<std::size_t>(classes.size()) == comparedClasses ||
        figureText(change.before) == figureText(change.now)) {
      break;
    }
    classes.append(QStringLiteral("%1 %2 → %3")
                       .arg(change.name, figureText(change.before), figureText(change.now)));
  }
  return {.figure = text("%1 %2 → %3 (%4)")
                        .arg(QString::fromStdString(titleOf(*figure)), figureText(before, 3),
                             figureText(now, 3), gainText(now - before, 3)),
          .classes = classes.isEmpty()
                         ? text("The recall of every class is as it was.")
                         : text("Recall: %1").arg(classes.join(QStringLiteral(" · ")))};
}

std::vector<Finding> findingsOf(const std::vector<analysis::EvaluatedSample>& samples,
                                const std::string& run,
                                const labeling::Document& document,
                                const std::vector<Finding>& audited) {
  std::map<std::pair<labeling::ImageId, labeling::AnnotationId>, const Finding*> known;
  for (const Finding& finding : audited) {
    known.emplace(std::pair(finding.image, finding.annotation.value_or(0)), &finding);
  }
  std::vector<Finding> findings;
  for (const analysis::EvaluatedSample& sample : samples) {
    const auto image = document.findImage(sample.image);
    if (!image) {
      continue;
    }
    // A false alarm is no label that an audit could have judged.
    const bool mayBeKnown = sample.given != sample.predicted && !sample.given.empty();
    const auto found =
        mayBeKnown ? known.find({*image, sample.annotation.value_or(0)}) : known.end();
    findings.push_back(found != known.end() ? *found->second
                                            : analysis::findingOf(sample, *image, run));
  }
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.score < b.score; });
  return findings;
}

std::vector<Finding> samplesOf(const EvaluationReport& report,
                               int given,
                               int predicted,
                               const labeling::Document& document,
                               const std::vector<Finding>& findings) {
  const std::string givenName = classAt(report, static_cast<std::size_t>(given));
  const std::string predictedName = classAt(report, static_cast<std::size_t>(predicted));
  std::vector<analysis::EvaluatedSample> samples;
  std::copy_if(report.samples.begin(), report.samples.end(), std::back_inserter(samples),
               [&](const analysis::EvaluatedSample& sample) {
                 return sample.given == givenName && sample.predicted == predictedName;
               });
  return findingsOf(samples, report.run, document, findings);
}

}  // namespace touchstone::ui
