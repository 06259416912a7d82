#pragma once

#include "labeling/result.h"
#include "training/networks/backbones.h"
#include "training/weights/safetensors.h"

#include <opencv2/core/mat.hpp>

#include <filesystem>
#include <memory>
#include <vector>

namespace touchstone::training {

/// Which segmenter, and for how large pictures.
struct SegmenterKind {
  const Backbone* backbone = nullptr;  ///< that goes down; none: a plain U-Net
  int classes = 0;                     ///< with background
  int side = 512;                      ///< pictures whose shorter side is longer are made smaller
};

/// What a segmenter says of each pixel of a picture.
struct SegmentedPicture {
  cv::Mat1b labels;  ///< the class
  cv::Mat1f scores;  ///< its probability
};

/// A trained U-Net that tells the class of each pixel.
class Segmenter {
public:
  /// Errors: the weights do not fit; `name` is how the sentence calls their file.
  static Result<Segmenter> make(const SegmenterKind& kind,
                                const WeightFile& weights,
                                const std::filesystem::path& name);
  Segmenter(Segmenter&& other) noexcept;
  Segmenter& operator=(Segmenter&& other) noexcept;
  ~Segmenter();

  /// Returns the classes of the pixels of an 8-bit RGB picture of any size.
  [[nodiscard]] SegmentedPicture segment(const cv::Mat& picture) const;
  /// Returns the probability of each class at every pixel.
  [[nodiscard]] std::vector<cv::Mat1f> probabilities(const cv::Mat& picture) const;

private:
  struct State;
  explicit Segmenter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// The seconds that a million pixels cost to learn from and to look at on this machine, by a few
/// trial steps; remembered.
struct SegmentationCost {
  double learn = 0;
  double segment = 0;
};
[[nodiscard]] SegmentationCost segmentationCost(const SegmenterKind& kind);

}  // namespace touchstone::training
