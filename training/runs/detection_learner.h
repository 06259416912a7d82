#pragma once

#include "training/data/detection_pictures.h"
#include "training/detection/detector.h"
#include "training/runs/epoch_loop.h"
#include "training/runs/learner.h"

#include <functional>
#include <memory>

namespace touchstone::training {

struct DetectionLearning {
  DetectorKind kind;
  bool pretrained = false;  ///< the first stages of the backbone stay as they are
  int batch = 4;
  std::uint64_t seed = 1;
  /// Receives the number of epochs that are done, with fractions.
  std::function<void(double)> progress = [](double) {};
};

/// A Faster R-CNN that learns: SGD with momentum, the first stages of the backbone and all its
/// normalisations as they were. Training pictures are mirrored, resized and lit at random. The
/// pictures must outlive it.
class DetectionLearner : public Learner {
public:
  /// Returns a learner whose backbone starts from `weights`. Errors: weights that do not fit.
  static Result<std::unique_ptr<DetectionLearner>> make(const WeightFile& weights,
                                                        const DetectionPictures& train,
                                                        DetectionLearning options);
  ~DetectionLearner() override;

  std::optional<double> trainEpoch(const Epoch& epoch, const std::stop_token& stop) override;
  void keepAsBest() override;
  [[nodiscard]] WeightFile bestWeights() const override;
  [[nodiscard]] WeightFile state() const override;
  [[nodiscard]] bool stateHasBest() const override { return false; }
  Status restore(const WeightFile& state, const WeightFile& best) override;

  /// Returns what the present weights find in each picture; nothing when stopped.
  std::optional<std::vector<std::vector<FoundObject>>> find(const DetectionPictures& pictures,
                                                            const std::stop_token& stop);

private:
  struct State;
  explicit DetectionLearner(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace touchstone::training
