#include "analysis/arrays/npy_file.h"
#include "analysis/audits/confident_learning.h"
#include "analysis/audits/finding_text.h"
#include "analysis/audits/issue_estimator.h"
#include "analysis/audits/probability_check.h"
#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "labeling/formats/csv_text.h"
#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"
#include "labeling/review/decision.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iostream>
#include <limits>
#include <map>
#include <memory>
#include <optional>

namespace touchstone::app {
namespace {

using analysis::IssueEstimate;
using analysis::IssueFilter;
using analysis::QualityScore;
using analysis::ReviewedLabel;

struct LabelIssuesArguments {
  std::string labels;
  std::string probabilities;
  std::optional<IssueFilter> filter;  ///< none: estimated
  std::optional<QualityScore> score;  ///< none: the estimated probability that a label is right
  std::string output;
  std::string decisions;
  std::size_t ask = 0;
};

struct LabelledSamples {
  std::vector<int> labels;
  analysis::ProbabilityMatrix probabilities;
};

Error inFile(const std::string& file, const Error& error) {
  return {error.kind, file, file + ": " + error.message};
}

Result<LabelledSamples> readSamples(const LabelIssuesArguments& arguments) {
  const auto labels = analysis::readIntegersNpy(arguments.labels);
  if (!labels) {
    return labels.error();
  }
  auto probabilities = analysis::readMatrixNpy(arguments.probabilities);
  if (!probabilities) {
    return probabilities.error();
  }
  LabelledSamples samples;
  for (const std::int64_t label : *labels) {
    // What no int holds is out of range as well.
    samples.labels.push_back(
        static_cast<int>(std::clamp<std::int64_t>(label, -1, std::numeric_limits<int>::max())));
  }
  const Status checked = analysis::checkProbabilities(samples.labels, *probabilities);
  if (!checked) {
    return inFile(arguments.labels + " with " + arguments.probabilities, checked.error());
  }
  samples.probabilities = std::move(*probabilities);
  return samples;
}

/// Reads a table index,decision: keep says that the label is right, accept and relabel that it was
/// wrong; other decisions say nothing.
Result<std::vector<ReviewedLabel>> readDecisions(const std::string& file, std::size_t samples) {
  const auto text = labeling::readFile(file);
  if (!text) {
    return text.error();
  }
  const auto table = labeling::readCsvText(*text, file);
  if (!table) {
    return table.error();
  }
  const auto badTable = [&](const std::string& what) {
    return Error{ErrorKind::BadInput, file, file + ' ' + what};
  };
  if (table->header != std::vector<std::string>{"index", "decision"}) {
    return badTable("does not have the columns index,decision.");
  }
  std::map<std::size_t, bool> reviewed;
  for (const auto& row : table->rows) {
    std::size_t index = 0;
    const char* end = row[0].data() + row[0].size();
    if (std::from_chars(row[0].data(), end, index).ptr != end || index >= samples) {
      return badTable("names the sample “" + row[0] + "”, but samples are numbered from 0 to " +
                      std::to_string(samples - 1) + '.');
    }
    const auto decision = labeling::decisionKindFromName(row[1]);
    if (!decision) {
      return badTable("has the decision “" + row[1] +
                      "”; it is keep, accept, relabel or another that the review knows.");
    }
    if (*decision == labeling::DecisionKind::Keep || *decision == labeling::DecisionKind::Accept ||
        *decision == labeling::DecisionKind::Relabel) {
      reviewed[index] = *decision != labeling::DecisionKind::Keep;
    }
  }
  std::vector<ReviewedLabel> decisions;
  for (const auto& [sample, wrong] : reviewed) {
    decisions.push_back({.sample = sample, .wrong = wrong});
  }
  return decisions;
}

/// Appends a number and what follows it.
template <class Number>
void append(std::string& text, Number number, char next) {
  std::array<char, 32> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  text.append(digits.data(), end);
  text += next;
}

/// Gives the table to `sink` in parts.
void writeTable(const LabelledSamples& samples,
                const std::vector<double>& quality,
                const std::vector<bool>& issues,
                const labeling::ByteSink& sink) {
  constexpr std::size_t partSize = 1 << 16;
  std::string part = "index,given,suggested,quality,is_issue\n";
  for (std::size_t i = 0; i < issues.size(); ++i) {
    const auto row = samples.probabilities.row(i);
    append(part, i, ',');
    append(part, samples.labels[i], ',');
    append(part, std::max_element(row.begin(), row.end()) - row.begin(), ',');
    append(part, quality[i], ',');
    part += issues[i] ? "True\n" : "False\n";
    if (part.size() >= partSize) {
      if (!sink(part)) {
        return;
      }
      part.clear();
    }
  }
  sink(part);
}

std::string rounded(double value) {
  return std::to_string(std::lround(value));
}

/// How sure the estimate is, as two sentences.
std::string sureness(const IssueEstimate& estimate) {
  std::string text = "About " + rounded(estimate.errors) + " are wrong in all, most probably " +
                     rounded(estimate.errorsRange.low) + " to " +
                     rounded(estimate.errorsRange.high) + '.';
  if (std::find(estimate.marked.begin(), estimate.marked.end(), true) != estimate.marked.end()) {
    text += " Of the marked ones " + analysis::percent(estimate.precision) +
            " are, most probably " + analysis::percent(estimate.precisionRange.low) + " to " +
            analysis::percent(estimate.precisionRange.high) + '.';
  }
  return text;
}

/// What the estimator says, where filter or score ask for it.
struct Estimated {
  IssueEstimate estimate;
  std::vector<std::size_t> next;
};

Result<Estimated> estimated(const LabelIssuesArguments& arguments,
                            const LabelledSamples& samples,
                            const std::stop_token& stop) {
  std::vector<ReviewedLabel> reviewed;
  if (!arguments.decisions.empty()) {
    auto read = readDecisions(arguments.decisions, samples.labels.size());
    if (!read) {
      return read.error();
    }
    reviewed = std::move(*read);
  }
  const auto estimator = analysis::IssueEstimator::fit(samples.labels, samples.probabilities, stop);
  if (!estimator) {
    return estimator.error();
  }
  return Estimated{.estimate = estimator->estimate(reviewed),
                   .next = estimator->nextToReview(reviewed, arguments.ask)};
}

/// Marks, scores and writes the table; returns what is to be told.
Result<std::string> findIssues(const LabelIssuesArguments& arguments,
                               const LabelledSamples& samples,
                               const std::stop_token& stop) {
  std::optional<Estimated> estimate;
  if (!arguments.filter || !arguments.score) {
    auto made = estimated(arguments, samples, stop);
    if (!made) {
      return made.error();
    }
    estimate = std::move(*made);
  }
  const auto issues =
      arguments.filter
          ? analysis::findLabelIssues(samples.labels, samples.probabilities, *arguments.filter)
          : estimate->estimate.marked;
  std::vector<double> quality;
  if (arguments.score) {
    quality = analysis::labelQuality(samples.labels, samples.probabilities, *arguments.score);
  } else {
    for (const double wrong : estimate->estimate.wrong) {
      quality.push_back(1 - wrong);
    }
  }
  const auto write = [&](const labeling::ByteSink& sink) {
    writeTable(samples, quality, issues, sink);
  };
  if (arguments.output.empty()) {
    write([](std::string_view part) { return static_cast<bool>(std::cout << part); });
  } else if (const Status written = labeling::writeFileAtomically(arguments.output, write);
             !written) {
    return written.error();
  }
  std::string told = std::to_string(std::count(issues.begin(), issues.end(), true)) + " of " +
                     std::to_string(issues.size()) + " labels are probably wrong.";
  if (!arguments.filter) {
    told += ' ' + sureness(estimate->estimate);
  }
  for (std::size_t i = 0; estimate && i < estimate->next.size(); ++i) {
    std::cout << estimate->next[i] << '\n';
  }
  return told;
}

void runLabelIssues(const LabelIssuesArguments& arguments, Terminal& terminal) {
  if (arguments.filter && (!arguments.decisions.empty() || arguments.ask > 0)) {
    terminal.fail({ErrorKind::Usage,
                   {},
                   "Only the filter “estimated” learns from decisions and asks for some."});
    return;
  }
  if (arguments.ask > 0 && arguments.output.empty()) {
    terminal.fail({ErrorKind::Usage,
                   {},
                   "Name a file for the table with --out: standard output is for the samples to "
                   "review."});
    return;
  }
  const auto samples = readSamples(arguments);
  if (!samples) {
    terminal.fail(samples.error());
    return;
  }
  const auto told = findIssues(arguments, *samples, terminal.work().stop);
  if (!told) {
    terminal.fail(told.error());
    return;
  }
  terminal.note(*told);
}

/// Names that a command line takes, and what they mean; none stands for "estimated".
template <class Choice>
using Names = std::map<std::string, std::optional<Choice>>;

const Names<IssueFilter> filters{{"estimated", std::nullopt},
                                 {"prune_by_noise_rate", IssueFilter::PruneByNoiseRate},
                                 {"prune_by_class", IssueFilter::PruneByClass},
                                 {"both", IssueFilter::Both},
                                 {"confident_learning", IssueFilter::ConfidentLearning},
                                 {"predicted_neq_given", IssueFilter::PredictedNotGiven},
                                 {"low_normalized_margin", IssueFilter::LowNormalizedMargin},
                                 {"low_self_confidence", IssueFilter::LowSelfConfidence}};
const Names<QualityScore> scores{
    {"estimated", std::nullopt},
    {"self_confidence", QualityScore::SelfConfidence},
    {"normalized_margin", QualityScore::NormalizedMargin},
    {"confidence_weighted_entropy", QualityScore::ConfidenceWeightedEntropy}};

template <class Choice>
void addChoice(CLI::App& command,
               const std::string& option,
               std::optional<Choice>& chosen,
               const Names<Choice>& names,
               const std::string& usual,
               const std::string& description) {
  std::vector<std::string> allowed;
  for (const auto& [name, choice] : names) {
    allowed.push_back(name);
  }
  command
      .add_option_function<std::string>(
          option, [&chosen, &names](const std::string& name) { chosen = names.at(name); },
          description)
      ->check(CLI::IsMember(allowed))
      ->default_str(usual);
}

}  // namespace

void addLabelIssuesCommand(CLI::App& commandLine, Terminal& terminal) {
  auto arguments = std::make_shared<LabelIssuesArguments>();
  arguments->score = QualityScore::SelfConfidence;
  CLI::App* command =
      commandLine.add_subcommand("label-issues", "Find wrong labels in arrays, as cleanlab does");
  command->add_option("--labels", arguments->labels, "Given labels, N whole numbers, .npy")
      ->required();
  command
      ->add_option("--probs", arguments->probabilities,
                   "Out-of-sample probabilities, N rows of K, .npy")
      ->required();
  addChoice(*command, "--filter", arguments->filter, filters, "estimated",
            "Which labels are marked");
  addChoice(*command, "--score", arguments->score, scores, "self_confidence",
            "How quality is measured");
  command->add_option("--out", arguments->output, "CSV file; standard output by default");
  command->add_option("--decisions", arguments->decisions,
                      "CSV index,decision: what a person answered (keep, accept, relabel)");
  command->add_option("--ask", arguments->ask,
                      "Print so many samples whose review would tell most, one a line");
  command->callback([arguments, &terminal] { runLabelIssues(*arguments, terminal); });
}

}  // namespace touchstone::app
