#pragma once

#include "labeling/review/finding.h"

#include <vector>

namespace touchstone::analysis {

/// Sorts the errors, most suspicious first, and makes two of one image whose given and suggested
/// classes are each other's `swapped`; the most suspicious find their partner first.
void markSwapped(std::vector<labeling::Finding>& errors);

}  // namespace touchstone::analysis
