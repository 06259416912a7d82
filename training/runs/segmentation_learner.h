#pragma once

#include "training/data/segmentation_pictures.h"
#include "training/runs/learner.h"
#include "training/segmentation/segmenter.h"

#include <functional>
#include <memory>

namespace touchstone::training {

struct SegmentationLearning {
  SegmenterKind kind;
  bool pretrained = false;  ///< the backbone learns slowly, and its normalisations stay
  int part = 256;           ///< side of the square parts of pictures that are learned from
  int batch = 2;
  std::vector<float> classWeights;  ///< how much a pixel of each class counts; empty: all alike
  std::uint64_t seed = 1;
  /// Receives the number of epochs that are done, with fractions.
  std::function<void(double)> progress = [](double) {};
};

/// A U-Net that learns (AdamW): square parts of pictures, as many as cover them, are mirrored,
/// turned, resized, deformed and lit at random. The pictures must outlive it.
class SegmentationLearner : public Learner {
public:
  /// Returns a learner whose backbone, if it has one, starts from `weights`. Errors: weights that
  /// do not fit.
  static Result<std::unique_ptr<SegmentationLearner>> make(const WeightFile& weights,
                                                           const SegmentationPictures& train,
                                                           SegmentationLearning options);
  ~SegmentationLearner() override;

  std::optional<double> trainEpoch(const Epoch& epoch, const std::stop_token& stop) override;
  void keepAsBest() override;
  [[nodiscard]] WeightFile bestWeights() const override;
  [[nodiscard]] WeightFile state() const override;
  [[nodiscard]] bool stateHasBest() const override { return false; }
  Status restore(const WeightFile& state, const WeightFile& best) override;

  /// Returns the classes of the pixels of a picture (8-bit RGB) as the present weights see them.
  [[nodiscard]] cv::Mat1b labelsOf(const cv::Mat& picture);

private:
  struct State;
  explicit SegmentationLearner(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Returns how many parts of that side an epoch takes from a picture.
[[nodiscard]] int partsOf(labeling::ImageSize picture, int part);

}  // namespace touchstone::training
