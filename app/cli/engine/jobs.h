#pragma once

#include "app/cli/engine/job_queue.h"
#include "labeling/result.h"

#include <nlohmann/json_fwd.hpp>

namespace touchstone::app {

class Wire;

/// The long requests of the protocol: each returns the result of its answer. Errors are what the
/// person is told; wrong parameters throw nlohmann::json::exception.
Result<nlohmann::json> planJob(const nlohmann::json& params,
                               JobId job,
                               Wire& wire,
                               const std::stop_token& stop);
Result<nlohmann::json> trainJob(const nlohmann::json& params,
                                JobId job,
                                Wire& wire,
                                const std::stop_token& stop);
Result<nlohmann::json> auditJob(const nlohmann::json& params,
                                JobId job,
                                Wire& wire,
                                const std::stop_token& stop);
Result<nlohmann::json> evaluateJob(const nlohmann::json& params,
                                   JobId job,
                                   Wire& wire,
                                   const std::stop_token& stop);

Result<nlohmann::json> predictJob(const nlohmann::json& params,
                                  JobId job,
                                  Wire& wire,
                                  const std::stop_token& stop);
Result<nlohmann::json> exportJob(const nlohmann::json& params,
                                 JobId job,
                                 Wire& wire,
                                 const std::stop_token& stop);
Result<nlohmann::json> explainJob(const nlohmann::json& params,
                                  JobId job,
                                  Wire& wire,
                                  const std::stop_token& stop);
Result<nlohmann::json> featuresJob(const nlohmann::json& params,
                                   JobId job,
                                   Wire& wire,
                                   const std::stop_token& stop);

}  // namespace touchstone::app
