#pragma once

#include "analysis/metrics/detections.h"
#include "labeling/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace touchstone::analysis {

/// Limits beyond which a file is refused with a sentence that names the limit.
struct CocoResultLimits {
  std::uintmax_t fileBytes = 2'000'000'000;
  std::size_t nesting = 64;
  std::size_t entries = 20'000'000;
  std::uint64_t maskPixels = 1'000'000'000;
};

struct TruthFile {
  DetectionTruth truth;
  std::vector<std::string> warnings;  ///< sentences about what was left out, as pycocotools does
};

/// Reads a COCO instances file of any tool. Masks are read (polygons drawn as maskApi.c does) for
/// OverlapKind::Mask only. Errors: it cannot be read, is no such file, has an entry without id,
/// image, class or shape, a limit; the sentence names the file and the entry.
Result<TruthFile> readCocoTruth(const std::filesystem::path& file,
                                OverlapKind kind,
                                const CocoResultLimits& limits = {});

struct DetectionFile {
  std::vector<Detection> detections;
  std::vector<std::string> warnings;
};

/// Reads a list of detections in COCO's results format. As in pycocotools, detections of a class
/// that the truth does not list are left out, and the first entry decides whether areas are those
/// of boxes or masks. Errors: as above, and an image that the truth does not have.
Result<DetectionFile> readCocoDetections(const std::filesystem::path& file,
                                         const DetectionTruth& truth,
                                         OverlapKind kind,
                                         const CocoResultLimits& limits = {});

}  // namespace touchstone::analysis
