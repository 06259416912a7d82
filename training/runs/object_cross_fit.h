#pragma once

#include "training/runs/training_run.h"

#include <cstdint>
#include <functional>
#include <set>

namespace touchstone::training {

/// Receives the folder of a model and the images that it is to be used for.
using UseModel = std::function<Status(const std::filesystem::path& runFolder,
                                      const std::set<labeling::ImageId>& images,
                                      const WorkContext& work)>;

struct ObjectCrossFitOptions {
  int folds = 0;  ///< less than two: the run's own model looks at all images, also those it saw
  std::uint64_t seed = 1;
  std::function<void(const std::string&)> warned = [](const std::string&) {};
};

/// Lets models look at images that they were not trained on: trains one for each fold as the run's
/// was, on the images of the other folds but one, which tells the best epoch. Near-duplicates share
/// a fold. Errors: those of a training, and of `use`.
Status crossFitObjects(const RunInput& input,
                       const std::filesystem::path& runFolder,
                       const ObjectCrossFitOptions& options,
                       const WorkContext& work,
                       const UseModel& use);

}  // namespace touchstone::training
