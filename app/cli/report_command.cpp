#include "app/cli/commands.h"
#include "app/cli/open_project.h"
#include "app/cli/report_files.h"
#include "app/cli/terminal.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace touchstone::app {
namespace {

struct ReportArguments {
  std::string project;
  analysis::ReportSubject subject;
  ReportFiles files;
};

void runReport(const ReportArguments& arguments, Terminal& terminal) {
  const ReportFiles& files = arguments.files;
  if (files.json.empty() && files.html.empty() && files.csv.empty()) {
    terminal.fail({ErrorKind::Usage, {}, "Name a file with --html, --json or --csv."});
    return;
  }
  const auto project = openProject(arguments.project, terminal);
  if (!project) {
    return;
  }
  const Status written = writeReportFiles(files, [&](analysis::ReportForm form) {
    return analysis::projectReport(*project, arguments.subject, form, terminal.work());
  });
  terminal.clearProgress();
  if (!written) {
    terminal.fail(written.error());
  }
}

}  // namespace

void addReportCommand(CLI::App& commandLine, Terminal& terminal) {
  auto arguments = std::make_shared<ReportArguments>();
  CLI::App* command = commandLine.add_subcommand(
      "report", "Write a report on the last audit, on one training, or on what a round brought");
  command->add_option("project", arguments->project, "Project folder")->required();
  auto* run = command->add_option("--run", arguments->subject.run, "Run, such as 0001");
  auto* round =
      command->add_option("--round", arguments->subject.round, "Round, beside the one before it");
  command->add_option("--after", arguments->subject.earlier, "Earlier round to compare it with")
      ->needs(round);
  round->excludes(run);
  addReportOptions(*command, arguments->files);
  command->callback([arguments, &terminal] { runReport(*arguments, terminal); });
}

}  // namespace touchstone::app
