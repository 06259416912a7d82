#include "app/cli/engine/engine.h"

#include "app/cli/engine/jobs.h"
#include "training/baselines/baselines.h"
#include "training/networks/backbones.h"
#include "training/runtime.h"

#include <exception>
#include <thread>

namespace touchstone::app {
namespace {

using nlohmann::json;

json greeting() {
  json backbones = json::array();
  for (const training::Backbone& backbone : training::backbones()) {
    backbones.push_back({{"name", backbone.name},
                         {"title", backbone.title},
                         {"pretrained", training::findWeights(backbone.name).has_value()}});
  }
  json baselines = json::array();
  for (const training::Baseline& baseline : training::baselines()) {
    baselines.push_back({{"name", baseline.name}, {"title", baseline.title}});
  }
  return {{"name", "touchstone"},
          {"version", TOUCHSTONE_VERSION},
          {"threads", std::thread::hardware_concurrency()},
          {"cuda", training::cudaAvailable()},
          {"backbones", backbones},
          {"baselines", baselines}};
}

RpcError codeFor(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Cancelled:
      return RpcError::Cancelled;
    case ErrorKind::Usage:
      return RpcError::WrongParameters;
    case ErrorKind::BadInput:
    case ErrorKind::Failed:
      break;
  }
  return RpcError::Failed;
}

}  // namespace

Engine::Engine(Wire& wire) : wire_(wire) {}

void Engine::handle(const std::string& line) {
  const json request = json::parse(line, nullptr, false);
  if (request.is_discarded()) {
    wire_.refuse(nullptr, RpcError::NotJson, "A line of the protocol is not JSON.");
    return;
  }
  if (!request.is_object() || !request.contains("method") || !request["method"].is_string()) {
    wire_.refuse(nullptr, RpcError::NoRequest, "A line of the protocol is not a request.");
    return;
  }
  const json id = request.value("id", json());
  const json params = request.value("params", json::object());
  const std::string method = request["method"];
  if (!id.is_number_integer() || !params.is_object()) {
    wire_.refuse(id, RpcError::NoRequest, "A request needs a whole number as id, and an object.");
    return;
  }
  if (method == "hello") {
    wire_.answer(id, greeting());
  } else if (method == "cancel") {
    const json job = params.value("job", json());
    wire_.answer(id, {{"cancelled", job.is_number_integer() && jobs_.cancel(job.get<JobId>())}});
  } else if (method == "plan") {
    start(id, planJob, params);
  } else if (method == "train") {
    start(id, trainJob, params);
  } else if (method == "audit") {
    start(id, auditJob, params);
  } else if (method == "evaluate") {
    start(id, evaluateJob, params);
  } else if (method == "predict") {
    start(id, predictJob, params);
  } else if (method == "export") {
    start(id, exportJob, params);
  } else if (method == "explain") {
    start(id, explainJob, params);
  } else if (method == "features") {
    start(id, featuresJob, params);
  } else {
    wire_.refuse(id, RpcError::UnknownMethod, "There is no method '" + method + "'.");
  }
}

void Engine::start(const json& id, Method method, const json& params) {
  jobs_.add(id.get<JobId>(), [this, id, method, params](const std::stop_token& stop) {
    try {
      const Result<json> result = method(params, id.get<JobId>(), wire_, stop);
      if (result) {
        wire_.answer(id, *result);
      } else {
        wire_.refuse(id, codeFor(result.error().kind), result.error().message);
      }
    } catch (const json::exception& error) {
      wire_.refuse(id, RpcError::WrongParameters, error.what());
    } catch (const std::exception& error) {
      wire_.refuse(id, RpcError::Failed, error.what());
    }
  });
}

}  // namespace touchstone::app
