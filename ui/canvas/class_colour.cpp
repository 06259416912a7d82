#include "ui/canvas/class_colour.h"

#include "ui/theme/theme.h"

namespace touchstone::ui {

QColor colourOf(const labeling::Document& document, const std::string& className) {
  const auto id = document.findClass(className);
  return id ? QColor::fromRgb(document.labelClass(*id)->colour) : theme::colours().muted;
}

}  // namespace touchstone::ui
