#include "app/cli/commands.h"
#include "app/cli/engine/engine.h"
#include "app/cli/engine/line_reader.h"
#include "app/cli/engine/wire.h"
#include "app/cli/terminal.h"

#include <CLI/CLI.hpp>

#include <unistd.h>

namespace touchstone::app {
namespace {

constexpr std::size_t longestLine = 16 << 20;

}  // namespace

void addServeCommand(CLI::App& commandLine, Terminal& terminal) {
  CLI::App* command =
      commandLine.add_subcommand("serve", "The engine: JSON-RPC 2.0 lines on stdin and stdout");
  command->callback([&terminal] {
    Wire wire;
    Engine engine(wire);
    LineReader requests(STDIN_FILENO, longestLine, terminal.work().stop);
    while (const std::optional<std::string> line = requests.next()) {
      engine.handle(*line);
    }
  });
}

}  // namespace touchstone::app
