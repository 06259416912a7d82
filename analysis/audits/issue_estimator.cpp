#include "analysis/audits/issue_estimator.h"

#include "analysis/audits/confident_learning.h"
#include "analysis/audits/error_belief.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace touchstone::analysis {
namespace {

double logOddsOf(double probability) {
  constexpr double least = 1e-12;
  const double p = std::clamp(probability, least, 1 - least);
  return std::log(p / (1 - p));
}

std::vector<double> logOddsOf(const std::vector<double>& probabilities) {
  std::vector<double> logOdds(probabilities.size());
  std::transform(probabilities.begin(), probabilities.end(), logOdds.begin(),
                 [](double p) { return logOddsOf(p); });
  return logOdds;
}

/// Returns log odds to three digits after the point: more are not known, and what is written and
/// read again falls into the same bin.
double rounded(double logOdds) {
  return std::round(logOdds * 1000) / 1000;
}

/// Returns how many of the samples, most probably wrong first, to mark.
std::size_t bestCut(const std::vector<double>& wrong,
                    const std::vector<std::size_t>& ranking,
                    double reviewedWrong) {
  double all = reviewedWrong;
  for (const std::size_t i : ranking) {
    all += wrong[i];
  }
  double found = reviewedWrong;
  double marked = reviewedWrong;
  double best = found > 0 ? 2 * found / (marked + all) : 0;
  std::size_t cut = 0;
  for (std::size_t place = 0; place < ranking.size(); ++place) {
    found += wrong[ranking[place]];
    marked += 1;
    const double f1 = 2 * found / (marked + all);
    if (f1 > best) {
      best = f1;
      cut = place + 1;
    }
  }
  return cut;
}

/// Returns the place-th of infinitely many numbers that fill [0, 1) ever more evenly (van der
/// Corput).
double evenlySpread(std::size_t place) {
  double number = 0;
  double part = 0.5;
  for (; place > 0; place /= 2, part /= 2) {
    number += place % 2 == 1 ? part : 0;
  }
  return number;
}

}  // namespace

struct IssueEstimator::Belief {
  ErrorBelief errors;
  std::vector<bool> isReviewed;

  /// Returns for each bin of the best hypothesis' log odds the variance of the answer.
  [[nodiscard]] std::vector<double> varianceByOdds() const {
    std::vector<double> variance(OddsBins::count);
    for (std::size_t bin = 0; bin < variance.size(); ++bin) {
      double wrong = 0;
      for (const WeightedCorrection& possible : errors.corrections[errors.best].possible) {
        wrong += possible.weight * possible.correction.probability(OddsBins::middle(bin));
      }
      variance[bin] = wrong * (1 - wrong);
    }
    return variance;
  }
};

Result<IssueEstimator> IssueEstimator::fit(std::span<const int> labels,
                                           const ProbabilityMatrix& probabilities,
                                           const std::stop_token& stop) {
  const auto perClass = LabelNoiseModel::fitPerClass(labels, probabilities, stop);
  if (!perClass) {
    return perClass.error();
  }
  const auto perSample = perClass->refinedPerSample(labels, probabilities, stop);
  if (!perSample) {
    return perSample.error();
  }
  IssueEstimator estimator;
  for (const LabelNoiseModel* model : {&*perClass, &*perSample}) {
    estimator.logOdds_.push_back(logOddsOf(model->wrongness(labels, probabilities)));
  }
  estimator.confidentlyWrong_ =
      findLabelIssues(labels, probabilities, IssueFilter::PruneByNoiseRate);
  return estimator;
}

IssueEstimator::Belief IssueEstimator::beliefOn(std::span<const ReviewedLabel> reviewed) const {
  Belief belief;
  belief.isReviewed.resize(confidentlyWrong_.size());
  std::vector<ObservedOdds> observed;
  for (const std::vector<double>& logOdds : logOdds_) {
    observed.emplace_back();
    for (const ReviewedLabel& label : reviewed) {
      observed.back().emplace_back(logOdds[label.sample], label.wrong);
      belief.isReviewed[label.sample] = true;
    }
  }
  belief.errors = beliefAfter(observed);
  return belief;
}

IssueEstimate IssueEstimator::estimate(std::span<const ReviewedLabel> reviewed) const {
  const Belief belief = beliefOn(reviewed);
  const std::size_t samples = belief.isReviewed.size();
  IssueEstimate result;
  result.wrong.resize(samples);
  result.marked.resize(samples);
  std::vector<std::size_t> ranking;
  for (std::size_t i = 0; i < samples; ++i) {
    if (!belief.isReviewed[i]) {
      for (std::size_t h = 0; h < logOdds_.size(); ++h) {
        result.wrong[i] += belief.errors.weights[h] *
                           belief.errors.corrections[h].best.probability(logOdds_[h][i]);
      }
      ranking.push_back(i);
    }
  }
  double reviewedWrong = 0;
  for (const ReviewedLabel& label : reviewed) {
    result.wrong[label.sample] = label.wrong ? 1 : 0;
    result.marked[label.sample] = label.wrong;
    reviewedWrong += label.wrong ? 1 : 0;
  }
  std::stable_sort(ranking.begin(), ranking.end(),
                   [&](std::size_t a, std::size_t b) { return result.wrong[a] > result.wrong[b]; });
  const std::span<const std::size_t> all(ranking);
  const CountEstimate errors = countErrors(belief, all, result.wrong);
  std::size_t cut = bestCut(result.wrong, ranking, reviewedWrong);
  const auto confident = static_cast<std::size_t>(std::count_if(
      ranking.begin(), ranking.end(), [&](std::size_t i) { return confidentlyWrong_[i]; }));
  if (static_cast<double>(confident) <= errors.range.high) {
    cut = std::max(cut, confident);
  }
  for (const std::size_t i : all.first(cut)) {
    result.marked[i] = true;
  }
  result.errors = reviewedWrong + errors.expected;
  result.errorsRange = {.low = reviewedWrong + errors.range.low,
                        .high = reviewedWrong + errors.range.high};
  if (const double marked = static_cast<double>(cut) + reviewedWrong; marked > 0) {
    const CountEstimate among = countErrors(belief, all.first(cut), result.wrong);
    result.precision = (reviewedWrong + among.expected) / marked;
    result.precisionRange = {.low = (reviewedWrong + among.range.low) / marked,
                             .high = (reviewedWrong + among.range.high) / marked};
  }
  return result;
}

IssueEstimator::CountEstimate IssueEstimator::countErrors(const Belief& belief,
                                                          std::span<const std::size_t> samples,
                                                          const std::vector<double>& wrong) const {
  CountEstimate count;
  double variance = 0;
  std::vector<OddsHistogram> odds(logOdds_.size());
  for (const std::size_t i : samples) {
    count.expected += wrong[i];
    variance += wrong[i] * (1 - wrong[i]);
    for (std::size_t h = 0; h < logOdds_.size(); ++h) {
      odds[h].add(logOdds_[h][i]);
    }
  }
  count.range = rangeOfErrors(belief.errors, odds, count.expected, variance);
  return count;
}

ErrorSummary IssueEstimator::summary() const {
  ErrorSummary summary;
  for (const std::vector<double>& ofHypothesis : logOdds_) {
    OddsHistogram& odds = summary.odds.emplace_back();
    for (const double logOdds : ofHypothesis) {
      odds.add(rounded(logOdds));
    }
  }
  return summary;
}

std::vector<double> IssueEstimator::logOdds(std::size_t sample) const {
  std::vector<double> odds;
  for (const std::vector<double>& logOdds : logOdds_) {
    odds.push_back(rounded(logOdds[sample]));
  }
  return odds;
}

std::vector<std::size_t> IssueEstimator::nextToReview(std::span<const ReviewedLabel> reviewed,
                                                      std::size_t count) const {
  const Belief belief = beliefOn(reviewed);
  const auto& logOdds = logOdds_[belief.errors.best];
  std::vector<std::size_t> ranking;
  for (std::size_t i = 0; i < belief.isReviewed.size(); ++i) {
    if (!belief.isReviewed[i]) {
      ranking.push_back(i);
    }
  }
  std::stable_sort(ranking.begin(), ranking.end(),
                   [&](std::size_t a, std::size_t b) { return logOdds[a] > logOdds[b]; });
  const auto unsure = belief.varianceByOdds();
  std::vector<double> mass;  // up to each place, of how unsure the answers are
  double sum = 0;
  for (const std::size_t i : ranking) {
    sum += unsure[OddsBins::of(logOdds[i])];
    mass.push_back(sum);
  }
  std::vector<bool> taken(ranking.size());
  std::vector<std::size_t> next;
  for (std::size_t asked = 0; next.size() < std::min(count, ranking.size()); ++asked) {
    const double target = evenlySpread(reviewed.size() + asked + 1) * sum;
    auto place =
        static_cast<std::size_t>(std::upper_bound(mass.begin(), mass.end(), target) - mass.begin());
    while (place >= ranking.size() || taken[place]) {
      place = place + 1 < ranking.size() ? place + 1 : 0;
    }
    taken[place] = true;
    next.push_back(ranking[place]);
  }
  return next;
}

}  // namespace touchstone::analysis
