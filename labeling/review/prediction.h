#pragma once

#include "labeling/annotation/annotation.h"

#include <cstdint>
#include <string>

namespace touchstone::labeling {

using PredictionId = std::int64_t;

/// What a model would label on an image: a suggestion until a person answers it.
struct Prediction {
  PredictionId id = 0;  ///< given by the store, never twice
  std::string run;
  ImageId image = 0;
  ClassId labelClass = 0;
  Shape shape;       ///< an image tag for the class of a whole image
  double score = 0;  ///< in [0, 1]
  bool operator==(const Prediction&) const = default;
};

}  // namespace touchstone::labeling
