#pragma once

#include "training/runs/training_request.h"

namespace touchstone::training {

/// What a training does, and the folder of the run that it continues, or none.
struct StartedRequest {
  TrainingRequest request;
  std::filesystem::path resumeFolder;
};

/// Returns what was asked for, or, when a run is to be continued, what that one was started with.
/// Error: there is no such run beside `runFolder`.
Result<StartedRequest> startedRequest(const TrainingRequest& asked,
                                      const std::filesystem::path& runFolder);

}  // namespace touchstone::training
