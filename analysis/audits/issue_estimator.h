#pragma once

#include "analysis/audits/error_summary.h"
#include "analysis/audits/label_noise_model.h"

#include <cstddef>
#include <span>
#include <vector>

namespace touchstone::analysis {

/// A person's answer to one label: it was wrong, or it was kept.
struct ReviewedLabel {
  std::size_t sample = 0;
  bool wrong = false;
};

/// How many labels are wrong, and which.
struct IssueEstimate {
  std::vector<double> wrong;  ///< probability that each label is wrong; 0 or 1 once reviewed
  std::vector<bool> marked;   ///< the labels to call wrong so that the expected F1 is largest
  double errors = 0;          ///< expected number of wrong labels
  Interval errorsRange;
  double precision = 0;  ///< expected share of wrong labels among the marked ones
  Interval precisionRange;
};

/// The filter `estimated`: says how many labels are wrong and which, from out-of-sample
/// probabilities, and learns from a person's decisions while they are made.
///
/// Two noise models, of noise per class and per sample, give each label a probability of being
/// wrong; see LabelNoiseModel. The labels alone hardly tell which of them is right, so they are
/// equally probable before the first decision. What is told is their mean.
///
/// Decisions correct the log odds by c0 + c1 × log odds (Platt 1999) with the priors c0 ~ N(0, 1)
/// and c1 ~ N(1, 0.25²), and count as evidence between the two models; before the first decision
/// the width of these priors is how sure the estimate is. A sample may be reviewed for any reason
/// that depends on probabilities and labels alone.
///
/// The labels that are marked are the most probably wrong ones, as many as make the expected F1,
/// 2 Σ_marked q / (marked + Σ q), largest (Ye et al. 2012); but not fewer than confident learning
/// finds (IssueFilter::PruneByNoiseRate), unless so many are more than the range allows.
class IssueEstimator {
public:
  /// Requires labels in 0 … K-1 and a distribution for each. Error: stopped by the person.
  static Result<IssueEstimator> fit(std::span<const int> labels,
                                    const ProbabilityMatrix& probabilities,
                                    const std::stop_token& stop = {});

  /// Returns what is known after these decisions; a sample occurs once at most.
  [[nodiscard]] IssueEstimate estimate(std::span<const ReviewedLabel> reviewed = {}) const;

  /// Returns what is needed to count the wrong labels again after decisions.
  [[nodiscard]] ErrorSummary summary() const;
  /// Returns the log odds that a label is wrong, under each hypothesis of the summary, to three
  /// digits after the point.
  [[nodiscard]] std::vector<double> logOdds(std::size_t sample) const;

  /// Returns up to `count` other samples whose review would tell most, each once: spread evenly
  /// over the ranking, densest where right and wrong are equally probable.
  [[nodiscard]] std::vector<std::size_t> nextToReview(std::span<const ReviewedLabel> reviewed,
                                                      std::size_t count) const;

private:
  struct Belief;

  struct CountEstimate {
    double expected = 0;
    Interval range;
  };

  [[nodiscard]] Belief beliefOn(std::span<const ReviewedLabel> reviewed) const;
  [[nodiscard]] CountEstimate countErrors(const Belief& belief,
                                          std::span<const std::size_t> samples,
                                          const std::vector<double>& wrong) const;

  std::vector<std::vector<double>> logOdds_;  ///< that each label is wrong, of each hypothesis
  std::vector<bool> confidentlyWrong_;        ///< what confident learning finds
};

}  // namespace touchstone::analysis
