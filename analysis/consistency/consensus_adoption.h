#pragma once

#include "analysis/consistency/object_consensus.h"
#include "labeling/annotation/edit.h"

namespace touchstone::analysis {

/// What it means to put the consensus in place of what each annotator drew.
struct ConsensusAdoption {
  labeling::Edit edit;  ///< one step
  std::size_t images = 0;
  std::size_t drawn = 0;      ///< annotations on these images before, of all annotators
  std::size_t adopted = 0;    ///< annotations that are left of them
  std::size_t dismissed = 0;  ///< things that are not there, all of whose annotations go
};

/// Returns the step after which each thing has one annotation, the project's own: that of those who
/// drew it which comes nearest to the consensus, with the consensus as class and shape. What at
/// least half of those drew who labelled the image stays, whatever the consensus: a thing too many
/// is seen, a thing that was removed is not.
[[nodiscard]] ConsensusAdoption consensusAdoption(const labeling::Document& document,
                                                  const SharedObjects& shared,
                                                  const ObjectConsensus& consensus);

}  // namespace touchstone::analysis
