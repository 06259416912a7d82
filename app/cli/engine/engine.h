#pragma once

#include "app/cli/engine/job_queue.h"
#include "app/cli/engine/wire.h"
#include "labeling/result.h"

#include <nlohmann/json.hpp>

#include <string>

namespace touchstone::app {

/// Answers the requests of resources/help/engine-protocol.md. It reads projects and never writes
/// their store.
class Engine {
public:
  explicit Engine(Wire& wire);

  /// Handles one request; long ones are answered later, from the job thread.
  void handle(const std::string& line);

private:
  using Method = Result<nlohmann::json> (*)(const nlohmann::json& params,
                                            JobId job,
                                            Wire& wire,
                                            const std::stop_token& stop);

  void start(const nlohmann::json& id, Method method, const nlohmann::json& params);

  Wire& wire_;
  JobQueue jobs_;
};

}  // namespace touchstone::app
