#pragma once

#include <QJsonObject>

#include <filesystem>
#include <vector>

namespace touchstone::ui {

/// The figures of one epoch; loss and accuracy are those on the validation split.
struct EpochFigures {
  int epoch = 0;  ///< 1, 2, 3 …
  double trainLoss = 0;
  double loss = 0;
  double accuracy = 0;
  bool operator==(const EpochFigures&) const = default;
};

/// Reads the `metrics` of a progress notification, which is also a line of metrics.jsonl.
[[nodiscard]] EpochFigures epochFiguresFromJson(const QJsonObject& metrics);

/// Returns the epochs in a run's metrics.jsonl, without lines that are incomplete (a run that was
/// killed); empty when there is no such file.
[[nodiscard]] std::vector<EpochFigures> readEpochHistory(const std::filesystem::path& runFolder);

}  // namespace touchstone::ui
