#include "app/cli/commands.h"
#include "app/cli/prepared_project.h"
#include "app/cli/terminal.h"
#include "labeling/images/image_reader.h"
#include "labeling/project/atomic_file.h"
#include "labeling/project/store_place.h"
#include "labeling/review/suggestions.h"
#include "training/runs/labelling_order_run.h"
#include "training/runs/model_use.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>

namespace touchstone::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

struct PredictArguments {
  std::vector<std::string> inputs;
  std::string project;
  std::string run;
  std::string output;
  bool intoProject = false;
  bool json = false;
};

json predictionJson(const training::Prediction& prediction) {
  return {{"image", prediction.image.string()},
          {"class", prediction.predicted},
          {"confidence", prediction.probabilities.at(prediction.predicted)},
          {"probabilities", prediction.probabilities}};
}

/// Returns where the run's folder is: in the project that was named, or a path of its own.
fs::path runFolderOf(const PredictArguments& arguments, const fs::path& project) {
  if (fs::is_directory(arguments.run)) {
    return arguments.run;
  }
  return labeling::findRunFolder(project, arguments.run);
}

Result<std::vector<training::Prediction>> predictions(const PredictArguments& arguments,
                                                      Terminal& terminal) {
  const auto warned = [&terminal](const std::string& sentence) { terminal.warn(sentence); };
  const fs::path first = arguments.inputs.front();
  if (fs::is_directory(first)) {
    const auto project = labeling::Project::open(first, {}, terminal.work());
    if (!project) {
      return project.error();
    }
    std::vector<fs::path> images;
    for (const auto& [id, image] : (*project)->document().images()) {
      images.push_back(first / image.path);
    }
    const fs::path folder = fs::is_directory(arguments.run) ? fs::path(arguments.run)
                                                            : (*project)->runFolder(arguments.run);
    return training::predictImages(folder, images, warned, terminal.work());
  }
  return training::predictImages(runFolderOf(arguments, arguments.project),
                                 {arguments.inputs.begin(), arguments.inputs.end()}, warned,
                                 terminal.work());
}

/// Lets the model predict and keeps what it says as suggestions of the project.
Result<std::size_t> suggest(const PredictArguments& arguments, Terminal& terminal) {
  const auto project = labeling::Project::open(arguments.inputs.front(), {}, terminal.work());
  if (!project) {
    return project.error();
  }
  const auto images = labeling::imagesToPredict((*project)->document());
  const auto warned = [&terminal](const std::string& sentence) { terminal.warn(sentence); };
  const auto input = runInputOf(**project);
  auto predicted = training::predictProject(input, (*project)->runFolder(arguments.run), images,
                                            warned, terminal.work());
  if (!predicted) {
    return predicted.error();
  }
  const auto ordered =
      training::orderForLabelling(input, images, *predicted, warned, terminal.work());
  if (!ordered) {
    return ordered.error();
  }
  return (*project)->replacePredictions(*ordered, *std::move(predicted)).transform([&](Nothing) {
    return images.size();
  });
}

void runPredict(const PredictArguments& arguments, Terminal& terminal) {
  if (arguments.intoProject) {
    const auto images = suggest(arguments, terminal);
    terminal.clearProgress();
    if (!images) {
      terminal.fail(images.error());
    } else {
      std::printf("%zu images have suggestions now; open the project to answer them.\n", *images);
    }
    return;
  }
  const auto predicted = predictions(arguments, terminal);
  terminal.clearProgress();
  if (!predicted) {
    terminal.fail(predicted.error());
    return;
  }
  json rows = json::array();
  for (const training::Prediction& prediction : *predicted) {
    rows.push_back(predictionJson(prediction));
  }
  if (!arguments.output.empty()) {
    if (const Status written = labeling::writeFileAtomically(arguments.output, rows.dump(1));
        !written) {
      terminal.fail(written.error());
      return;
    }
  }
  if (arguments.json) {
    std::cout << rows.dump() << '\n';
    return;
  }
  for (const training::Prediction& prediction : *predicted) {
    std::printf("%-20s %.3f  %s\n", prediction.predicted.c_str(),
                prediction.probabilities.at(prediction.predicted), prediction.image.c_str());
  }
}

}  // namespace

void addPredictCommand(CLI::App& commandLine, Terminal& terminal) {
  auto arguments = std::make_shared<PredictArguments>();
  CLI::App* command = commandLine.add_subcommand("predict", "Let a run classify images");
  command->add_option("inputs", arguments->inputs, "A project folder, or image files")->required();
  command->add_option("--run", arguments->run, "Run of the project, or a run's folder")->required();
  command->add_option("--project", arguments->project, "Project of the run, for image files");
  command->add_option("--out", arguments->output, "File for the predictions as JSON");
  command->add_flag("--into-project", arguments->intoProject,
                    "Keep the predictions in the project, as suggestions to answer");
  command->add_flag("--json", arguments->json, "JSON on stdout");
  command->callback([arguments, &terminal] { runPredict(*arguments, terminal); });
}

}  // namespace touchstone::app
