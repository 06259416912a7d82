#include "ui/train/duration_text.h"

#include <QCoreApplication>

#include <cmath>

namespace touchstone::ui {

QString durationText(double seconds) {
  const auto text = [](const char* source) {
    return QCoreApplication::translate("Duration", source);
  };
  if (seconds < 0) {
    return {};
  }
  const auto whole = std::llround(seconds);
  if (whole < 90) {
    return text("%1 s").arg(whole);
  }
  const auto minutes = (whole + 30) / 60;
  if (minutes < 60) {
    return text("%1 min").arg(minutes);
  }
  return text("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

}  // namespace touchstone::ui
