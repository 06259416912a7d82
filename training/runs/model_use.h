#pragma once

#include "analysis/matrix.h"
#include "labeling/review/prediction.h"
#include "training/runs/training_run.h"

#include <filesystem>
#include <string>
#include <vector>

namespace touchstone::training {

/// What a model says of one picture.
struct Prediction {
  std::filesystem::path image;
  std::string predicted;
  std::map<std::string, double> probabilities;  ///< of every class; they sum to 1
};

/// Classifies whole picture files with the model of a run. Pictures that cannot be read are warned
/// of and left out. Errors: no such model, cancelled.
Result<std::vector<Prediction>> predictImages(const std::filesystem::path& runFolder,
                                              const std::vector<std::filesystem::path>& images,
                                              const std::function<void(const std::string&)>& warned,
                                              const WorkContext& work);

/// Returns what the model of a run would label on these images of a project: the boxes of a
/// detector, the connected areas of a segmenter, or the classes of a whole image, each with its
/// probability where that is a hundredth or more. Errors: no such model, one that tells the classes
/// of boxes, which says nothing of where there are some, cancelled.
Result<std::vector<labeling::Prediction>> predictProject(
    const RunInput& input,
    const std::filesystem::path& runFolder,
    const std::vector<labeling::ImageId>& images,
    const std::function<void(const std::string&)>& warned,
    const WorkContext& work);

/// Features of images: row i belongs to images[i], a path relative to the image folder.
struct ProjectFeatures {
  std::vector<std::string> images;
  analysis::FeatureMatrix features;
};

/// Returns the pooled features (the last layer before the head) of every readable image of the
/// project. `backbone` is a name or a weight file. Errors: no such backbone, no weights for it,
/// cancelled.
Result<ProjectFeatures> embedProject(const RunInput& input,
                                     const std::string& backbone,
                                     const std::function<void(const std::string&)>& warned,
                                     const WorkContext& work);

}  // namespace touchstone::training
