#pragma once

#include "labeling/annotation/document.h"

#include <QColor>

#include <string>

namespace touchstone::ui {

/// Returns the colour of the class with that name; the theme's muted grey for none.
[[nodiscard]] QColor colourOf(const labeling::Document& document, const std::string& className);

}  // namespace touchstone::ui
