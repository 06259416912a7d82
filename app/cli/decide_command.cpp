#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "labeling/review/decide.h"

#include <CLI/CLI.hpp>

#include <iterator>
#include <memory>

namespace touchstone::app {
namespace {

using labeling::DecisionKind;
using labeling::Finding;
using labeling::Project;

struct DecideArguments {
  std::string project;
  labeling::FindingId finding = 0;
  std::string allOfKind;
  std::string decision;
  std::string chosen;
};

void decideOne(Project& project,
               const DecideArguments& arguments,
               DecisionKind kind,
               Terminal& terminal) {
  const std::optional<Finding> finding = project.finding(arguments.finding);
  if (!finding) {
    terminal.fail({ErrorKind::BadInput, arguments.project,
                   "There is no finding " + std::to_string(arguments.finding) + " in " +
                       arguments.project + "; run 'audit' to list them."});
    return;
  }
  auto edit = labeling::editForDecision(project, *finding, kind, {.chosen = arguments.chosen});
  if (!edit) {
    terminal.fail(edit.error());
    return;
  }
  if (const Status done = project.perform(std::move(*edit)); !done) {
    terminal.fail(done.error());
    return;
  }
  terminal.note(std::string(nameOf(kind)) + ": " + finding->message);
}

/// Answers every open finding of one kind in one undoable step; those on the test split are left.
void decideAll(Project& project,
               const DecideArguments& arguments,
               DecisionKind kind,
               Terminal& terminal) {
  const auto wanted = labeling::findingKindFromName(arguments.allOfKind);
  if (!wanted) {
    terminal.fail(
        {ErrorKind::Usage, {}, "'" + arguments.allOfKind + "' is not a kind of finding."});
    return;
  }
  labeling::Edit all{.name = "Decide all: " + arguments.decision, .gesture = 0, .changes = {}};
  int decided = 0;
  int left = 0;
  for (const Finding& finding : labeling::openFindings(project)) {
    if (finding.kind != *wanted) {
      continue;
    }
    auto edit = labeling::editForDecision(project, finding, kind,
                                          {.chosen = arguments.chosen, .batch = true});
    if (!edit) {
      ++left;
      continue;
    }
    std::move(edit->changes.begin(), edit->changes.end(), std::back_inserter(all.changes));
    ++decided;
  }
  if (const Status done = project.perform(std::move(all)); !done) {
    terminal.fail(done.error());
    return;
  }
  terminal.note("Decided " + std::to_string(decided) + " findings: " + arguments.decision + '.');
  if (left > 0) {
    terminal.note(std::to_string(left) +
                  " were left: they have no suggestion, or are on the test split, whose labels "
                  "are only changed one at a time.");
  }
}

void runDecide(const DecideArguments& arguments, Terminal& terminal) {
  const auto kind = labeling::decisionKindFromName(arguments.decision);
  if (!kind) {
    terminal.fail({ErrorKind::Usage,
                   {},
                   "'" + arguments.decision +
                       "' is not a decision: accept, relabel, keep, exclude, augment, collect or "
                       "later."});
    return;
  }
  const auto project = Project::open(arguments.project, {}, terminal.work());
  if (!project) {
    terminal.fail(project.error());
    return;
  }
  if (arguments.allOfKind.empty()) {
    decideOne(**project, arguments, *kind, terminal);
  } else {
    decideAll(**project, arguments, *kind, terminal);
  }
  if (const Status synced = (*project)->syncLabelFiles(); !synced) {
    terminal.fail(synced.error());
  }
}

}  // namespace

void addDecideCommand(CLI::App& commandLine, Terminal& terminal) {
  auto arguments = std::make_shared<DecideArguments>();
  CLI::App* command = commandLine.add_subcommand("decide", "Answer a finding, as the review does");
  command->add_option("project", arguments->project, "Project folder")->required();
  CLI::Option* one = command->add_option("--finding", arguments->finding, "Id of the finding");
  CLI::Option* all =
      command->add_option("--all", arguments->allOfKind, "Every open finding of this kind")
          ->excludes(one);
  command
      ->add_option("--decision", arguments->decision,
                   "accept, relabel, keep, exclude, augment, collect or later")
      ->required();
  command->add_option("--class", arguments->chosen, "The right class, for relabel");
  command->callback([arguments, one, all, &terminal] {
    if (one->count() + all->count() == 0) {
      terminal.fail({ErrorKind::Usage, {}, "Say which finding: --finding ID or --all KIND."});
      return;
    }
    runDecide(*arguments, terminal);
  });
}

}  // namespace touchstone::app
