#include "app/cli/program.h"

#include "app/cli/commands.h"
#include "app/cli/interruption.h"
#include "app/cli/terminal.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <exception>

namespace touchstone::app {

void addLightCommands(CLI::App& commandLine, Terminal& terminal) {
  addSampleCommand(commandLine, terminal);
  addStatsCommand(commandLine, terminal);
  addReportCommand(commandLine, terminal);
  addDecideCommand(commandLine, terminal);
  addConsensusCommand(commandLine, terminal);
  addLabelIssuesCommand(commandLine, terminal);
}

bool namesLightCommand(int argumentCount, char** arguments) {
  Terminal terminal({});
  CLI::App commandLine;
  addLightCommands(commandLine, terminal);
  const auto commands = commandLine.get_subcommands([](const CLI::App*) { return true; });
  return argumentCount > 1 &&
         std::any_of(commands.begin(), commands.end(), [&](const CLI::App* command) {
           return command->get_name() == arguments[1];
         });
}

int runCommand(int argumentCount,
               char** arguments,
               const std::function<void(CLI::App&, Terminal&)>& addCommands) {
  const Interruption interruption;
  Terminal terminal(interruption.token());
  CLI::App commandLine{"Touchstone: label images, train a model, find what is wrong, fix it."};
  commandLine.name("touchstone-cli");
  commandLine.require_subcommand(1);
  commandLine.set_version_flag("--version", "touchstone " TOUCHSTONE_VERSION);
  addCommands(commandLine, terminal);
  try {
    commandLine.parse(argumentCount, arguments);
  } catch (const CLI::ParseError& error) {
    return commandLine.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::Usage);
  } catch (const std::exception& error) {
    terminal.fail({ErrorKind::Failed, {}, error.what()});
  }
  return terminal.exitCode();
}

}  // namespace touchstone::app
