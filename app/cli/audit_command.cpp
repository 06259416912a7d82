#include "analysis/audits/error_summary.h"
#include "analysis/report/stored_audit.h"
#include "app/cli/commands.h"
#include "app/cli/open_project.h"
#include "app/cli/prepared_project.h"
#include "app/cli/report_files.h"
#include "app/cli/terminal.h"
#include "training/runs/audit_run.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <memory>

namespace touchstone::app {
namespace {

struct AuditArguments {
  std::string project;
  std::string run;
  std::optional<int> folds;
  std::uint64_t seed = 1;
  ReportFiles files;
};

std::string lastFinishedRun(const labeling::Project& project) {
  std::string last;
  for (const labeling::RunRecord& run : project.runs()) {
    if (run.state == "done" || run.state == "cancelled") {
      last = run.name;
    }
  }
  return last;
}

void printSummary(const analysis::AuditReport& report) {
  std::map<std::string, int> counts;
  for (const labeling::Finding& finding : report.findings) {
    ++counts[std::string(nameOf(finding.kind))];
  }
  std::printf("%zu labels audited, %zu findings\n", report.scores.size(), report.findings.size());
  for (const auto& [kind, count] : counts) {
    std::printf("  %-16s %d\n", kind.c_str(), count);
  }
  if (report.errors) {
    const analysis::ErrorCount count = remainingErrors(*report.errors, {});
    std::printf(
        "A first guess, which decisions in Review correct: %ld labels are wrong, most "
        "probably %ld to %ld.\n",
        std::lround(count.expected), std::lround(count.range.low), std::lround(count.range.high));
  }
  const std::size_t shown = std::min<std::size_t>(report.findings.size(), 10);
  for (std::size_t i = 0; i < shown; ++i) {
    std::printf("%6lld  %s\n", static_cast<long long>(report.findings[i].id),
                report.findings[i].message.c_str());
  }
}

void runAudit(const AuditArguments& arguments, Terminal& terminal) {
  const auto project = openProject(arguments.project, terminal);
  if (!project) {
    return;
  }
  if (const Status ready = prepareForTraining(*project, terminal.work()); !ready) {
    terminal.fail(ready.error());
    return;
  }
  const std::string run = arguments.run.empty() ? lastFinishedRun(*project) : arguments.run;
  auto report = training::auditProject(
      runInputOf(*project),
      {.runFolder = run.empty() ? std::filesystem::path() : project->runFolder(run),
       .folds = arguments.folds,
       .seed = arguments.seed,
       .warned = [&terminal](const std::string& sentence) { terminal.warn(sentence); }},
      terminal.work());
  terminal.clearProgress();
  if (!report) {
    terminal.fail(report.error());
    return;
  }
  if (project->isReadOnly()) {
    terminal.warn("The project is open elsewhere, so the findings are not stored in it.");
  } else {
    if (const Status stored = analysis::storeAudit(*project, *report); !stored) {
      terminal.fail(stored.error());
      return;
    }
    report->findings = project->findings();
  }
  report->run = run;
  const Status written = writeReportFiles(arguments.files, [&](analysis::ReportForm form) {
    return analysis::auditReportText(*project, *report, form, terminal.work());
  });
  if (!written) {
    terminal.fail(written.error());
    return;
  }
  terminal.clearProgress();
  printSummary(*report);
}

}  // namespace

void addAuditCommand(CLI::App& commandLine, Terminal& terminal) {
  auto arguments = std::make_shared<AuditArguments>();
  CLI::App* command = commandLine.add_subcommand("audit", "Find what is wrong with the labels");
  command->add_option("project", arguments->project, "Project folder")->required();
  command->add_option("--run", arguments->run, "Run to audit with; the last one by default");
  command->add_option("--folds", arguments->folds, "Parts for out-of-sample predictions")
      ->check(CLI::Range(2, 100));
  command->add_option("--seed", arguments->seed, "Same seed, same folds");
  addReportOptions(*command, arguments->files);
  command->callback([arguments, &terminal] { runAudit(*arguments, terminal); });
}

}  // namespace touchstone::app
