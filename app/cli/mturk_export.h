#pragma once

#include "analysis/annotators/mturk_review.h"
#include "labeling/formats/transfer_report.h"
#include "labeling/project/project.h"
#include "labeling/result.h"

#include <filesystem>
#include <string>

namespace CLI {
class App;
}

namespace touchstone::app {

class Terminal;

/// What `export --format mturk` writes: a question for workers or, with results, the decisions on
/// their answers.
struct MturkArguments {
  std::string task;
  std::string urlPrefix;
  std::string query;
  std::string results;
  std::string imageColumn;
  analysis::MturkReviewOptions review;
};

/// Adds the options to the command `export`; the group is returned so that it can be told whether
/// any of them was given.
CLI::App* addMturkOptions(CLI::App& command, MturkArguments& arguments);

/// Writes the decisions on a results file to `destination`, a .csv or a folder, and tells the
/// person or, with `json`, a script how many there are.
void runMturkReview(const labeling::Project& project,
                    const MturkArguments& arguments,
                    const std::filesystem::path& destination,
                    bool json,
                    Terminal& terminal);

/// Writes the question for workers.
Result<labeling::TransferReport> exportMturkTask(const labeling::Project& project,
                                                 const MturkArguments& arguments,
                                                 const std::filesystem::path& destination);

}  // namespace touchstone::app
