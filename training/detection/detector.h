#pragma once

#include "labeling/geometry/box.h"
#include "labeling/result.h"
#include "training/data/detection_pictures.h"
#include "training/networks/backbones.h"
#include "training/weights/safetensors.h"

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace touchstone::training {

/// Which detector, and for how large pictures.
struct DetectorKind {
  const Backbone* backbone = nullptr;
  int classes = 0;
  PictureLimits size;
};

/// An object that was found: the class from 0 on, and the box in pixels of the whole image.
struct FoundObject {
  labeling::Box box;
  int label = 0;
  double score = 0;
};

/// A trained Faster R-CNN that finds objects.
class Detector {
public:
  /// Errors: the weights do not fit; `name` is how the sentence calls their file.
  static Result<Detector> make(const DetectorKind& kind,
                               const WeightFile& weights,
                               const std::filesystem::path& name);
  Detector(Detector&& other) noexcept;
  Detector& operator=(Detector&& other) noexcept;
  ~Detector();

  /// Returns the objects in an 8-bit RGB picture of an image of that size, the surest first.
  [[nodiscard]] std::vector<FoundObject> find(const cv::Mat& picture,
                                              labeling::ImageSize image) const;

private:
  struct State;
  explicit Detector(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Pictures are learned from at sizes that vary between these, as shares of the usual one.
inline constexpr double smallestLearnedScale = 0.8;
inline constexpr double largestLearnedScale = 1.1;

/// Returns the seconds that a picture costs to learn from and to look at on this machine, by a few
/// trial steps; remembered. Of a pre-trained network the first stages do not learn.
struct DetectionCost {
  double learn = 0;
  double find = 0;
};
[[nodiscard]] DetectionCost detectionCost(const DetectorKind& kind, bool pretrained);

}  // namespace touchstone::training
