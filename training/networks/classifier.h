#pragma once

#include "analysis/matrix.h"
#include "training/networks/backbones.h"
#include "training/networks/picture_classifier.h"
#include "training/weights/safetensors.h"

#include <memory>
#include <span>

namespace touchstone::training {

/// A network that is ready to classify: eval mode, no gradients.
class Classifier : public PictureClassifier {
public:
  /// With `classes` 0 the weights' head does not matter: the network is used to describe pictures.
  /// Errors: the weights do not fit the backbone, or have no head for `classes`.
  static Result<Classifier> make(const Backbone& backbone,
                                 int classes,
                                 const WeightFile& weights,
                                 const std::filesystem::path& name);
  ~Classifier() override;
  Classifier(Classifier&&) noexcept;
  Classifier& operator=(Classifier&&) noexcept;

  /// Returns N×classes logits of normalised RGB pictures, `pixels` being N×3×size×size.
  [[nodiscard]] analysis::FeatureMatrix logits(std::span<const float> pixels, int size) const;

  /// Returns N×D features of 8-bit RGB pictures (N×size×size×3 bytes): the pooled maps of the
  /// network's describing stages, the backbone's own feature vector last; with `mirrored` the mean
  /// over the picture and its mirror image.
  [[nodiscard]] analysis::FeatureMatrix describe(std::span<const std::uint8_t> pictures,
                                                 int size,
                                                 bool mirrored) const;
  /// Returns the lengths of the parts that describe() puts side by side.
  [[nodiscard]] std::vector<int> describingWidths() const;

  /// With `mirrored` from the mean logits of the picture and its mirror image.
  [[nodiscard]] analysis::ProbabilityMatrix probabilities(std::span<const std::uint8_t> pictures,
                                                          int size,
                                                          bool mirrored) const override;

  /// Returns where the last maps of one 8-bit RGB picture speak for a class, from 0 to 1
  /// (Grad-CAM).
  [[nodiscard]] analysis::FeatureMatrix activation(std::span<const std::uint8_t> picture,
                                                   int size,
                                                   int label) const;
  /// Returns the maps that one stage makes of one 8-bit RGB picture.
  [[nodiscard]] std::vector<analysis::FeatureMatrix> stageMaps(
      std::span<const std::uint8_t> picture, int size, int stage) const;
  [[nodiscard]] int stageCount() const;

private:
  Classifier();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace touchstone::training
