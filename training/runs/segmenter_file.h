#pragma once

#include "training/runs/model_json.h"
#include "training/segmentation/segmenter.h"

#include <filesystem>
#include <string_view>

namespace touchstone::training {

/// How a U-Net without a backbone is called in requests and descriptions.
constexpr std::string_view plainSegmenter = "u-net";

/// What model.json says of a trained segmenter; the first class is background.
struct SegmenterDescription : ModelOrigin {  // the backbone may be plainSegmenter
  int side = 0;                              ///< see SegmenterKind
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
