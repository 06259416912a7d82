#include "labeling/project/labelling_times.h"

namespace touchstone::labeling {

std::map<ImageId, std::int64_t> labellingTimes(const Project& project) {
  std::map<ImageId, std::int64_t> times;
  const auto& steps = project.steps();
  for (std::size_t i = 0; i < project.doneSteps(); ++i) {
    if (steps[i].images == 1) {
      times.emplace(steps[i].image, steps[i].time);
    }
  }
  return times;
}

}  // namespace touchstone::labeling
