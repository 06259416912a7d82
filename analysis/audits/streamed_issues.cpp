#include "analysis/audits/streamed_issues.h"

#include "analysis/audits/confident_learning.h"

#include <algorithm>
#include <numeric>

namespace touchstone::analysis {
namespace {
// cleanlab's.
constexpr double smallestThreshold = 2e-6;
constexpr double tolerance = 1e-6;
}  // namespace

StreamedIssues::StreamedIssues(std::size_t classes) : thresholds_(classes), perClass_(classes) {}

void StreamedIssues::measure(std::span<const int> labels, const ProbabilityMatrix& probabilities) {
  const auto ofBatch = confidentThresholds(labels, probabilities);
  std::vector<double> counts(thresholds_.size());
  for (const int label : labels) {
    counts[static_cast<std::size_t>(label)] += 1;
  }
  for (std::size_t k = 0; k < thresholds_.size(); ++k) {
    const double all = perClass_[k] + counts[k];
    const double sum = perClass_[k] * thresholds_[k] + counts[k] * ofBatch[k];
    thresholds_[k] = std::max(sum / std::max(all, 1.0), smallestThreshold);
    perClass_[k] = all;
  }
}

void StreamedIssues::count(std::span<const int> labels, const ProbabilityMatrix& probabilities) {
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto row = probabilities.row(i);
    const auto given = static_cast<std::size_t>(labels[i]);
    const auto predicted =
        static_cast<std::size_t>(std::max_element(row.begin(), row.end()) - row.begin());
    issues_ += predicted != given && row[predicted] >= thresholds_[predicted] - tolerance ? 1U : 0U;
    quality_.push_back(row[given]);
    confirmed_.push_back(predicted == given || row[given] + tolerance > row[predicted]);
  }
}

std::vector<std::size_t> StreamedIssues::found() const {
  std::vector<std::size_t> order(quality_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return quality_[a] < quality_[b]; });
  order.resize(std::min(issues_, order.size()));
  std::erase_if(order, [&](std::size_t i) { return confirmed_[i]; });
  std::sort(order.begin(), order.end());
  return order;
}

}  // namespace touchstone::analysis
