#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "labeling/sample/sample_project.h"

#include <CLI/CLI.hpp>

#include <map>
#include <memory>

namespace touchstone::app {
namespace {

struct SampleArguments {
  std::string folder;
  labeling::SampleOptions options;
};

}  // namespace

void addSampleCommand(CLI::App& commandLine, Terminal& terminal) {
  auto arguments = std::make_shared<SampleArguments>();
  CLI::App* command = commandLine.add_subcommand("sample", "Write the built-in sample project");
  const std::map<std::string, labeling::SampleTask> tasks{
      {"classify", labeling::SampleTask::Classify},
      {"detect", labeling::SampleTask::Detect},
      {"segment", labeling::SampleTask::Segment}};
  command->add_option("folder", arguments->folder, "A new or empty folder")->required();
  command->add_option("--task", arguments->options.task, "What the labels are for")
      ->transform(CLI::CheckedTransformer(tasks));
  command->add_option("--images", arguments->options.images, "Number of pictures")
      ->check(CLI::Range(1, 100000));
  command->add_option("--seed", arguments->options.seed, "Same seed, same pictures");
  command
      ->add_option("--label-errors", arguments->options.labelErrors,
                   "Share of the labels made wrong on purpose; listed in planted.json")
      ->check(CLI::Range(0.0, 0.9));
  command
      ->add_option("--defects", arguments->options.defects,
                   "Share of the pictures that are dark, light, blurred or altered copies of "
                   "others; listed in planted.json")
      ->check(CLI::Range(0.0, 0.5));
  command->callback([arguments, &terminal] {
    const Status written =
        labeling::writeSampleProject(arguments->folder, arguments->options, terminal.work());
    if (!written) {
      terminal.fail(written.error());
      return;
    }
    terminal.note("Wrote " + std::to_string(arguments->options.images) + " pictures to " +
                  arguments->folder);
  });
}

}  // namespace touchstone::app
