#pragma once

#include "analysis/annotators/annotator_labels.h"

#include <optional>

namespace touchstone::analysis {

/// Each is 1 when all labels of an item are equal, 0 when they are as unlike as by chance, and
/// nothing when it is not defined: no shared item, or all labels of one class.

/// Returns Cohen's kappa of annotators `a` and `b` over the items that both labelled (Cohen 1960).
[[nodiscard]] std::optional<double> cohenKappa(const AnnotatorLabels& labels,
                                               std::size_t a,
                                               std::size_t b);

/// Returns Fleiss' kappa (Fleiss 1971) over the items with at least two labels; items may have
/// different numbers of labels, as in Fleiss, Levin and Paik 2003, section 18.3.
[[nodiscard]] std::optional<double> fleissKappa(const AnnotatorLabels& labels);

/// Returns Krippendorff's alpha for nominal data (Krippendorff 2011), which allows missing labels.
[[nodiscard]] std::optional<double> krippendorffAlpha(const AnnotatorLabels& labels);

}  // namespace touchstone::analysis
