#include "training/runs/model_export.h"

#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"
#include "training/runs/load_model.h"
#include "training/runs/model_file.h"
#include "training/runs/model_json.h"
#include "training/runs/run_files.h"

namespace touchstone::training {

namespace {

/// Errors: no such model, or one without a network.
Status checkClassifier(const std::filesystem::path& runFolder) {
  const auto model = readModelDescription(runFolder);
  if (!model) {
    return model.error();
  }
  if (model->mode == LearningMode::Baseline) {
    return Error{ErrorKind::BadInput, runFolder,
                 "Run " + runFolder.filename().string() +
                     " has no network that other programs could load; choose a run of a network."};
  }
  return Nothing{};
}

}  // namespace

Result<std::vector<std::filesystem::path>> exportModel(const std::filesystem::path& runFolder,
                                                       const std::filesystem::path& destination,
                                                       const ExportOptions& options) {
  const auto task = taskOf(runFolder);
  const bool classifies = task != "detect" && task != "segment";
  if (const auto checked = classifies ? checkClassifier(runFolder) : Nothing{}; !checked) {
    return checked.error();
  }
  const RunFiles files{runFolder};
  auto weights = readSafetensors(files.weights());
  if (!weights) {
    return weights.error();
  }
  const auto description = labeling::readFile(files.model());
  if (!description) {
    return description.error();
  }
  std::error_code failed;
  std::filesystem::create_directories(destination, failed);
  if (failed) {
    return Error{ErrorKind::Failed, destination,
                 destination.string() + " cannot be made (" + failed.message() +
                     "); choose another folder."};
  }
  weights->metadata["format"] = "pt";
  std::vector<std::filesystem::path> written = {destination / "model.safetensors",
                                                destination / "model.json"};
  const auto precision = options.half ? Precision::HalfMatrices : Precision::Single;
  auto done = writeSafetensors(written[0], *weights, precision).and_then([&](Nothing) {
    return labeling::writeFileAtomically(written[1], *description);
  });
  if (done && classifies) {
    written.push_back(destination / "load_model.py");
    done = labeling::writeFileAtomically(written.back(), loadModelScript);
  }
  return std::move(done).transform([&](Nothing) { return written; });
}

}  // namespace touchstone::training
