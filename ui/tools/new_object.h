#pragma once

#include "ui/tools/tool.h"

#include <string>

namespace touchstone::ui {

/// Adds an object of the current class to the image and selects it.
[[nodiscard]] ToolAnswer newObject(const labeling::Shape& shape,
                                   const std::string& step,
                                   const ToolContext& context);

/// Says why nothing happened.
[[nodiscard]] ToolAnswer refused(const QString& sentence);

/// Returns the point moved into the image and rounded to hundredths of a pixel, which is finer than
/// any pointer and short in files.
[[nodiscard]] labeling::Point placedIn(const labeling::Image& image, labeling::Point point);

}  // namespace touchstone::ui
