#include "analysis/annotators/mturk_decisions.h"

#include "labeling/project/atomic_file.h"

#include <system_error>

namespace touchstone::analysis {
namespace {

namespace fs = std::filesystem;

/// Returns the file to write; the results themselves are never written over.
Result<fs::path> fileFor(const fs::path& results, const fs::path& destination) {
  const bool isFile = destination.extension() == ".csv";
  const fs::path file = isFile ? destination : destination / results.filename();
  std::error_code ignored;
  if (fs::equivalent(file, results, ignored)) {
    return Error{ErrorKind::Usage, file,
                 file.string() + " is the results file itself; choose another file or folder."};
  }
  fs::create_directories(fs::absolute(file).parent_path(), ignored);
  return file;
}

}  // namespace

Result<MturkDecisions> writeMturkDecisions(const labeling::Document& document,
                                           const MturkResultsFile& results,
                                           const fs::path& destination,
                                           const MturkReviewOptions& options,
                                           const WorkContext& work) {
  const auto file = fileFor(results.file, destination);
  if (!file) {
    return file.error();
  }
  auto read = labeling::readMturkResults(results.file, results.imageColumn);
  if (!read) {
    return read.error();
  }
  auto review = reviewMturkResults(document, *std::move(read), options, work);
  if (!review) {
    return review.error();
  }
  if (const Status written = labeling::writeFileAtomically(*file, csvTextOf(review->table));
      !written) {
    return written.error();
  }
  return MturkDecisions{.file = *file, .review = *std::move(review)};
}

std::string summaryOf(const MturkDecisions& decisions) {
  const MturkReview& review = decisions.review;
  return "Approved " + std::to_string(review.approved) + " answers and rejected " +
         std::to_string(review.rejected) + "; " + std::to_string(review.open) + " stay open and " +
         std::to_string(review.decided) + " were decided before. Upload " +
         decisions.file.string() + " to Mechanical Turk.";
}

}  // namespace touchstone::analysis
