#pragma once

#include "labeling/annotation/document.h"
#include "labeling/review/finding.h"

#include <QString>

#include <optional>
#include <vector>

namespace touchstone::ui {

/// Returns the name of a kind for a person: "Wrong class".
[[nodiscard]] QString titleOf(labeling::FindingKind kind);

/// Whether findings of this kind speak of an image as a whole; accepting one excludes the image.
[[nodiscard]] bool isAboutImage(labeling::FindingKind kind);

/// What "accept" and "keep" mean for a finding, on their buttons and in a sentence each.
struct AnswerWords {
  QString accept;
  QString acceptTip;
  QString keep;
  QString keepTip;
};

[[nodiscard]] AnswerWords answerWords(const labeling::Finding& finding);

/// Returns the probability of `className` in the finding's evidence, or nothing.
[[nodiscard]] std::optional<double> probabilityOf(const labeling::Finding& finding,
                                                  const std::string& className);

/// Returns the box of the finding's object, or nothing for a finding about a whole image.
[[nodiscard]] std::optional<labeling::Box> boxOf(const labeling::Document& document,
                                                 const labeling::Finding& finding);

/// Whether the image of the finding is in the test split.
[[nodiscard]] bool isOnTestSplit(const labeling::Document& document,
                                 const labeling::Finding& finding);

}  // namespace touchstone::ui
