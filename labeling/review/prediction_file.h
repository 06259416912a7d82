#pragma once

#include "labeling/annotation/document.h"
#include "labeling/result.h"
#include "labeling/review/prediction.h"

#include <filesystem>
#include <span>
#include <vector>

namespace touchstone::labeling {

/// Predictions of a run, and the images that it looked at, also those where it found nothing, in
/// the order in which their labels teach the next model most.
struct PredictionFile {
  std::vector<ImageId> images;
  std::vector<Prediction> predictions;
};

/// Writes them as JSON, images and classes by name, so that the file outlives their numbers.
Status writePredictions(const PredictionFile& predictions,
                        const Document& document,
                        const std::filesystem::path& file);

/// Reads what writePredictions wrote; images and classes that are gone meanwhile are left out.
/// Errors: the file cannot be read or is damaged.
Result<PredictionFile> readPredictions(const std::filesystem::path& file,
                                       const std::string& run,
                                       const Document& document);

}  // namespace touchstone::labeling
