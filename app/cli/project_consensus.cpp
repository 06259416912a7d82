#include "app/cli/project_consensus.h"

#include "analysis/consistency/consensus_adoption.h"
#include "analysis/report/object_consensus_report.h"
#include "app/cli/open_project.h"
#include "app/cli/terminal.h"
#include "labeling/formats/text.h"
#include "labeling/project/atomic_file.h"

#include <cmath>
#include <iostream>

namespace touchstone::app {
namespace {

using analysis::ObjectConsensus;

std::string shortText(const std::optional<double>& number) {
  return number ? labeling::textOf(std::round(*number * 100) / 100) : "undefined";
}

std::string summaryOf(const ObjectConsensus& consensus) {
  std::string text = std::to_string(consensus.objects.size()) + " objects, " +
                     std::to_string(consensus.annotators.size()) +
                     " annotators. Agreement beyond chance on classes, not to draw being one: "
                     "Krippendorff's alpha " +
                     shortText(consensus.krippendorffAlpha) + '.';
  for (const auto& pair : consensus.pairs) {
    text += "\n  " + analysis::annotatorText(pair.first) + " and " +
            analysis::annotatorText(pair.second) + ": images " + std::to_string(pair.images) +
            ", objects of both " + std::to_string(pair.matched) + ", mean overlap " +
            shortText(pair.overlap) + ", F1 " + shortText(pair.f1) + ", kappa " +
            shortText(pair.kappa);
  }
  return text;
}

void adopt(const analysis::SharedObjects& shared,
           const ObjectConsensus& consensus,
           labeling::Project& project,
           Terminal& terminal) {
  analysis::ConsensusAdoption adoption = consensusAdoption(project.document(), shared, consensus);
  Status done = project.perform(std::move(adoption.edit));
  done = done ? project.syncLabelFiles() : done;
  if (!done) {
    terminal.fail(done.error());
    return;
  }
  terminal.note(std::to_string(adoption.drawn) + " labels on " + std::to_string(adoption.images) +
                " images became " + std::to_string(adoption.adopted) +
                "; things that are not there: " + std::to_string(adoption.dismissed) +
                ". Undo in the workbench takes it back.");
}

}  // namespace

void runProjectConsensus(const ProjectConsensusArguments& arguments, Terminal& terminal) {
  const auto project = openProject(arguments.project, terminal);
  if (!project) {
    return;
  }
  const labeling::Document& document = project->document();
  const analysis::SharedObjects shared = analysis::sharedObjects(document, terminal.work().stop);
  const auto consensus =
      analysis::objectConsensus(document, shared, arguments.method, terminal.work().stop);
  if (!consensus) {
    terminal.fail({consensus.error().kind, arguments.project,
                   arguments.project + ": " + consensus.error().message});
    return;
  }
  const std::string table = objectTable(*consensus, document);
  if (arguments.json) {
    std::cout << toJson(*consensus, document) << '\n';
  } else if (arguments.output.empty()) {
    std::cout << table;
  }
  for (const auto& [file, text] : {std::pair(arguments.output, table),
                                   std::pair(arguments.annotators, annotatorTable(*consensus))}) {
    if (file.empty()) {
      continue;
    }
    if (const Status written = labeling::writeFileAtomically(file, text); !written) {
      terminal.fail(written.error());
      return;
    }
  }
  terminal.note(summaryOf(*consensus));
  if (arguments.adopt) {
    adopt(shared, *consensus, *project, terminal);
  }
}

}  // namespace touchstone::app
