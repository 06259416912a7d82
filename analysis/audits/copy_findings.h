#pragma once

#include "analysis/images/picture_copies.h"
#include "labeling/annotation/document.h"
#include "labeling/review/finding.h"

#include <vector>

namespace touchstone::analysis {

/// Two images of a document that show the same; `how` tells how the second lies on the first, its
/// own numbers of the pictures do not count.
struct ImageCopy {
  labeling::ImageId first = 0;
  labeling::ImageId second = 0;
  PictureCopy how;
};

/// The images of a document that show the same.
struct ImageCopies {
  std::vector<int> groups;  ///< of near-duplicates; see nearDuplicateGroups
  std::vector<ImageCopy> copies;
};

/// Adds findings of kind near_duplicate, leakage and inconsistent about copies in different groups:
/// turned, cropped or much altered ones. No image is asked about twice in one kind. Of two copies
/// the later is asked about, of a picture and a part of it the part. Only when nearly all of the
/// larger is seen in the smaller do two labels contradict each other.
void addCopies(const labeling::Document& document,
               const ImageCopies& copies,
               std::vector<labeling::Finding>& findings);

}  // namespace touchstone::analysis
