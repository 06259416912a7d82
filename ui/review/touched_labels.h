#pragma once

#include "labeling/annotation/document.h"
#include "labeling/review/finding.h"

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

}  // namespace touchstone::ui
