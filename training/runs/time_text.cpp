#include "training/runs/time_text.h"

#include <algorithm>
#include <cmath>

namespace touchstone::training {

std::string timeText(double seconds) {
  if (seconds < 50) {
    const int rounded = std::max(5, static_cast<int>(std::ceil(seconds / 5)) * 5);
    return "about " + std::to_string(rounded) + " seconds";
  }
  const int minutes = std::max(1, static_cast<int>(std::lround(seconds / 60)));
  return "about " + std::to_string(minutes) + (minutes == 1 ? " minute" : " minutes");
}

}  // namespace touchstone::training
