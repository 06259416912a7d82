#include "app/cli/engine/jobs.h"

#include "app/cli/engine/wire.h"
#include "app/cli/prepared_project.h"
#include "labeling/project/atomic_file.h"
#include "labeling/project/shape_json.h"
#include "labeling/project/store_place.h"
#include "labeling/review/prediction_file.h"
#include "labeling/review/suggestions.h"
#include "training/runs/audit_run.h"
#include "training/runs/evaluation_run.h"
#include "training/runs/labelling_order_run.h"
#include "training/runs/model_export.h"
#include "training/runs/model_use.h"
#include "training/runs/training_run.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <string>

namespace touchstone::app {
namespace {

using nlohmann::json;

constexpr auto progressInterval = std::chrono::milliseconds(200);

Result<std::unique_ptr<labeling::Project>> openForReading(const json& params) {
  const auto folder = params.at("project").get<std::string>();
  return labeling::Project::open(folder,
                                 {.readOnly = true, .importFoundLabels = false, .author = {}});
}

/// Reports progress of a job, several times a second at most.
WorkContext workOf(JobId job, Wire& wire, const std::stop_token& stop) {
  auto last = std::make_shared<std::chrono::steady_clock::time_point>();
  auto lastStage = std::make_shared<std::string>();
  return {.progress =
              [job, &wire, last, lastStage](const Progress& progress) {
                const auto now = std::chrono::steady_clock::now();
                if (progress.stage == *lastStage && now - *last < progressInterval) {
                  return;
                }
                *last = now;
                *lastStage = progress.stage;
                wire.notify("progress", {{"job", job},
                                         {"stage", progress.stage},
                                         {"done", progress.done},
                                         {"total", progress.total},
                                         {"secondsLeft", progress.secondsLeft}});
              },
          .stop = stop};
}

std::function<void(const std::string&)> warningsOf(JobId job, Wire& wire) {
  return [job, &wire](const std::string& sentence) {
    wire.notify("warning", {{"job", job}, {"message", sentence}});
  };
}

json samplesJson(const std::vector<training::EpochSample>& samples) {
  json list = json::array();
  for (const training::EpochSample& sample : samples) {
    json objects = json::array();
    for (const auto& object : sample.objects) {
      objects.push_back({{"class", object.labelClass},
                         {"score", object.score},
                         {"shape", labeling::jsonOf(object.shape)}});
    }
    list.push_back({{"image", sample.image}, {"objects", std::move(objects)}});
  }
  return list;
}

training::RunObserver observerOf(JobId job, Wire& wire) {
  training::RunObserver observer;
  observer.planned = [job, &wire](const training::TrainingPlan& plan) {
    wire.notify("log", {{"job", job}, {"message", plan.sentence}});
  };
  observer.epochDone = [job, &wire](const training::EpochReport& report) {
    wire.notify("progress", {{"job", job},
                             {"stage", "epoch"},
                             {"done", report.epoch},
                             {"total", report.epochs},
                             {"secondsLeft", report.secondsLeft},
                             {"metrics",
                              {{"epoch", report.epoch},
                               {"trainLoss", report.trainLoss},
                               {"loss", report.loss},
                               {"accuracy", report.accuracy},
                               {"learningRate", report.learningRate},
                               {"samples", samplesJson(report.samples)}}}});
  };
  observer.warned = warningsOf(job, wire);
  return observer;
}

std::optional<int> foldsOf(const json& params) {
  return params.contains("folds") ? std::optional(params.at("folds").get<int>()) : std::nullopt;
}

}  // namespace

Result<json> planJob(const json& params, JobId, Wire&, const std::stop_token&) {
  const auto project = openForReading(params);
  if (!project) {
    return project.error();
  }
  const auto request = training::trainingRequestFromJson(params.dump());
  if (!request) {
    return request.error();
  }
  // A folder that was only just labelled gets its splits when the training begins.
  const auto document = withSplits((*project)->document());
  if (!document) {
    return document.error();
  }
  const training::RunInput input = runInputOf(**project);
  const auto plan = training::plan({.document = *document,
                                    .imageFolder = input.imageFolder,
                                    .cacheFolder = input.cacheFolder,
                                    .marked = input.marked},
                                   *request);
  if (!plan) {
    return plan.error();
  }
  return json{
      {"sentence", plan->sentence}, {"task", request->task},    {"backbone", plan->backbone},
      {"images", plan->images},     {"samples", plan->samples}, {"classes", plan->classes},
      {"epochs", plan->epochs},     {"size", plan->size},       {"seconds", plan->seconds}};
}

Result<json> trainJob(const json& params, JobId job, Wire& wire, const std::stop_token& stop) {
  const auto project = openForReading(params);
  if (!project) {
    return project.error();
  }
  const auto request = training::trainingRequestFromJson(params.dump());
  if (!request) {
    return request.error();
  }
  const auto run = params.at("run").get<std::string>();
  const auto trained = training::train(runInputOf(**project), *request, (*project)->runFolder(run),
                                       observerOf(job, wire), workOf(job, wire, stop));
  if (!trained) {
    return trained.error();
  }
  return json{{"run", run},
              {"task", request->task},
              {"backbone", trained->backbone},
              {"baseline", trained->baseline},
              {"metrics", trained->metrics},
              {"split", trained->split},
              {"seconds", trained->seconds},
              {"weights", trained->weights.string()},
              {"evaluation", trained->evaluation.string()},
              {"labelHash", labelHashOf((*project)->document())},
              {"cancelled", trained->cancelled}};
}

Result<json> auditJob(const json& params, JobId job, Wire& wire, const std::stop_token& stop) {
  const auto project = openForReading(params);
  if (!project) {
    return project.error();
  }
  const auto run = params.value("run", std::string());
  const auto folder =
      run.empty() ? (*project)->storeFolder() / "cache" : (*project)->runFolder(run);
  auto report = training::auditProject(runInputOf(**project),
                                       {.runFolder = run.empty() ? std::filesystem::path() : folder,
                                        .folds = foldsOf(params),
                                        .seed = params.value("seed", std::uint64_t{1}),
                                        .warned = warningsOf(job, wire)},
                                       workOf(job, wire, stop));
  if (!report) {
    return report.error();
  }
  const auto file = folder / "audit.json";
  const Status written =
      labeling::writeFileAtomically(file, toJson(*report, (*project)->document()));
  if (!written) {
    return written.error();
  }
  return json{{"report", file.string()}, {"findings", report->findings.size()}};
}

Result<json> evaluateJob(const json& params, JobId job, Wire& wire, const std::stop_token& stop) {
  const auto project = openForReading(params);
  if (!project) {
    return project.error();
  }
  const auto run = params.at("run").get<std::string>();
  const auto split = labeling::splitFromName(params.value("split", std::string("val")));
  if (!split) {
    return Error{ErrorKind::Usage, {}, "'split' is train, val or test."};
  }
  const auto folder = (*project)->runFolder(run);
  const auto report = training::evaluateRun(runInputOf(**project), folder, *split,
                                            warningsOf(job, wire), workOf(job, wire, stop));
  if (!report) {
    return report.error();
  }
  const auto file = folder / ("evaluation-" + std::string(nameOf(*split)) + ".json");
  if (const Status written = labeling::writeFileAtomically(file, toJson(*report)); !written) {
    return written.error();
  }
  return json{{"evaluation", file.string()}};
}

Result<json> predictJob(const json& params, JobId job, Wire& wire, const std::stop_token& stop) {
  const auto project = openForReading(params);
  if (!project) {
    return project.error();
  }
  const auto folder = (*project)->runFolder(params.at("run").get<std::string>());
  const auto& document = (*project)->document();
  const auto input = runInputOf(**project);
  const auto images = labeling::imagesToPredict(document);
  auto predicted = training::predictProject(input, folder, images, warningsOf(job, wire),
                                            workOf(job, wire, stop));
  if (!predicted) {
    return predicted.error();
  }
  auto ordered = training::orderForLabelling(input, images, *predicted, warningsOf(job, wire),
                                             workOf(job, wire, stop));
  if (!ordered) {
    return ordered.error();
  }
  const labeling::PredictionFile file{*std::move(ordered), *std::move(predicted)};
  const auto place = folder / "predictions.json";
  if (const Status written = labeling::writePredictions(file, document, place); !written) {
    return written.error();
  }
  return json{{"predictions", place.string()}, {"images", file.images.size()}};
}

Result<json> exportJob(const json& params, JobId, Wire&, const std::stop_token&) {
  const auto run = labeling::findRunFolder(params.at("project").get<std::string>(),
                                           params.at("run").get<std::string>());
  return training::exportModel(run, params.at("folder").get<std::string>(),
                               {.half = params.value("half", false)})
      .transform([](const std::vector<std::filesystem::path>& files) {
        json names = json::array();
        for (const auto& file : files) {
          names.push_back(file.string());
        }
        return json{{"files", names}};
      });
}

}  // namespace touchstone::app
