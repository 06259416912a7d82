#include "analysis/annotators/consensus_table.h"
#include "analysis/arrays/npy_file.h"
#include "app/cli/commands.h"
#include "app/cli/project_consensus.h"
#include "app/cli/terminal.h"
#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"

#include <CLI/CLI.hpp>

#include <cmath>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <sstream>

namespace touchstone::app {
namespace {

using analysis::AnnotatorLabels;
using analysis::Consensus;
using analysis::ConsensusMethod;

struct ConsensusArguments {
  std::string table;
  std::optional<ConsensusMethod> method;
  std::string probabilities;
  std::vector<std::string> columns;
  std::string classes;
  std::string output;
  std::string annotators;
  bool json = false;
  bool adopt = false;
};

/// Returns the lines of a text file that are not empty.
Result<std::vector<std::string>> linesOf(const std::string& file) {
  const auto text = labeling::readFile(file);
  if (!text) {
    return text.error();
  }
  std::vector<std::string> lines;
  std::istringstream stream(*text);
  for (std::string line; std::getline(stream, line);) {
    if (line.ends_with('\r')) {
      line.pop_back();
    }
    if (!line.empty()) {
      lines.push_back(line);
    }
  }
  return lines;
}

struct Input {
  AnnotatorLabels labels;
  std::optional<analysis::ProbabilityMatrix> probabilities;
};

Result<Input> readInput(const ConsensusArguments& arguments) {
  Input input;
  analysis::AnnotatorTableOptions options;
  options.columns = arguments.columns;
  if (!arguments.probabilities.empty()) {
    auto probabilities = analysis::readMatrixNpy(arguments.probabilities);
    if (!probabilities) {
      return probabilities.error();
    }
    options.modelClasses = probabilities->columns;
    input.probabilities = std::move(*probabilities);
  }
  if (!arguments.classes.empty()) {
    auto classes = linesOf(arguments.classes);
    if (!classes) {
      return classes.error();
    }
    options.classes = std::move(*classes);
  }
  auto labels = analysis::readAnnotatorTable(arguments.table, options);
  if (!labels) {
    return labels.error();
  }
  input.labels = std::move(*labels);
  if (input.probabilities) {
    const Status checked =
        analysis::checkAnnotatorProbabilities(input.labels, *input.probabilities);
    if (!checked) {
      return Error{checked.error().kind, arguments.probabilities,
                   arguments.probabilities + ": " + checked.error().message};
    }
  }
  return input;
}

std::string twoDecimals(double value) {
  const long hundredths = std::lround(value * 100);
  const std::string digits = std::to_string(std::abs(hundredths) % 100);
  return (hundredths < 0 ? "-" : "") + std::to_string(std::abs(hundredths) / 100) + '.' +
         (digits.size() < 2 ? "0" : "") + digits;
}

std::string summary(const Input& input, const Consensus& consensus) {
  std::string text = std::to_string(input.labels.items.size()) + " items, " +
                     std::to_string(input.labels.annotators.size()) + " annotators.";
  if (consensus.fleissKappa && consensus.krippendorffAlpha) {
    text += " Agreement beyond chance: Fleiss' kappa " + twoDecimals(*consensus.fleissKappa) +
            ", Krippendorff's alpha " + twoDecimals(*consensus.krippendorffAlpha) + '.';
  } else {
    text += " Agreement beyond chance cannot be told: no item has labels that could differ.";
  }
  return text;
}

Status write(const std::string& file, const std::string& text) {
  return file.empty() ? Status(Nothing{}) : labeling::writeFileAtomically(file, text);
}

/// Compares the annotators of a project. Probabilities are those of images or of nothing: what an
/// object is, only its annotators say.
void runOnProject(const ConsensusArguments& arguments, Terminal& terminal) {
  const ConsensusMethod method = arguments.method.value_or(ConsensusMethod::DawidSkene);
  const bool aboutTables = !arguments.probabilities.empty() || !arguments.columns.empty() ||
                           !arguments.classes.empty() || method == ConsensusMethod::Crowdlab;
  if (aboutTables) {
    terminal.fail({ErrorKind::Usage, arguments.table,
                   arguments.table +
                       " is a project folder: --probs, --columns, --classes and CROWDLAB are for "
                       "tables of labels."});
    return;
  }
  runProjectConsensus({.project = arguments.table,
                       .method = method,
                       .json = arguments.json,
                       .output = arguments.output,
                       .annotators = arguments.annotators,
                       .adopt = arguments.adopt},
                      terminal);
}

void runConsensus(const ConsensusArguments& arguments, Terminal& terminal) {
  if (std::filesystem::is_directory(arguments.table)) {
    runOnProject(arguments, terminal);
    return;
  }
  if (arguments.json || arguments.adopt) {
    terminal.fail({ErrorKind::Usage, arguments.table,
                   "--json and --adopt are for project folders; tables give tables: see --out."});
    return;
  }
  const auto input = readInput(arguments);
  if (!input) {
    terminal.fail(input.error());
    return;
  }
  const ConsensusMethod method = arguments.method.value_or(
      input->probabilities ? ConsensusMethod::Crowdlab : ConsensusMethod::DawidSkene);
  if (method == ConsensusMethod::DawidSkene && input->probabilities) {
    terminal.warn("Dawid–Skene judges annotators by each other: the probabilities are not used.");
  }
  const auto consensus = analysis::consensusOf(
      input->labels, method, input->probabilities ? &*input->probabilities : nullptr,
      terminal.work().stop);
  if (!consensus) {
    terminal.fail({consensus.error().kind, arguments.table,
                   arguments.table + ": " + consensus.error().message});
    return;
  }
  const std::string items = consensusTable(input->labels, *consensus);
  if (arguments.output.empty()) {
    std::cout << items;
  }
  for (const auto& [file, text] :
       {std::pair(arguments.output, items),
        std::pair(arguments.annotators, annotatorTable(input->labels, *consensus))}) {
    if (const Status written = write(file, text); !written) {
      terminal.fail(written.error());
      return;
    }
  }
  terminal.note(summary(*input, *consensus));
}

}  // namespace

void addConsensusCommand(CLI::App& commandLine, Terminal& terminal) {
  auto arguments = std::make_shared<ConsensusArguments>();
  const std::map<std::string, ConsensusMethod> methods{{"crowdlab", ConsensusMethod::Crowdlab},
                                                       {"dawid-skene", ConsensusMethod::DawidSkene},
                                                       {"majority", ConsensusMethod::Majority}};
  CLI::App* command = commandLine.add_subcommand(
      "consensus", "Find the class that several annotators mean, and how good each of them is");
  command
      ->add_option(
          "labels", arguments->table,
          "CSV: one row an item and one column an annotator, or item,annotator,label; or a "
          "project folder, whose boxes, outlines and tags are compared")
      ->required();
  command
      ->add_option("--method", arguments->method,
                   "crowdlab with probabilities, else dawid-skene, by default")
      ->transform(CLI::CheckedTransformer(methods));
  command->add_option("--probs", arguments->probabilities,
                      "A model's out-of-sample probabilities, one row an item, .npy");
  command->add_option("--columns", arguments->columns, "Columns that are annotators; default all")
      ->delimiter(',');
  command->add_option("--classes", arguments->classes,
                      "Text file: class names in the order of the probabilities, one a line");
  command->add_option("--out", arguments->output,
                      "CSV item,consensus,quality; standard output by default");
  command->add_option("--annotators", arguments->annotators,
                      "CSV annotator,labels,quality,agreement");
  command->add_flag("--json", arguments->json, "Of a project: one JSON object on stdout");
  command->add_flag("--adopt", arguments->adopt,
                    "Of a project: put the consensus in place of what each annotator drew");
  command->callback([arguments, &terminal] { runConsensus(*arguments, terminal); });
}

}  // namespace touchstone::app
