#pragma once

#include "labeling/project/project.h"
#include "labeling/review/prediction.h"

#include <span>
#include <vector>

namespace touchstone::labeling {

/// Returns the images that a model's suggestions help with: those without labels, or, when every
/// image has some, all that are neither excluded nor unreadable.
[[nodiscard]] std::vector<ImageId> imagesToPredict(const Document& document);

/// Which predictions are suggested to a person.
struct SuggestionOptions {
  double smallestScore = 0.5;
  double largestOverlap = 0.5;  ///< intersection over union with a better one of its class
  bool operator==(const SuggestionOptions&) const = default;
};

/// Returns those predictions of one image that wait for an answer, best first: nobody accepted or
/// rejected them, their score is high enough, no better one of their class covers them
/// (non-maximum suppression), and no label of their class does. Of the classes of a whole image the
/// best one alone, as long as the image has none.
[[nodiscard]] std::vector<Prediction> openSuggestions(const Document& document,
                                                      std::vector<Prediction> ofImage,
                                                      const SuggestionOptions& options);

/// Returns the edit that makes labels of suggestions, with the model's score and confirmed by the
/// person who accepts them; undoing it suggests them again.
[[nodiscard]] Edit editAccepting(Project& project, std::span<const Prediction> suggestions);

/// Returns the edit after which they are not suggested any more.
[[nodiscard]] Edit editRejecting(Project& project, std::span<const Prediction> suggestions);

}  // namespace touchstone::labeling
