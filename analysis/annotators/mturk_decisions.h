#pragma once

#include "analysis/annotators/mturk_review.h"

#include <filesystem>
#include <string>

namespace touchstone::analysis {

/// A results file of Mechanical Turk.
struct MturkResultsFile {
  std::filesystem::path file;
  std::string imageColumn = {};  ///< empty: the one that looks like it
};

/// The decisions on a results file and where they were written.
struct MturkDecisions {
  std::filesystem::path file;
  MturkReview review;
};

/// Decides on the answers (reviewMturkResults) and writes the table to `destination`, a .csv or a
/// folder for a file of the same name. Errors: a file that cannot be read or written, or the
/// results file itself as destination.
Result<MturkDecisions> writeMturkDecisions(const labeling::Document& document,
                                           const MturkResultsFile& results,
                                           const std::filesystem::path& destination,
                                           const MturkReviewOptions& options,
                                           const WorkContext& work);

/// Returns how many answers were decided on in which way, and what to do with the file.
[[nodiscard]] std::string summaryOf(const MturkDecisions& decisions);

}  // namespace touchstone::analysis
