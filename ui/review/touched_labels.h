#pragma once

#include "analysis/coverage/coverage.h"
#include "labeling/annotation/document.h"
#include "labeling/review/finding.h"

#include <QString>

#include <string>
#include <vector>

namespace touchstone::ui {

/// Returns every label of these classes (one of them may be empty) as the question whether the
/// wording of the label book still makes it one: those first that `findings` doubt, in their order.
/// A sharper definition of a class touches all of its labels.
[[nodiscard]] std::vector<labeling::Finding> labelsTouchedBy(
    const labeling::Document& document,
    const std::string& one,
    const std::string& other,
    const std::vector<labeling::Finding>& findings);

/// Returns these labels of one situation as findings to look at, with the sentence, which says what
/// they have in common: those that `findings` doubts as it doubts them.
[[nodiscard]] std::vector<labeling::Finding> labelsIn(
    const std::vector<analysis::CoverageExample>& examples,
    const QString& sentence,
    const labeling::Document& document,
    const std::vector<labeling::Finding>& findings);

}  // namespace touchstone::ui
