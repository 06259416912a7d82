#pragma once

#include "labeling/annotation/label_class.h"

#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// The variable of the question that stands for the address of the image, a column of its input.
inline constexpr std::string_view mturkImageVariable = "image_url";

/// Returns the question as an HTML template for Mechanical Turk's page "Design Layout": the image
/// at `${image_url}`, the classes to choose from, and their definitions in the label book as the
/// instructions. The task is "classify" (one class an image), "detect" (boxes) or "segment" (a mask
/// an object).
[[nodiscard]] std::string mturkTemplateOf(const std::vector<LabelClass>& classes,
                                          std::string_view task);

}  // namespace touchstone::labeling
