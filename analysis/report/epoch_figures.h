#pragma once

#include <filesystem>
#include <vector>

namespace touchstone::analysis {

/// The figures of one epoch; loss and accuracy are those on the validation split.
struct EpochFigures {
  int epoch = 0;  ///< 1, 2, 3 …
  double trainLoss = 0;
  double loss = 0;
  double accuracy = 0;
  bool operator==(const EpochFigures&) const = default;
};

/// Returns the epochs in a run's metrics.jsonl, without lines that are incomplete (a run that was
/// killed); empty when there is no such file.
[[nodiscard]] std::vector<EpochFigures> readEpochFigures(const std::filesystem::path& runFolder);

}  // namespace touchstone::analysis
