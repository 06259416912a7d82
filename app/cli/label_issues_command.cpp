#include "analysis/arrays/npy_file.h"
#include "analysis/audits/confident_learning.h"
#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "labeling/project/atomic_file.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iostream>
#include <map>
#include <memory>

namespace touchstone::app {
namespace {

using analysis::IssueFilter;
using analysis::QualityScore;

struct LabelIssuesArguments {
  std::string labels;
  std::string probabilities;
  IssueFilter filter = IssueFilter::PruneByNoiseRate;
  QualityScore score = QualityScore::SelfConfidence;
  std::string output;
};

/// Returns the labels as class indices. Errors: another length than the probabilities, a label
/// without a column, a row that is no distribution.
Result<std::vector<int>> checkedLabels(const LabelIssuesArguments& arguments,
                                       const std::vector<std::int64_t>& labels,
                                       const analysis::ProbabilityMatrix& probabilities) {
  if (labels.size() != probabilities.rows) {
    return Error{ErrorKind::BadInput, arguments.labels,
                 arguments.labels + " has " + std::to_string(labels.size()) + " labels, but " +
                     arguments.probabilities + " has " + std::to_string(probabilities.rows) +
                     " rows; they have to be of the same samples."};
  }
  const double tolerance = 1e-3;
  std::vector<int> indices(labels.size());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] < 0 || labels[i] >= static_cast<std::int64_t>(probabilities.columns)) {
      return Error{ErrorKind::BadInput, arguments.labels,
                   "Label " + std::to_string(labels[i]) + " of sample " + std::to_string(i) +
                       " in " + arguments.labels + " has no column among the " +
                       std::to_string(probabilities.columns) + " of " + arguments.probabilities +
                       '.'};
    }
    double sum = 0;
    for (const double p : probabilities.row(i)) {
      sum += p;
    }
    if (!(std::abs(sum - 1) <= tolerance)) {
      return Error{ErrorKind::BadInput, arguments.probabilities,
                   "The probabilities of sample " + std::to_string(i) + " in " +
                       arguments.probabilities + " do not sum to 1; normalise its row."};
    }
    indices[i] = static_cast<int>(labels[i]);
  }
  return indices;
}

std::string tableOf(const std::vector<int>& labels,
                    const analysis::ProbabilityMatrix& probabilities,
                    const std::vector<double>& quality,
                    const std::vector<bool>& issues) {
  std::string text = "index,given,suggested,quality,is_issue\n";
  std::array<char, 32> number{};
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto row = probabilities.row(i);
    const auto suggested = std::max_element(row.begin(), row.end()) - row.begin();
    const auto [end, error] =
        std::to_chars(number.data(), number.data() + number.size(), quality[i]);
    text += std::to_string(i) + ',' + std::to_string(labels[i]) + ',' + std::to_string(suggested) +
            ',' + std::string(number.data(), end) + ',' + (issues[i] ? "True" : "False") + '\n';
  }
  return text;
}

void runLabelIssues(const LabelIssuesArguments& arguments, Terminal& terminal) {
  const auto rawLabels = analysis::readIntegersNpy(arguments.labels);
  if (!rawLabels) {
    terminal.fail(rawLabels.error());
    return;
  }
  const auto probabilities = analysis::readMatrixNpy(arguments.probabilities);
  if (!probabilities) {
    terminal.fail(probabilities.error());
    return;
  }
  const auto labels = checkedLabels(arguments, *rawLabels, *probabilities);
  if (!labels) {
    terminal.fail(labels.error());
    return;
  }
  const std::vector<double> quality =
      analysis::labelQuality(*labels, *probabilities, arguments.score);
  const std::vector<bool> issues =
      analysis::findLabelIssues(*labels, *probabilities, arguments.filter);
  const std::string table = tableOf(*labels, *probabilities, quality, issues);
  if (arguments.output.empty()) {
    std::cout << table;
  } else if (const Status written = labeling::writeFileAtomically(arguments.output, table);
             !written) {
    terminal.fail(written.error());
    return;
  }
  terminal.note(std::to_string(std::count(issues.begin(), issues.end(), true)) + " of " +
                std::to_string(labels->size()) + " labels are probably wrong.");
}

}  // namespace

void addLabelIssuesCommand(CLI::App& commandLine, Terminal& terminal) {
  auto arguments = std::make_shared<LabelIssuesArguments>();
  const std::map<std::string, IssueFilter> filters{
      {"prune_by_noise_rate", IssueFilter::PruneByNoiseRate},
      {"prune_by_class", IssueFilter::PruneByClass},
      {"both", IssueFilter::Both},
      {"confident_learning", IssueFilter::ConfidentLearning},
      {"predicted_neq_given", IssueFilter::PredictedNotGiven},
      {"low_normalized_margin", IssueFilter::LowNormalizedMargin},
      {"low_self_confidence", IssueFilter::LowSelfConfidence}};
  const std::map<std::string, QualityScore> scores{
      {"self_confidence", QualityScore::SelfConfidence},
      {"normalized_margin", QualityScore::NormalizedMargin},
      {"confidence_weighted_entropy", QualityScore::ConfidenceWeightedEntropy}};
  CLI::App* command =
      commandLine.add_subcommand("label-issues", "Find wrong labels in arrays, as cleanlab does");
  command->add_option("--labels", arguments->labels, "Given labels, N whole numbers, .npy")
      ->required();
  command
      ->add_option("--probs", arguments->probabilities,
                   "Out-of-sample probabilities, N rows of K, .npy")
      ->required();
  command->add_option("--filter", arguments->filter, "Which labels are marked")
      ->transform(CLI::CheckedTransformer(filters));
  command->add_option("--score", arguments->score, "How quality is measured")
      ->transform(CLI::CheckedTransformer(scores));
  command->add_option("--out", arguments->output, "CSV file; standard output by default");
  command->callback([arguments, &terminal] { runLabelIssues(*arguments, terminal); });
}

}  // namespace touchstone::app
