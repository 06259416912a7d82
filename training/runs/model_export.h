#pragma once

#include "labeling/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace touchstone::training {

/// How a model leaves the project.
struct ExportOptions {
  bool half = false;  ///< matrices as 16-bit floats: half the size, differences of about 1e-3
};

/// Writes the model of a run into a folder, made if needed: model.safetensors with torchvision's
/// names, model.json (classes, input, figures, label hash), and, of a classifier, load_model.py,
/// which uses both with PyTorch and torchvision. Returns the files. Errors: no such model, a baseline, a file cannot be
/// written.
Result<std::vector<std::filesystem::path>> exportModel(const std::filesystem::path& runFolder,
                                                       const std::filesystem::path& destination,
                                                       const ExportOptions& options = {});

}  // namespace touchstone::training
