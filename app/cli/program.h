#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace touchstone::app {

class Terminal;

/// Adds the commands that compute with no network, and so need no LibTorch.
void addLightCommands(CLI::App& commandLine, Terminal& terminal);

/// Whether the command line names one of them.
[[nodiscard]] bool namesLightCommand(int argumentCount, char** arguments);

/// Runs the command that is named, one of those that `addCommands` adds, and returns the exit code.
int runCommand(int argumentCount,
               char** arguments,
               const std::function<void(CLI::App&, Terminal&)>& addCommands);

}  // namespace touchstone::app
