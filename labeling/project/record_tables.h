#pragma once

#include "labeling/project/run_record.h"
#include "labeling/project/statements.h"
#include "labeling/result.h"
#include "labeling/review/finding.h"
#include "labeling/review/prediction.h"

#include <vector>

namespace touchstone::labeling {

/// The tables of runs, findings and iterations. All functions throw SQLite::Exception.
class RecordTables {
public:
  explicit RecordTables(Statements& statements) : statements_(statements) {}

  void writeRun(const RunRecord& run);
  std::vector<RunRecord> runs();

  /// Replaces all findings and gives the new ones their ids, in order.
  void replaceFindings(std::vector<Finding>& findings);
  /// Returns the findings, most suspicious first.
  Result<std::vector<Finding>> findings();

  /// Replaces the predictions of these images, those first whose labels teach most, by new ones and
  /// gives those their ids.
  void replacePredictions(const std::vector<ImageId>& images, std::vector<Prediction>& predictions);
  /// Returns the predictions of an image, best first.
  Result<std::vector<Prediction>> predictionsOf(ImageId image);
  /// Returns the images of the last predictions in the order in which to label them.
  std::vector<ImageId> labellingOrder();

  /// Appends the iteration and gives it its number.
  void addIteration(IterationRecord& iteration);
  std::vector<IterationRecord> iterations();

private:
  std::int64_t lastInserted();

  Statements& statements_;
};

}  // namespace touchstone::labeling
