#pragma once

#include "analysis/images/picture_sketch.h"
#include "labeling/progress.h"
#include "labeling/result.h"

#include <cstddef>
#include <span>
#include <vector>

namespace touchstone::analysis {

/// Two pictures of which one is the other turned, cropped, scaled, brightened or encoded again.
struct PictureCopy {
  std::size_t first = 0;  ///< the lower number
  std::size_t second = 0;
  double likeness = 0;  ///< correlation of what both show, in [0, 1]
  double overlap = 0;   ///< share of the smaller of the two that the other shows
  double share = 0;     ///< share of the larger
  bool firstIsSmaller = false;
  double angle = 0;  ///< by which the first is turned to become the second, degrees
  double scale = 1;  ///< and by how much its sketch is enlarged
};

struct CopyOptions {
  /// Of copies that many points support, and of those that none does; in between in proportion.
  double leastLikeness = 0.95;
  double leastLikenessAlone = 0.99;
  double enoughSupport = 40;  ///< points that fit, times their share of those that look alike
  double leastOverlap = 0.5;
};

/// Returns all pairs of copies, by their numbers. Candidates share the descriptions of several
/// points (found by locality-sensitive hashing, Indyk and Motwani 1998); a pair is a copy when one
/// rotation, scale and shift brings many of its points together, and the pictures then agree block
/// by block, which two pictures of one scene do not: the fewer points fit, the more alike. Mirrored
/// copies are not found. Error: stopped by the person.
Result<std::vector<PictureCopy>> findCopies(std::span<const PictureSketch> pictures,
                                            const CopyOptions& options = {},
                                            const WorkContext& work = {});

}  // namespace touchstone::analysis
