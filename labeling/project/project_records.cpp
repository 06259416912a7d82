#include "labeling/project/project.h"
#include "labeling/project/project_state.h"

#include <algorithm>
#include <charconv>
#include <ctime>

namespace touchstone::labeling {
namespace {

constexpr std::size_t runDigits = 4;

std::string runName(int number) {
  std::string name = std::to_string(number);
  name.insert(0, runDigits - std::min(runDigits, name.size()), '0');
  return name;
}

int numberOf(const std::string& runName) {
  int number = 0;
  std::from_chars(runName.data(), runName.data() + runName.size(), number);
  return number;
}

}  // namespace

Result<RunRecord> Project::newRun(const std::string& task, const std::string& request) {
  if (Status may = state_->mayWrite(); !may) {
    return may.error();
  }
  int number = 1;
  for (const RunRecord& run : state_->runs) {
    number = std::max(number, numberOf(run.name) + 1);
  }
  std::error_code failed;
  std::filesystem::create_directories(storeFolder() / "runs", failed);
  while (!failed && !std::filesystem::create_directory(runFolder(runName(number)), failed)) {
    ++number;
  }
  if (failed) {
    return Error{ErrorKind::Failed, storeFolder() / "runs",
                 (storeFolder() / "runs").string() + " cannot be written to (" + failed.message() +
                     "): check the free space and its permissions."};
  }
  RunRecord run;
  run.name = runName(number);
  run.state = "running";
  run.task = task;
  run.request = request;
  run.started = std::time(nullptr);
  return updateRun(run).transform([&](Nothing) { return run; });
}

Status Project::updateRun(const RunRecord& run) {
  return state_->mayWrite()
      .and_then([&](Nothing) { return state_->store->writeRun(run); })
      .transform([&](Nothing) {
        auto& runs = state_->runs;
        const auto known = std::find_if(runs.begin(), runs.end(), [&](const RunRecord& other) {
          return other.name == run.name;
        });
        if (known == runs.end()) {
          runs.push_back(run);
        } else {
          *known = run;
        }
        return Nothing{};
      });
}

std::vector<RunRecord> Project::runs() const {
  return state_->runs;
}

std::filesystem::path Project::runFolder(const std::string& run) const {
  return storeFolder() / "runs" / run;
}

Status Project::replaceFindings(std::vector<Finding> findings) {
  return state_->mayWrite()
      .and_then([&](Nothing) { return state_->store->replaceFindings(findings); })
      .transform([&](Nothing) {
        std::stable_sort(findings.begin(), findings.end(),
                         [](const Finding& a, const Finding& b) { return a.score < b.score; });
        state_->findings = std::move(findings);
        return Nothing{};
      });
}

std::vector<Finding> Project::findings() const {
  return state_->findings;
}

std::optional<Finding> Project::finding(FindingId id) const {
  for (const Finding& finding : state_->findings) {
    if (finding.id == id) {
      return finding;
    }
  }
  return std::nullopt;
}

Status Project::replacePredictions(const std::vector<ImageId>& images,
                                   std::vector<Prediction> predictions) {
  return state_->mayWrite().and_then(
      [&](Nothing) { return state_->store->replacePredictions(images, predictions); });
}

Result<std::vector<Prediction>> Project::predictionsOf(ImageId image) const {
  return state_->store->predictionsOf(image);
}

Result<std::vector<ImageId>> Project::labellingOrder() const {
  return state_->store->labellingOrder();
}

Result<IterationRecord> Project::addIteration(IterationRecord iteration) {
  return state_->mayWrite()
      .and_then([&](Nothing) { return state_->store->addIteration(iteration); })
      .transform([&](Nothing) {
        state_->iterations.push_back(iteration);
        return iteration;
      });
}

std::vector<IterationRecord> Project::iterations() const {
  return state_->iterations;
}

}  // namespace touchstone::labeling
