#pragma once

#include "analysis/matrix.h"

#include <cstdint>
#include <span>

namespace touchstone::training {

/// Something that says of which class a picture is.
class PictureClassifier {
public:
  virtual ~PictureClassifier() = default;

  /// Returns N×classes probabilities of 8-bit RGB pictures (N×size×size×3 bytes); with `mirrored`
  /// the picture and its mirror image are judged together.
  [[nodiscard]] virtual analysis::ProbabilityMatrix probabilities(
      std::span<const std::uint8_t> pictures, int size, bool mirrored) const = 0;
};

}  // namespace touchstone::training
