#pragma once

#include "labeling/annotation/image.h"
#include "labeling/geometry/shape.h"
#include "labeling/sample/part.h"
#include "labeling/sample/sample_project.h"

#include <optional>
#include <string>
#include <vector>

namespace touchstone::labeling {

/// The label of one part: its class, the pixels in which it is seen, and their bounding box.
struct SampleLabel {
  PartKind kind = PartKind::Bolt;
  Box box;    ///< whole numbers; empty when the class applies to the whole picture
  Mask mask;  ///< empty when the class applies to the whole picture
};

/// One picture of the sample project and its labels.
struct SamplePicture {
  std::string stem;  ///< "0001"
  Split split = Split::Train;
  int width = 0;
  int height = 0;
  std::vector<SampleLabel> labels;
};

/// What one picture shows, and its file.
struct Photograph {
  SamplePicture picture;  ///< without stem and split
  std::string jpeg;
};

/// Returns picture number `index`, which depends on nothing but the arguments; `only` is the one
/// kind to show, for classification.
[[nodiscard]] Photograph takePhotograph(std::uint64_t seed,
                                        int index,
                                        std::optional<PartKind> only);

/// Returns the pictures to be taken: names, splits (70 % train, 15 % val, 15 % test, spread evenly)
/// and, for classification, each one's class as its only label. A longer list begins like a shorter
/// one.
[[nodiscard]] std::vector<SamplePicture> plannedPictures(const SampleOptions& options);

/// Returns the picture's path in the project folder; with a class folder for classification.
[[nodiscard]] std::string pathOf(const SamplePicture& picture, SampleTask task);

}  // namespace touchstone::labeling
