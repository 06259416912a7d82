#pragma once

#include "training/segmentation/segmenter.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::training {

/// How a U-Net without a backbone is called in requests and descriptions.
constexpr std::string_view plainSegmenter = "u-net";

/// What model.json says of a trained segmenter.
struct SegmenterDescription {
  std::string backbone;              ///< or plainSegmenter
  std::string startedFrom;           ///< the pre-trained weight file, or empty
  int side = 0;                      ///< see SegmenterKind
  std::vector<std::string> classes;  ///< the first one is background
  std::map<std::string, double> metrics;
  std::string split;  ///< what the metrics were measured on
  std::string labelHash;
};

Status writeSegmenterDescription(const std::filesystem::path& runFolder,
                                 const SegmenterDescription& segmenter);

/// A trained segmenter that is ready to look at pictures.
struct TrainedSegmenter {
  SegmenterDescription description;
  Segmenter segmenter;
};

/// Opens the segmenter of a run. Errors: no such model, damaged, weights that do not fit.
Result<TrainedSegmenter> openSegmenter(const std::filesystem::path& runFolder);

}  // namespace touchstone::training
