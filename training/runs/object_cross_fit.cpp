#include "training/runs/object_cross_fit.h"

#include "analysis/audits/duplicate_audit.h"
#include "analysis/audits/folds.h"
#include "labeling/images/read_file.h"
#include "training/runs/run_files.h"

#include <algorithm>

namespace touchstone::training {

namespace {

using labeling::ImageId;
using labeling::Split;

/// A folder that goes with its owner.
class TemporaryFolder {
public:
  explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) { remove(); }
  ~TemporaryFolder() { remove(); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
  void remove() const {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  std::filesystem::path path_;
};

Result<TrainingRequest> requestOf(const std::filesystem::path& runFolder) {
  const auto text = labeling::readFile(RunFiles{runFolder}.request());
  if (!text) {
    return text.error();
  }
  return trainingRequestFromJson(*text).transform([](TrainingRequest request) {
    request.resume.clear();
    return request;
  });
}

/// Returns the fold of every image of the document, in id order.
std::vector<int> foldsOf(const labeling::Document& document, const ObjectCrossFitOptions& options) {
  const auto groups = analysis::nearDuplicateGroups(document);
  const std::vector<int> alike(groups.size(), 0);
  return analysis::stratifiedFolds(alike, 1, groups, options.folds, options.seed);
}

/// Returns the document with other splits: a fold that nothing is learned from, one that tells the
/// best epoch, and the rest to learn from.
labeling::Document withFold(const labeling::Document& document,
                            const std::vector<int>& folds,
                            int heldOut,
                            int validating) {
  labeling::Document result = document;
  labeling::Edit edit;
  std::size_t i = 0;
  for (const auto& [id, image] : document.images()) {
    labeling::Image changed = image;
    const int fold = folds[i++];
    changed.split = fold == heldOut      ? Split::Unassigned
                    : fold == validating ? Split::Val
                                         : Split::Train;
    edit.changes.emplace_back(labeling::ImageChange{id, std::move(changed)});
  }
  static_cast<void>(labeling::apply(result, std::move(edit)));
  return result;
}

/// Returns the progress of one of several steps as part of the whole.
WorkContext partOf(const WorkContext& work, int step, int steps) {
  return {.progress =
              [&work, step, steps](const Progress& progress) {
                const double share = progress.total > 0 ? progress.done / progress.total : 0;
                work.progress({"Training without part of the images", step + share,
                               static_cast<double>(steps), -1});
              },
          .stop = work.stop};
}

}  // namespace

Status crossFitObjects(const RunInput& input,
                       const std::filesystem::path& runFolder,
                       const ObjectCrossFitOptions& options,
                       const WorkContext& work,
                       const UseModel& use) {
  if (options.folds < 2) {
    std::set<ImageId> all;
    for (const auto& [id, image] : input.document.images()) {
      all.insert(id);
    }
    return use(runFolder, all, work);
  }
  const auto request = requestOf(runFolder);
  if (!request) {
    return request.error();
  }
  // With two, nothing would be left to learn from.
  ObjectCrossFitOptions usable = options;
  usable.folds = std::max(3, options.folds);
  const auto folds = foldsOf(input.document, usable);
  for (int fold = 0; fold < usable.folds; ++fold) {
    const auto document = withFold(input.document, folds, fold, (fold + 1) % usable.folds);
    const TemporaryFolder folder(input.cacheFolder / "cross-fit" / std::to_string(fold));
    RunObserver observer;
    observer.warned = options.warned;
    const auto part = partOf(work, fold, usable.folds);
    const auto trained = train({document, input.imageFolder, input.cacheFolder}, *request,
                               folder.path(), observer, part);
    if (!trained) {
      return trained.error();
    }
    if (work.stop.stop_requested()) {
      return Error{ErrorKind::Cancelled, {}, "Cancelled while looking for wrong labels."};
    }
    std::set<ImageId> held;
    std::size_t i = 0;
    for (const auto& [id, image] : document.images()) {
      if (folds[i++] == fold) {
        held.insert(id);
      }
    }
    if (auto done = use(folder.path(), held, part); !done) {
      return done;
    }
  }
  return Nothing{};
}

}  // namespace touchstone::training
