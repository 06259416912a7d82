#include "app/cli/engine/jobs.h"
#include "labeling/formats/source_files.h"
#include "labeling/project/store_place.h"
#include "training/explain/explanation.h"

#include <nlohmann/json.hpp>

namespace touchstone::app {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

/// What is asked about, and where the answer's picture goes.
struct Question {
  fs::path runFolder;
  training::ExplainRequest request;
  fs::path picture;
};

json toJson(const labeling::Box& box) {
  return {box.x0, box.y0, box.x1, box.y1};
}

/// The files of a project are named without opening it: the answer must not wait for a large store.
Result<Question> questionOf(const json& params, JobId job) {
  const fs::path project = params.at("project").get<std::string>();
  const auto name = params.at("image").get<std::string>();
  const auto image = labeling::safeRelativePath(name);
  const auto run = fs::path(params.at("run").get<std::string>()).filename();
  if (!image) {
    return Error{ErrorKind::Usage, name, name + " is outside the project."};
  }
  Question question;
  question.runFolder = labeling::findRunFolder(project, run);
  question.request.image = project / *image;
  question.request.className = params.value("class", std::string());
  if (params.contains("box")) {
    const auto corners = params["box"].get<std::array<double, 4>>();
    question.request.box = labeling::Box{corners[0], corners[1], corners[2], corners[3]};
  }
  question.picture = question.runFolder.parent_path().parent_path() / "cache" /
                     ("explain-" + std::to_string(job) + ".png");
  std::error_code ignored;
  fs::create_directories(question.picture.parent_path(), ignored);
  return question;
}

}  // namespace

Result<json> explainJob(const json& params, JobId job, Wire&, const std::stop_token&) {
  const auto question = questionOf(params, job);
  if (!question) {
    return question.error();
  }
  return training::explainPrediction(question->runFolder, question->request, question->picture)
      .transform([](const training::Explanation& explanation) {
        return json{{"class", explanation.className},
                    {"probability", explanation.probability},
                    {"predicted", explanation.predicted},
                    {"area", toJson(explanation.area)},
                    {"heat", explanation.heat.string()}};
      });
}

Result<json> featuresJob(const json& params, JobId job, Wire&, const std::stop_token&) {
  const auto question = questionOf(params, job);
  if (!question) {
    return question.error();
  }
  return training::featureMaps(question->runFolder, question->request,
                               params.at("stage").get<int>(), question->picture)
      .transform([](const training::FeatureMaps& maps) {
        return json{{"stage", maps.stage},         {"stages", maps.stages},
                    {"maps", maps.maps},           {"width", maps.width},
                    {"height", maps.height},       {"columns", maps.columns},
                    {"sheet", maps.sheet.string()}};
      });
}

}  // namespace touchstone::app
