#include "ui/canvas/view_options.h"

#include <QSettings>

#include <algorithm>
#include <array>

namespace touchstone::ui {
namespace {

struct Stored {
  ViewOption option;
  const char* key;
  bool atFirst;
};

constexpr std::array<Stored, 4> storedOptions{{{ViewOption::KeepView, "view/keepZoom", false},
                                               {ViewOption::Minimap, "view/minimap", true},
                                               {ViewOption::Crosshair, "view/crosshair", true},
                                               {ViewOption::Comments, "view/comments", true}}};
constexpr const char* opacityKey = "view/opacity";

}  // namespace

ViewOptions::ViewOptions(QObject* parent) : QObject(parent) {
  const QSettings settings;
  for (const Stored& stored : storedOptions) {
    if (settings.value(QLatin1String(stored.key), stored.atFirst).toBool()) {
      on_.insert(stored.option);
    }
  }
  opacity_ = std::clamp(settings.value(QLatin1String(opacityKey), opacity_).toInt(), 0, 100);
}

void ViewOptions::set(ViewOption option, bool on) {
  if (on == has(option)) {
    return;
  }
  if (on) {
    on_.insert(option);
  } else {
    on_.erase(option);
  }
  for (const Stored& stored : storedOptions) {
    if (stored.option == option) {
      QSettings().setValue(QLatin1String(stored.key), on);
    }
  }
  Q_EMIT changed();
}

void ViewOptions::setOpacity(int percent) {
  const int limited = std::clamp(percent, 0, 100);
  if (limited != opacity_) {
    opacity_ = limited;
    QSettings().setValue(QLatin1String(opacityKey), limited);
    Q_EMIT changed();
  }
}

}  // namespace touchstone::ui
