#include "ui/canvas/wheel_use.h"

#include <QInputDevice>
#include <QWheelEvent>

namespace touchstone::ui {
namespace {

constexpr double notch = 120;          ///< of angleDelta
constexpr double pixelsPerNotch = 60;  ///< that a wheel moves the picture by

/// A wheel may report pixels as well, but it turns in whole notches and without phases.
bool isTouchpad(const QWheelEvent& event) {
  if (event.pixelDelta().isNull()) {
    return false;
  }
  const QPoint angle = event.angleDelta();
  const bool isWholeNotches =
      angle.x() % static_cast<int>(notch) == 0 && angle.y() % static_cast<int>(notch) == 0;
  return event.phase() != Qt::NoScrollPhase || !isWholeNotches ||
         event.deviceType() == QInputDevice::DeviceType::TouchPad;
}

}  // namespace

WheelUse wheelUseOf(const QWheelEvent& event) {
  const QPoint angle = event.angleDelta();
  // Qt turns the wheel sideways while Alt is held.
  const double notches = (angle.y() != 0 ? angle.y() : angle.x()) / notch;
  const bool hasControl = event.modifiers().testFlag(Qt::ControlModifier);
  const bool hasShift = event.modifiers().testFlag(Qt::ShiftModifier);
  if (hasControl) {
    return {.kind = hasShift ? WheelUse::Kind::Brighten : WheelUse::Kind::Zoom,
            .notches = notches,
            .pan = {}};
  }
  if (isTouchpad(event)) {
    return {.kind = WheelUse::Kind::Pan, .notches = 0, .pan = event.pixelDelta()};
  }
  if (hasShift || angle.y() == 0) {
    return {.kind = WheelUse::Kind::Pan, .notches = 0, .pan = {notches * pixelsPerNotch, 0}};
  }
  return {.kind = WheelUse::Kind::Zoom, .notches = notches, .pan = {}};
}

}  // namespace touchstone::ui
