#pragma once

#include "labeling/geometry/image_size.h"
#include "labeling/geometry/shape.h"

#include <span>
#include <string>
#include <vector>

namespace touchstone::analysis {

/// An object as one annotator sees it: its class, and where it is; an image tag is the image.
struct SeenObject {
  std::string label;
  labeling::Shape shape;
};

/// Returns the intersection over union of two shapes in [0, 1]: of pixels where both cover an area
/// (polygon, mask), of bounding boxes otherwise. Two image tags overlap by 1.
[[nodiscard]] double overlapOf(const labeling::Shape& a,
                               const labeling::Shape& b,
                               labeling::ImageSize image);

/// How the objects of two annotators of one image fit together.
struct ObjectAgreement {
  int matched = 0;     ///< same class, and they overlap enough
  int otherClass = 0;  ///< they overlap enough, but the classes differ
  int missed = 0;      ///< of the reference, without a partner
  int surplus = 0;     ///< of the other one, without a partner

  /// Returns twice the matched pairs over the objects of both (Dice 1945); 1 when there is none.
  [[nodiscard]] double share() const;
};

/// Compares `given` with `reference`: pairs are made one to one, those that overlap most first,
/// first within a class, then of what is left between classes.
[[nodiscard]] ObjectAgreement agreementOf(std::span<const SeenObject> given,
                                          std::span<const SeenObject> reference,
                                          double minimumOverlap,
                                          labeling::ImageSize image);

/// Returns the objects that more than half of the annotators see, each as the first of them drew
/// it.
[[nodiscard]] std::vector<SeenObject> majorityObjects(
    std::span<const std::vector<SeenObject>> annotators,
    double minimumOverlap,
    labeling::ImageSize image);

/// Returns the objects without those that overlap an earlier one of their class enough to be the
/// same.
[[nodiscard]] std::vector<SeenObject> withoutRepetitions(std::vector<SeenObject> objects,
                                                         double minimumOverlap,
                                                         labeling::ImageSize image);

/// Returns one object a class that covers the pixels of all its objects; tags stay.
[[nodiscard]] std::vector<SeenObject> unitedByClass(std::span<const SeenObject> objects,
                                                    labeling::ImageSize image);

}  // namespace touchstone::analysis
