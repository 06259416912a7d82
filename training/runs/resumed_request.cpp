#include "training/runs/resumed_request.h"

#include "labeling/images/read_file.h"
#include "training/runs/run_files.h"

namespace touchstone::training {

Result<StartedRequest> startedRequest(const TrainingRequest& asked,
                                      const std::filesystem::path& runFolder) {
  if (asked.resume.empty()) {
    return StartedRequest{asked, {}};
  }
  const auto folder = runFolder.parent_path() / asked.resume;
  const auto text = labeling::readFile(RunFiles{folder}.request());
  if (!text) {
    return Error{ErrorKind::BadInput, folder, "There is no run " + asked.resume + " to resume."};
  }
  return trainingRequestFromJson(*text).transform([&](TrainingRequest first) {
    first.resume = asked.resume;
    first.epochs = asked.epochs > 0 ? asked.epochs : first.epochs;
    return StartedRequest{std::move(first), folder};
  });
}

}  // namespace touchstone::training
