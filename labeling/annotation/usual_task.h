#pragma once

#include "labeling/annotation/document.h"

#include <string>

namespace touchstone::labeling {

/// Returns the task that the labels are drawn for: "classify" when an image has a tag or nothing is
/// drawn, else "segment" when most shapes are masks or polygons, else "detect".
[[nodiscard]] std::string usualTask(const Document& document);

}  // namespace touchstone::labeling
