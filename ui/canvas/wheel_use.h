#pragma once

#include <QPointF>

class QWheelEvent;

namespace touchstone::ui {

/// What a turn of the wheel, or two fingers on a touchpad, means for the picture.
struct WheelUse {
  enum class Kind { Zoom, Pan, Brighten };
  Kind kind = Kind::Zoom;
  double notches = 0;  ///< away from the person is positive
  QPointF pan;         ///< in widget pixels
};

/// The wheel zooms, with Ctrl or without; two fingers on a touchpad move the picture and zoom with
/// Ctrl. Shift or a wheel that tilts moves it sideways; Ctrl+Shift makes it lighter or darker.
[[nodiscard]] WheelUse wheelUseOf(const QWheelEvent& event);

}  // namespace touchstone::ui
