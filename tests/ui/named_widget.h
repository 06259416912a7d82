#pragma once

#include <QWidget>

/// Returns the widget below `parent` that has this accessible name, or nullptr.
template <class Widget>
Widget* named(const QWidget& parent, const QString& name) {
  for (Widget* widget : parent.findChildren<Widget*>()) {
    if (widget->accessibleName() == name) {
      return widget;
    }
  }
  return nullptr;
}
