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
  double labelErrors = 0;  ///< share of the labels that are made wrong, in [0, 1)
};

/// Writes a project of rendered machine parts on a tray to `folder`: pictures, labels (VOC boxes
/// for detect, class folders for classify, VOC boxes plus COCO masks for segment), and with
/// `labelErrors` the truth in planted.json. The same options give the same bytes.
Status writeSampleProject(const std::filesystem::path& folder,
                          const SampleOptions& options,
                          const WorkContext& work = {});

}  // namespace touchstone::labeling
