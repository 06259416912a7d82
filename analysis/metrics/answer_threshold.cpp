#include "analysis/metrics/answer_threshold.h"

#include <algorithm>
#include <vector>

namespace touchstone::analysis {

std::optional<AnswerThreshold> answerThreshold(std::span<const JudgedAnswer> answers,
                                               double wantedAccuracy) {
  std::vector<JudgedAnswer> sorted(answers.begin(), answers.end());
  std::sort(sorted.begin(), sorted.end(), [](const JudgedAnswer& a, const JudgedAnswer& b) {
    return a.confidence > b.confidence;
  });
  std::optional<AnswerThreshold> best;
  std::size_t right = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    right += sorted[i].right ? 1 : 0;
    const bool isLastOfEquals =
        i + 1 == sorted.size() || sorted[i + 1].confidence < sorted[i].confidence;
    const auto taken = static_cast<double>(i + 1);
    const double accuracy = static_cast<double>(right) / taken;
    if (isLastOfEquals && accuracy >= wantedAccuracy) {
      best = {.confidence = sorted[i].confidence,
              .accuracy = accuracy,
              .coverage = taken / static_cast<double>(sorted.size())};
    }
  }
  return best;
}

}  // namespace touchstone::analysis
