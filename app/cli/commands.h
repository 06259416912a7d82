#pragma once

namespace CLI {
class App;
}

namespace touchstone::app {

class Terminal;

/// Each adds one or more subcommands to the command line; their callbacks run the command and
/// leave the exit code in the terminal, which outlives the parsing.
void addSampleCommand(CLI::App& commandLine, Terminal& terminal);
void addTransferCommands(CLI::App& commandLine, Terminal& terminal);
void addStatsCommand(CLI::App& commandLine, Terminal& terminal);
void addBackbonesCommand(CLI::App& commandLine, Terminal& terminal);
void addTrainCommand(CLI::App& commandLine, Terminal& terminal);
void addEvaluateCommand(CLI::App& commandLine, Terminal& terminal);
void addPredictCommand(CLI::App& commandLine, Terminal& terminal);
void addEmbedCommand(CLI::App& commandLine, Terminal& terminal);
void addAugmentCommand(CLI::App& commandLine, Terminal& terminal);
void addAuditCommand(CLI::App& commandLine, Terminal& terminal);
void addReportCommand(CLI::App& commandLine, Terminal& terminal);
void addDecideCommand(CLI::App& commandLine, Terminal& terminal);
void addConsensusCommand(CLI::App& commandLine, Terminal& terminal);
void addLabelIssuesCommand(CLI::App& commandLine, Terminal& terminal);
void addServeCommand(CLI::App& commandLine, Terminal& terminal);

}  // namespace touchstone::app
