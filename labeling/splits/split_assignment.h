#pragma once

#include "labeling/annotation/image.h"

#include <cstdint>
#include <string>
#include <vector>

namespace touchstone::labeling {

/// One image as the splitting sees it.
struct SplitItem {
  std::string key;  ///< path: decides the order, so that a split does not depend on ids
  int stratum = 0;  ///< the class (or commonest class) that is to be spread evenly
  int group = 0;    ///< images of one group (near-duplicates) stay together
  Split split = Split::Unassigned;  ///< a split that is already given stays
};

struct SplitFractions {
  double train = 0.8;
  double val = 0.2;
  double test = 0;
};

/// Returns a split for every item: those already given are kept; the rest is filled so that every
/// stratum comes as close to `fractions` as its groups allow, at least one training sample first.
/// The order is a hash of `seed` and key, so adding images never moves one that had a split.
[[nodiscard]] std::vector<Split> assignSplits(const std::vector<SplitItem>& items,
                                              const SplitFractions& fractions,
                                              std::uint64_t seed);

}  // namespace touchstone::labeling
