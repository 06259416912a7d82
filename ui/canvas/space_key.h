#pragma once

#include <QtGlobal>

class QKeyEvent;

namespace touchstone::ui {

/// The space bar on the picture: held, it moves the picture with the pointer; tapped, it is the
/// shortcut that it is everywhere else.
class SpaceKey {
public:
  /// Takes a press or release of the space bar; true when it was a tap.
  bool take(const QKeyEvent& event);
  /// The pointer moved the picture: what follows is no tap.
  void drag() { isTap_ = false; }
  void letGo() { isHeld_ = false; }
  [[nodiscard]] bool isHeld() const { return isHeld_; }

private:
  bool isHeld_ = false;
  bool isTap_ = false;
  quint64 pressed_ = 0;  ///< milliseconds, as the events have it
};

}  // namespace touchstone::ui
