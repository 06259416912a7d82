#pragma once

#include "labeling/project/project.h"
#include "training/runs/training_run.h"

namespace touchstone::app {

/// Brings an open project to where it can be trained and audited: hashes of all images, and splits
/// where the data brings none.
Status prepareForTraining(labeling::Project& project, const WorkContext& work);

/// Returns the document as prepareForTraining would leave it, for a plan that changes nothing.
/// Near-duplicates, known only after all images are read, may still move between the splits.
[[nodiscard]] Result<labeling::Document> withSplits(labeling::Document document);

/// Returns what a run reads of the project, which must outlive it.
[[nodiscard]] training::RunInput runInputOf(const labeling::Project& project);

}  // namespace touchstone::app
