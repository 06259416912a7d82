#include "app/cli/commands.h"
#include "app/cli/interruption.h"
#include "app/cli/terminal.h"
#include "training/runtime.h"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <unistd.h>

namespace {

/// OpenMP reads its environment when it is loaded, before main: start again with threads that sleep
/// while they wait, or two busy cores make every small matrix product ten times slower.
void waitPassively(char** arguments) {
  if (std::getenv("OMP_WAIT_POLICY") == nullptr) {
    setenv("OMP_WAIT_POLICY", "passive", 1);
    execv("/proc/self/exe", arguments);
  }
}

}  // namespace

int main(int argumentCount, char** arguments) {
  using namespace touchstone::app;
  waitPassively(arguments);
  const Interruption interruption;
  Terminal terminal(interruption.token());
  touchstone::training::configureThreads();

  CLI::App commandLine{"Touchstone: label images, train a model, find what is wrong, fix it."};
  commandLine.name("touchstone-cli");
  commandLine.require_subcommand(1);
  commandLine.set_version_flag("--version", "touchstone " TOUCHSTONE_VERSION);
  addSampleCommand(commandLine, terminal);
  addTransferCommands(commandLine, terminal);
  addStatsCommand(commandLine, terminal);
  addBackbonesCommand(commandLine, terminal);
  addTrainCommand(commandLine, terminal);
  addEvaluateCommand(commandLine, terminal);
  addPredictCommand(commandLine, terminal);
  addEmbedCommand(commandLine, terminal);
  addAugmentCommand(commandLine, terminal);
  addAuditCommand(commandLine, terminal);
  addReportCommand(commandLine, terminal);
  addDecideCommand(commandLine, terminal);
  addConsensusCommand(commandLine, terminal);
  addLabelIssuesCommand(commandLine, terminal);
  addServeCommand(commandLine, terminal);

  try {
    commandLine.parse(argumentCount, arguments);
  } catch (const CLI::ParseError& error) {
    return commandLine.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::Usage);
  } catch (const std::exception& error) {
    terminal.fail({touchstone::ErrorKind::Failed, {}, error.what()});
  }
  return terminal.exitCode();
}
