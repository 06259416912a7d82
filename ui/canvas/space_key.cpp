#include "ui/canvas/space_key.h"

#include <QKeyEvent>

namespace touchstone::ui {
namespace {

constexpr quint64 longestTap = 250;  ///< milliseconds

}  // namespace

bool SpaceKey::take(const QKeyEvent& event) {
  if (event.isAutoRepeat()) {
    return false;
  }
  if (event.type() == QEvent::KeyPress) {
    isHeld_ = true;
    isTap_ = true;
    pressed_ = event.timestamp();
    return false;
  }
  const bool wasTap = isHeld_ && isTap_ && event.timestamp() - pressed_ <= longestTap;
  isHeld_ = false;
  return wasTap;
}

}  // namespace touchstone::ui
