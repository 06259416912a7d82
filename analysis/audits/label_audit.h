#pragma once

#include "analysis/audits/error_summary.h"
#include "analysis/matrix.h"
#include "labeling/annotation/document.h"
#include "labeling/result.h"
#include "labeling/review/finding.h"

#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace touchstone::analysis {

/// From this many samples a class on, the labels are marked that IssueEstimator marks. F1 of ratio
/// and estimator: .98 and .98, .985 and .989 with 1,300 samples a class (blood cells, 10 and 20 %
/// planted errors), .79 and .79 with 1,000, .79 and .81 with 5,000 (CIFAR-10N). With fewer it takes
/// a classifier's mistakes for wrong labels: of 60 to 300 samples (four sets of pictures, 10 and
/// 20 % planted errors) F1 is .67 and .65 in the mean, and of right labels alone they mark 11 and
/// 14 %; with 300 a class (CIFAR-10N, a weak network) .36 and .32, and 20 and 39 %.
inline constexpr double leastSamplesAClass = 1000;

/// One label as an audit sees it: a class given to an image or to one of its objects.
struct AuditedLabel {
  labeling::ImageId image = 0;
  std::optional<labeling::AnnotationId> annotation;
  int given = 0;  ///< index into the class names
};

/// The quality of one audited label.
struct LabelScore {
  labeling::ImageId image = 0;
  std::optional<labeling::AnnotationId> annotation;
  std::string given;
  double quality = 1;
  /// Of a box: what each kind of error leaves of its quality.
  std::map<labeling::FindingKind, double> kinds = {};
  /// Probability that the label is wrong, where it was estimated.
  std::optional<double> wrong = {};
  /// The class that a model which did not learn from it gives to it, empty when it finds nothing
  /// there; none when no model looked at it.
  std::optional<std::string> predicted = {};
};

/// Two classes that labels confuse: their definitions need work.
struct ConfusedClasses {
  std::string first;
  std::string second;
  long labels = 0;   ///< of the one that are of the other, by the confident joint
  double share = 0;  ///< of all labels
};

struct LabelAudit {
  std::vector<labeling::Finding>
      findings;                    ///< label_error, swapped, ambiguous; most suspicious first
  std::vector<LabelScore> scores;  ///< every audited label, in the order given
  /// From which wrong labels are counted, where they were estimated.
  std::optional<ErrorSummary> errors = {};
  std::vector<ConfusedClasses> confused = {};  ///< at most thirty pairs, the most confused first
  /// Of labelled boxes: the box of the same class that the model sees there, if it does.
  std::map<labeling::AnnotationId, labeling::Box> seen = {};
};

/// Returns what out-of-sample `probabilities` (N×K) say of `labels`. The quality of a label is the
/// probability of its class. A label_error is a finding that "accept" answers by relabelling:
/// another class is at least three times as probable, or, with many samples a class, the label is
/// among those that IssueEstimator marks. Two of them in one image that seem to have exchanged
/// their classes are `swapped`. Labels between two classes are `ambiguous`: they come after the
/// errors and are at most a twentieth of all labels (or ten). The evidence of a finding has "odds",
/// see oddsIn. Error: stopped by the person.
Result<LabelAudit> auditLabels(std::span<const AuditedLabel> labels,
                               const ProbabilityMatrix& probabilities,
                               std::span<const std::string> classNames,
                               const std::stop_token& stop = {});

}  // namespace touchstone::analysis
