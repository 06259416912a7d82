#include "app/cli/commands.h"
#include "app/cli/program.h"
#include "training/runtime.h"

#include <CLI/CLI.hpp>

int main(int argumentCount, char** arguments) {
  using namespace touchstone::app;
  touchstone::training::configureThreads();
  return runCommand(argumentCount, arguments, [](CLI::App& commandLine, Terminal& terminal) {
    addLightCommands(commandLine, terminal);
    addTransferCommands(commandLine, terminal);
    addBackbonesCommand(commandLine, terminal);
    addTrainCommand(commandLine, terminal);
    addEvaluateCommand(commandLine, terminal);
    addPredictCommand(commandLine, terminal);
    addEmbedCommand(commandLine, terminal);
    addAugmentCommand(commandLine, terminal);
    addAuditCommand(commandLine, terminal);
    addServeCommand(commandLine, terminal);
  });
}
