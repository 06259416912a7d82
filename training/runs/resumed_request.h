#pragma once

#include "training/runs/training_request.h"

namespace touchstone::training {

/// Returns the request with which a run was started, to continue it as `request` says. Error: there
/// is no such run.
Result<TrainingRequest> resumedRequest(const TrainingRequest& request,
                                       const std::filesystem::path& resumeFolder);

}  // namespace touchstone::training
