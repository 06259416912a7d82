#pragma once

#include <optional>
#include <span>

namespace touchstone::analysis {

/// An answer of a classifier: how sure it is, and whether it is right.
struct JudgedAnswer {
  double confidence = 0;
  bool right = false;
};

/// From which confidence on answers can be taken without a look at them.
struct AnswerThreshold {
  double confidence = 0;  ///< the least that is taken
  double accuracy = 0;    ///< of the answers that are taken
  double coverage = 0;    ///< share of all answers that are taken
};

/// Returns the lowest confidence from which on answers are right with the wanted accuracy: the one
/// that covers most (selective classification: El-Yaniv and Wiener, JMLR 11, 2010). Nothing when
/// even the surest answers are wrong too often, or there are none.
[[nodiscard]] std::optional<AnswerThreshold> answerThreshold(std::span<const JudgedAnswer> answers,
                                                             double wantedAccuracy);

}  // namespace touchstone::analysis
