#pragma once

#include "analysis/consistency/object_consensus.h"

#include <string>

namespace touchstone::analysis {

/// Returns {"annotators":[{"name","objects","missed","alone","quality","agreement","overlap"}],
/// "pairs":[{"first","second","images","matched","overlap","f1","kappa"}],"krippendorffAlpha",
/// "fleissKappa","objects":[{"image","class","quality","overlap","box","annotations","annotators"}]};
/// what is not defined is null, as the class of a thing that is not there.
[[nodiscard]] std::string toJson(const ObjectConsensus& consensus,
                                 const labeling::Document& document);

/// Returns the table item,consensus,quality,overlap,x0,y0,x1,y1; an item is a thing of an image,
/// and one that is not there has no consensus.
[[nodiscard]] std::string objectTable(const ObjectConsensus& consensus,
                                      const labeling::Document& document);

/// Returns the table annotator,labels,quality,agreement,overlap,missed,alone.
[[nodiscard]] std::string annotatorTable(const ObjectConsensus& consensus);

}  // namespace touchstone::analysis
