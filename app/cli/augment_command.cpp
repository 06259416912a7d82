#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "labeling/augmentation/augmented_project.h"
#include "labeling/augmentation/recipe_json.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <map>
#include <memory>

namespace touchstone::app {
namespace {

struct AugmentArguments {
  std::string project;
  std::string folder;
  std::string preset = "medium";
  std::string recipe;
  labeling::AugmentedProjectOptions options;
  bool json = false;
};

Result<labeling::AugmentationRecipe> recipeOf(const AugmentArguments& arguments) {
  if (!arguments.recipe.empty()) {
    return labeling::readRecipe(arguments.recipe);
  }
  return *labeling::augmentationPreset(arguments.preset);
}

Result<labeling::TransferReport> augmentProject(AugmentArguments& arguments, Terminal& terminal) {
  auto recipe = recipeOf(arguments);
  if (!recipe) {
    return recipe.error();
  }
  arguments.options.recipe = *std::move(recipe);
  const auto project = labeling::Project::open(arguments.project, {}, terminal.work());
  if (!project) {
    return project.error();
  }
  terminal.clearProgress();
  for (const std::string& notice : (*project)->notices()) {
    terminal.note(notice);
  }
  return labeling::writeAugmentedProject(**project, arguments.folder, arguments.options,
                                         terminal.work());
}

void runAugment(AugmentArguments& arguments, Terminal& terminal) {
  const auto report = augmentProject(arguments, terminal);
  if (!report) {
    terminal.fail(report.error());
    return;
  }
  for (const std::string& warning : report->warnings) {
    terminal.warn(warning);
  }
  terminal.note("Wrote " + std::to_string(report->images) + " images with " +
                std::to_string(report->annotations) + " labels to " + arguments.folder + ".");
  if (arguments.json) {
    const nlohmann::json result{{"images", report->images},
                                {"annotations", report->annotations},
                                {"folder", arguments.folder},
                                {"seed", arguments.options.seed},
                                {"warnings", report->warnings}};
    std::cout << result.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
  }
}

}  // namespace

void addAugmentCommand(CLI::App& commandLine, Terminal& terminal) {
  auto arguments = std::make_shared<AugmentArguments>();
  labeling::AugmentedProjectOptions& options = arguments->options;
  const std::map<std::string, labeling::Split> splits{{"train", labeling::Split::Train},
                                                      {"val", labeling::Split::Val},
                                                      {"test", labeling::Split::Test},
                                                      {"unassigned", labeling::Split::Unassigned}};
  CLI::App* command = commandLine.add_subcommand(
      "augment", "Write a copy of the labelled images, changed at random, with their labels");
  command->add_option("project", arguments->project, "Project folder")->required();
  command->add_option("--out", arguments->folder, "A new or empty folder")->required();
  command->add_option("--copies", options.copies, "Copies of each image")
      ->check(CLI::Range(1, 1000));
  CLI::Option* preset = command->add_option("--preset", arguments->preset, "How strongly")
                            ->check(CLI::IsMember(labeling::augmentationPresets()));
  command->add_option("--recipe", arguments->recipe, "JSON file with a strength for each kind")
      ->excludes(preset);
  command->add_option("--seed", options.seed, "Same seed, same pictures");
  command
      ->add_option("--split", options.split, "Only images of this split (else all but val, test)")
      ->transform(CLI::CheckedTransformer(splits));
  command->add_flag("--marked", options.onlyMarked,
                    "Only images with a class that was marked for augmentation in Review");
  command->add_flag("--with-originals", options.withOriginals,
                    "Also copy all images as they are, whatever their split");
  command->add_option("--backgrounds", options.backgrounds,
                      "Folder of pictures to put behind the objects");
  command->add_option("--format", options.format, "Format of the labels (else the project's)")
      ->check(CLI::IsMember(labeling::augmentedProjectFormats()));
  command->add_flag("--json", arguments->json, "One JSON object on stdout");
  command->callback([arguments, &terminal] { runAugment(*arguments, terminal); });
}

}  // namespace touchstone::app
