#include "analysis/audits/label_audit.h"

#include "analysis/audits/finding_text.h"
#include "analysis/audits/issue_estimator.h"
#include "analysis/audits/label_health.h"
#include "analysis/audits/swapped_labels.h"
#include "labeling/result.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <numeric>

namespace touchstone::analysis {
namespace {

using labeling::Finding;
using labeling::FindingKind;

/// A label is marked as an error when another class is this many times as probable. Measured with
/// 10 to 40 % wrong labels (crowd workers' and planted ones), this finds more errors than confident
/// learning's thresholds without questioning more right labels.
constexpr double markingRatio = 3;
/// A label is ambiguous when another class is at most this much less probable …
constexpr double ambiguousMargin = 0.1;
/// … and the two leave at most half of the probability to the rest.
constexpr double ambiguousShare = 0.5;

/// Returns the first most probable class besides `given`.
std::size_t bestOther(std::span<const double> row, std::size_t given) {
  std::size_t best = given == 0 ? 1 : 0;
  for (std::size_t k = best + 1; k < row.size(); ++k) {
    if (k != given && row[k] > row[best]) {
      best = k;
    }
  }
  return best;
}

/// Returns whether another class is so much more probable that the label is marked.
bool isContradicted(std::span<const double> row, std::size_t given) {
  const double other = row[bestOther(row, given)];
  return other > 0 && other >= markingRatio * row[given];
}

std::size_t mostProbable(std::span<const double> row) {
  return static_cast<std::size_t>(std::max_element(row.begin(), row.end()) - row.begin());
}

/// Whether the probabilities of a sample say anything: equal ones do not.
bool isTelling(std::span<const double> row) {
  const auto [least, most] = std::minmax_element(row.begin(), row.end());
  return row.size() > 1 && *least != *most;
}

/// Which labels are marked, and what is estimated of all.
struct Estimation {
  std::vector<bool> marked;
  std::vector<double> wrong;  // probability that each label is; empty when not estimated
  std::optional<IssueEstimator> estimator;
};

/// Returns the labels that the ratio of probabilities marks.
std::vector<bool> contradicted(std::span<const int> given, const ProbabilityMatrix& probabilities) {
  std::vector<bool> marked(given.size());
  for (std::size_t i = 0; i < given.size(); ++i) {
    const auto row = probabilities.row(i);
    marked[i] = isTelling(row) && isContradicted(row, static_cast<std::size_t>(given[i]));
  }
  return marked;
}

Result<Estimation> estimated(std::span<const int> given,
                             const ProbabilityMatrix& probabilities,
                             const std::stop_token& stop) {
  Estimation estimation;
  estimation.marked = contradicted(given, probabilities);
  if (given.empty() || probabilities.columns < 2) {
    return estimation;
  }
  auto estimator = IssueEstimator::fit(given, probabilities, stop);
  if (!estimator) {
    return estimator.error();
  }
  auto estimate = estimator->estimate();
  estimation.wrong = std::move(estimate.wrong);
  estimation.estimator = *std::move(estimator);
  if (static_cast<double>(given.size()) >=
      leastSamplesAClass * static_cast<double>(probabilities.columns)) {
    for (std::size_t i = 0; i < given.size(); ++i) {
      const auto label = static_cast<std::size_t>(given[i]);
      const auto row = probabilities.row(i);
      // "Accept" gives the label another class, which has to be the more probable one.
      estimation.marked[i] = estimate.marked[i] && row[bestOther(row, label)] > row[label];
    }
  }
  return estimation;
}

/// Returns {"probabilities":{…}} of the three most probable classes and the given one, and the
/// "odds".
std::string evidenceOf(std::span<const double> row,
                       std::size_t given,
                       std::span<const std::string> classNames,
                       const std::vector<double>& odds) {
  constexpr std::size_t shown = 3;
  std::vector<std::size_t> order(row.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return row[a] > row[b]; });
  nlohmann::ordered_json probabilities = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i < shown || order[i] == given) {
      probabilities[classNames[order[i]]] = row[order[i]];
    }
  }
  nlohmann::ordered_json evidence{{"probabilities", probabilities}};
  if (!odds.empty()) {
    evidence["odds"] = odds;
  }
  return evidence.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::vector<ConfusedClasses> confusedClasses(std::span<const int> given,
                                             const ProbabilityMatrix& probabilities,
                                             std::span<const std::string> classNames) {
  constexpr std::size_t mostPairs = 30;
  std::vector<ConfusedClasses> confused;
  if (given.empty() || classNames.size() < 2) {
    return confused;
  }
  for (const ClassOverlap& overlap : labelHealth(given, probabilities).overlaps) {
    if (overlap.samples == 0 || confused.size() == mostPairs) {
      break;
    }
    confused.push_back({.first = classNames[overlap.first],
                        .second = classNames[overlap.second],
                        .labels = overlap.samples,
                        .share = overlap.share});
  }
  return confused;
}

/// The audit of one set of labels.
class Audit {
public:
  Audit(std::span<const AuditedLabel> labels,
        const ProbabilityMatrix& probabilities,
        std::span<const std::string> classNames,
        Estimation estimation)
      : labels_(labels),
        probabilities_(probabilities),
        classNames_(classNames),
        estimation_(std::move(estimation)) {
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      judge(i);
    }
  }

  LabelAudit result() {
    LabelAudit audit;
    markSwapped(errors_);
    keepMostAmbiguous();
    audit.findings = std::move(errors_);
    std::move(ambiguous_.begin(), ambiguous_.end(), std::back_inserter(audit.findings));
    std::stable_sort(audit.findings.begin(), audit.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.score < b.score; });
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      const auto given = static_cast<std::size_t>(labels_[i].given);
      audit.scores.push_back(
          {.image = labels_[i].image,
           .annotation = labels_[i].annotation,
           .given = classNames_[given],
           .quality = probabilities_(i, given),
           .wrong = estimation_.wrong.empty() ? std::nullopt : std::optional(estimation_.wrong[i]),
           .predicted = classNames_[mostProbable(probabilities_.row(i))]});
    }
    if (estimation_.estimator) {
      audit.errors = estimation_.estimator->summary();
    }
    return audit;
  }

private:
  void judge(std::size_t i) {
    const auto row = probabilities_.row(i);
    const auto given = static_cast<std::size_t>(labels_[i].given);
    if (!isTelling(row)) {
      return;
    }
    const std::size_t other = bestOther(row, given);
    const std::string opening = "Labelled " + inQuotes(classNames_[given]) + ", but ";
    if (estimation_.marked[i]) {
      errors_.push_back(finding(i, other, FindingKind::LabelError, row[given],
                                opening + "looks like " + inQuotes(classNames_[other]) + " (" +
                                    percent(row[other]) + ")."));
    } else if (row[other] >= row[given] - ambiguousMargin &&
               row[other] + row[given] >= ambiguousShare) {
      ambiguous_.push_back(
          finding(i, other, FindingKind::Ambiguous, (row[given] - row[other] + 1) / 2,
                  opening + "may be " + inQuotes(classNames_[other]) + " (" + percent(row[other]) +
                      " against " + percent(row[given]) + ")."));
    }
  }

  [[nodiscard]] Finding finding(std::size_t i,
                                std::size_t suggested,
                                FindingKind kind,
                                double score,
                                std::string message) const {
    const auto given = static_cast<std::size_t>(labels_[i].given);
    Finding made;
    made.kind = kind;
    made.image = labels_[i].image;
    made.annotation = labels_[i].annotation;
    made.given = classNames_[given];
    made.suggested = classNames_[suggested];
    made.score = score;
    made.evidence = evidenceOf(
        probabilities_.row(i), given, classNames_,
        estimation_.estimator ? estimation_.estimator->logOdds(i) : std::vector<double>{});
    made.message = std::move(message);
    return made;
  }

  /// Ambiguous labels are asked about in moderation: at most one label in twenty, or ten.
  void keepMostAmbiguous() {
    const std::size_t most = std::max<std::size_t>(10, labels_.size() / 20);
    std::stable_sort(ambiguous_.begin(), ambiguous_.end(),
                     [](const Finding& a, const Finding& b) { return a.score < b.score; });
    if (ambiguous_.size() > most) {
      ambiguous_.resize(most);
    }
  }

  std::span<const AuditedLabel> labels_;
  const ProbabilityMatrix& probabilities_;
  std::span<const std::string> classNames_;
  Estimation estimation_;
  std::vector<Finding> errors_;
  std::vector<Finding> ambiguous_;
};

}  // namespace

Result<LabelAudit> auditLabels(std::span<const AuditedLabel> labels,
                               const ProbabilityMatrix& probabilities,
                               std::span<const std::string> classNames,
                               const std::stop_token& stop) {
  require(labels.size() == probabilities.rows, "one label a row of probabilities");
  require(classNames.size() == probabilities.columns, "one name a column of probabilities");
  const auto classes = static_cast<int>(classNames.size());
  std::vector<int> given;
  for (const AuditedLabel& label : labels) {
    require(label.given >= 0 && label.given < classes, "labels lie in 0 … K-1");
    given.push_back(label.given);
  }
  return estimated(given, probabilities, stop).transform([&](Estimation estimation) {
    auto audit = Audit(labels, probabilities, classNames, std::move(estimation)).result();
    audit.confused = confusedClasses(given, probabilities, classNames);
    return audit;
  });
}

}  // namespace touchstone::analysis
