#include "app/cli/mturk_export.h"

#include "analysis/annotators/mturk_decisions.h"
#include "app/cli/queried_images.h"
#include "app/cli/terminal.h"
#include "labeling/formats/mturk_task.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <map>

namespace touchstone::app {

CLI::App* addMturkOptions(CLI::App& command, MturkArguments& arguments) {
  const std::map<std::string, analysis::MturkReference> references{
      {"labels", analysis::MturkReference::Labels},
      {"consensus", analysis::MturkReference::Consensus}};
  CLI::App* group = command.add_option_group(
      "mturk", "Mechanical Turk: a question, or the decisions on the answers (--results)");
  auto* task = group->add_option("--task", arguments.task, "What is asked; default: as the labels")
                   ->check(CLI::IsMember({"classify", "detect", "segment"}));
  auto* prefix =
      group->add_option("--url-prefix", arguments.urlPrefix, "Web address of the project's folder");
  auto* query = group->add_option("--query", arguments.query,
                                  "Only these images: \"state:unlabelled\"; default all");
  auto* results = group->add_option("--results", arguments.results,
                                    "Results of a batch: write a copy that approves or rejects");
  for (CLI::Option* option : {task, prefix, query}) {
    option->excludes(results);
  }
  group
      ->add_option("--against", arguments.review.reference,
                   "Compare with the checked labels (default) or the workers' consensus")
      ->transform(CLI::CheckedTransformer(references))
      ->needs(results);
  group
      ->add_option("--min-iou", arguments.review.minimumOverlap,
                   "Overlap from which two shapes are one object")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1.0))
      ->needs(results);
  group
      ->add_option("--min-agreement", arguments.review.minimumAgreement,
                   "Share of common objects from which an answer is approved")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1.0))
      ->needs(results);
  group->add_option("--file-column", arguments.imageColumn, "Results: column with the image")
      ->needs(results);
  return group;
}

Result<labeling::TransferReport> exportMturkTask(const labeling::Project& project,
                                                 const MturkArguments& arguments,
                                                 const std::filesystem::path& destination) {
  labeling::MturkTaskOptions options{.task = arguments.task, .urlPrefix = arguments.urlPrefix};
  if (!arguments.query.empty()) {
    auto images = queriedImages(project, arguments.query);
    if (!images) {
      return images.error();
    }
    options.images = *std::move(images);
  }
  return writeMturkTask(project.document(), destination, options);
}

void runMturkReview(const labeling::Project& project,
                    const MturkArguments& arguments,
                    const std::filesystem::path& destination,
                    bool json,
                    Terminal& terminal) {
  const auto decisions = analysis::writeMturkDecisions(
      project.document(), {.file = arguments.results, .imageColumn = arguments.imageColumn},
      destination, arguments.review, terminal.work());
  if (!decisions) {
    terminal.fail(decisions.error());
    return;
  }
  const analysis::MturkReview& review = decisions->review;
  for (const std::string& warning : review.warnings) {
    terminal.warn(warning);
  }
  terminal.note(summaryOf(*decisions));
  if (json) {
    std::cout << nlohmann::json{{"file", decisions->file.string()}, {"approved", review.approved},
                                {"rejected", review.rejected},      {"open", review.open},
                                {"decided", review.decided},        {"warnings", review.warnings}}
                     .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
              << '\n';
  }
}

}  // namespace touchstone::app
