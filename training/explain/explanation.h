#pragma once

#include "labeling/geometry/box.h"
#include "labeling/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace touchstone::training {

/// Which part of which picture is to be explained, and why which class.
struct ExplainRequest {
  std::filesystem::path image;
  std::optional<labeling::Box> box;  ///< the object, in pixels of the whole image; none: all of it
  std::string className;             ///< empty: the class that the model predicts
};

/// Where a model looks.
struct Explanation {
  std::string className;
  double probability = 0;      ///< of that class
  std::string predicted;       ///< the most probable class
  labeling::Box area;          ///< what the model saw, in pixels of the whole image
  std::filesystem::path heat;  ///< grey PNG over that area: 0 nothing … 255 speaks most for it
};

/// Explains one prediction of a run by Grad-CAM and writes the heat map to `heat`. Errors: no such
/// model, a baseline, an unknown class, the image cannot be read, the file cannot be written.
Result<Explanation> explainPrediction(const std::filesystem::path& runFolder,
                                      const ExplainRequest& request,
                                      const std::filesystem::path& heat);

/// The maps of one stage of a network.
struct FeatureMaps {
  int stage = 0;
  int stages = 0;  ///< of the network
  int maps = 0;    ///< channels of this stage
  int width = 0;   ///< of each map
  int height = 0;
  int columns = 0;              ///< maps in a row of the sheet
  std::filesystem::path sheet;  ///< grey PNG, the maps side by side, each stretched to 0 … 255
};

/// Shows what one stage (from 0) of a run's network makes of an image, all maps on one sheet in the
/// order of their channels. Errors: as above; no such stage.
Result<FeatureMaps> featureMaps(const std::filesystem::path& runFolder,
                                const ExplainRequest& request,
                                int stage,
                                const std::filesystem::path& sheet);

}  // namespace touchstone::training
