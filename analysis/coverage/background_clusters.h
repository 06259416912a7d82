#pragma once

#include "analysis/coverage/situation_measures.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace touchstone::analysis {

/// Kinds of background, by k-means on their colour and texture.
struct BackgroundClusters {
  std::vector<std::string> names;  ///< "light grey, plain", "green, busy", …; the commonest first
  std::vector<int> clusterOf;      ///< index into the names, of each sample
};

/// Groups backgrounds into as few clusters, at most six, as leave them at a mean distance of 12
/// units of CIE76 colour difference (with the texture as further coordinates) from their cluster's
/// centre; one cluster says that all backgrounds are much alike. Equal arguments, equal result.
[[nodiscard]] BackgroundClusters clusterBackgrounds(std::span<const BackgroundFeatures> backgrounds,
                                                    std::uint64_t seed);

/// Returns colour and texture in words.
[[nodiscard]] std::string nameOf(const BackgroundFeatures& background);

}  // namespace touchstone::analysis
