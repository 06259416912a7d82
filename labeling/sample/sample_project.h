#pragma once

#include "labeling/progress.h"
#include "labeling/result.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace touchstone::labeling {

enum class SampleTask { Classify, Detect, Segment };

struct SampleOptions {
  SampleTask task = SampleTask::Detect;
  int images = 60;
  std::uint64_t seed = 1;
  double labelErrors = 0;  ///< share of the labels that are made wrong, in [0, 0.5]
  double defects = 0;      ///< share of the pictures with a defect, in [0, 0.5]
};

/// Writes a project of rendered machine parts on a tray to `folder`: pictures, labels (VOC boxes
/// for detect, class folders for classify, COCO masks for segment), and with `labelErrors` or
/// `defects` the truth in planted.json; labels of the test split stay right.
/// Defects are pictures that are dark, light or blurred, or copies of others that are turned,
/// cropped or encoded again. The same options give the same bytes, and a larger project begins with
/// the pictures of a smaller one. Errors: senseless options, a folder that is not empty or cannot
/// be written to; nothing is left behind then, nor when the work is stopped.
Status writeSampleProject(const std::filesystem::path& folder,
                          const SampleOptions& options,
                          const WorkContext& work = {});

}  // namespace touchstone::labeling
