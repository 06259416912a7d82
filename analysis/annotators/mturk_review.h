#pragma once

#include "labeling/annotation/document.h"
#include "labeling/formats/mturk_results.h"
#include "labeling/progress.h"

#include <string>
#include <vector>

namespace touchstone::analysis {

/// What workers' answers are compared with.
enum class MturkReference {
  Labels,    ///< the project's labels that a person stands for
  Consensus  ///< what more than half of at least three workers on an image say
};

struct MturkReviewOptions {
  MturkReference reference = MturkReference::Labels;
  double minimumOverlap = 0.5;    ///< intersection over union from which two shapes are one object
  double minimumAgreement = 0.5;  ///< share of common objects from which an answer is approved
};

/// A results file with its columns Approve and Reject filled, to be uploaded to Mechanical Turk.
struct MturkReview {
  labeling::CsvTable table;
  int approved = 0;
  int rejected = 0;
  int open = 0;     ///< not decided: there is nothing to compare with
  int decided = 0;  ///< before, by Mechanical Turk or in the file; left as they are
  std::vector<std::string> warnings;
};

/// Decides on every submitted answer of `results`: it is approved when the objects it has in common
/// with the reference reach the minimum agreement (see ObjectAgreement::share), else rejected with
/// the reason in words. Labels that a person stands for are all confirmed labels of a verified
/// image; on other images, those of people who are not among the workers. Where an image has none,
/// or its tags contradict each other, or an answer cannot be read, the answer stays open. Error:
/// a stop.
Result<MturkReview> reviewMturkResults(const labeling::Document& document,
                                       labeling::MturkResults results,
                                       const MturkReviewOptions& options,
                                       const WorkContext& work);

}  // namespace touchstone::analysis
