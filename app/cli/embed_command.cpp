#include "analysis/arrays/npy_file.h"
#include "app/cli/commands.h"
#include "app/cli/open_project.h"
#include "app/cli/prepared_project.h"
#include "app/cli/terminal.h"
#include "labeling/project/atomic_file.h"
#include "training/runs/model_use.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace touchstone::app {
namespace {

struct EmbedArguments {
  std::string project;
  std::string backbone;
  std::string output;
};

void runEmbed(const EmbedArguments& arguments, Terminal& terminal) {
  const auto project = openProject(arguments.project, terminal);
  if (!project) {
    return;
  }
  const auto embedding = training::embedProject(
      runInputOf(*project), arguments.backbone,
      [&terminal](const std::string& sentence) { terminal.warn(sentence); }, terminal.work());
  terminal.clearProgress();
  if (!embedding) {
    terminal.fail(embedding.error());
    return;
  }
  std::string names;
  for (const std::string& path : embedding->images) {
    names += path + '\n';
  }
  const std::filesystem::path list =
      std::filesystem::path(arguments.output).replace_extension(".txt");
  if (const Status written = labeling::writeFileAtomically(list, names); !written) {
    terminal.fail(written.error());
    return;
  }
  const Status written = analysis::writeMatrixNpy(arguments.output, embedding->features);
  if (!written) {
    terminal.fail(written.error());
    return;
  }
  terminal.note("Wrote " + std::to_string(embedding->features.rows) + " × " +
                std::to_string(embedding->features.columns) + " features to " + arguments.output +
                " and their order to " + list.string());
}

}  // namespace

void addEmbedCommand(CLI::App& commandLine, Terminal& terminal) {
  auto arguments = std::make_shared<EmbedArguments>();
  CLI::App* command =
      commandLine.add_subcommand("embed", "Write the features of all images as an array");
  command->add_option("project", arguments->project, "Project folder")->required();
  command->add_option("--backbone", arguments->backbone, "A name of 'backbones list' or a file");
  command->add_option("--out", arguments->output, "File ending in .npy")->required();
  command->callback([arguments, &terminal] { runEmbed(*arguments, terminal); });
}

}  // namespace touchstone::app
