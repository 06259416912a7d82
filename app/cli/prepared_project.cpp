#include "app/cli/prepared_project.h"

#include "analysis/audits/duplicate_audit.h"
#include "labeling/augmentation/marked_classes.h"
#include "labeling/project/labelling_times.h"
#include "labeling/project/prepare_images.h"
#include "labeling/splits/plan_splits.h"

namespace touchstone::app {
namespace {

constexpr std::uint64_t splitSeed = 1;

}  // namespace

Status prepareForTraining(labeling::Project& project, const WorkContext& work) {
  auto hashes = labeling::missingHashes(project.document(), project.folder(), work);
  if (!hashes) {
    return hashes.error();
  }
  if (const Status stored = project.record(std::move(*hashes)); !stored) {
    return stored;
  }
  auto splits = labeling::planSplits(
      project.document(), analysis::nearDuplicateGroups(project.document()), {}, splitSeed);
  if (!splits) {
    return splits.error();
  }
  return project.perform(std::move(*splits));
}

Result<labeling::Document> withSplits(labeling::Document document) {
  auto splits = labeling::planSplits(document, {}, {}, splitSeed);
  if (!splits) {
    return splits.error();
  }
  static_cast<void>(apply(document, std::move(*splits)));
  return document;
}

training::RunInput runInputOf(const labeling::Project& project) {
  return {.document = project.document(),
          .imageFolder = project.folder(),
          .cacheFolder = project.storeFolder() / "cache",
          .marked = labeling::markedClasses(project),
          .labelledAt = labeling::labellingTimes(project)};
}

}  // namespace touchstone::app
