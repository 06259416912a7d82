#include "training/runs/resumed_request.h"

#include "labeling/images/read_file.h"
#include "training/runs/run_files.h"

namespace touchstone::training {

Result<TrainingRequest> resumedRequest(const TrainingRequest& request,
                                       const std::filesystem::path& resumeFolder) {
  const auto text = labeling::readFile(RunFiles{resumeFolder}.request());
  if (!text) {
    return Error{ErrorKind::BadInput, resumeFolder,
                 "There is no run " + request.resume + " to resume."};
  }
  return trainingRequestFromJson(*text).transform([&](TrainingRequest first) {
    first.resume = request.resume;
    first.epochs = request.epochs > 0 ? request.epochs : first.epochs;
    return first;
  });
}

}  // namespace touchstone::training
