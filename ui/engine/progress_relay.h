#pragma once

#include "labeling/progress.h"

#include <QCoreApplication>
#include <QMetaObject>

#include <chrono>
#include <stop_token>
#include <utility>

namespace touchstone::ui {

/// Returns a callback for a worker that calls `show(progress)` on the GUI thread, not more often
/// than a window can show it and no more after the work was cancelled.
template <class Show>
ProgressCallback relayedToWindow(std::stop_token stop, Show show) {
  constexpr auto reportEvery = std::chrono::milliseconds(50);
  return [stop = std::move(stop), show = std::move(show),
          last = std::chrono::steady_clock::time_point{},
          reportEvery](const Progress& progress) mutable {
    const auto now = std::chrono::steady_clock::now();
    if (now - last < reportEvery) {
      return;
    }
    last = now;
    QMetaObject::invokeMethod(qApp, [stop, show, progress] {
      if (!stop.stop_requested()) {
        show(progress);
      }
    });
  };
}

}  // namespace touchstone::ui
