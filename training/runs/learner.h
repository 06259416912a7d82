#pragma once

#include "analysis/matrix.h"
#include "training/weights/safetensors.h"

#include <optional>
#include <stop_token>

namespace touchstone::training {

/// One pass over the training samples.
struct Epoch {
  int number = 1;  ///< from 1
  int total = 1;
  double learningRate = 0;  ///< at the schedule's peak
};

/// Something that learns epoch by epoch, can be put on disk between two epochs, and continues from
/// there exactly as if it had not been interrupted.
class Learner {
public:
  virtual ~Learner() = default;

  /// Trains on every sample once and returns the mean loss; nothing when stopped, after which
  /// only bestWeights() is of use.
  virtual std::optional<double> trainEpoch(const Epoch& epoch, const std::stop_token& stop) = 0;

  /// Remembers the present weights as the best.
  virtual void keepAsBest() = 0;
  /// Returns the best weights as a complete state dict with torchvision's names.
  [[nodiscard]] virtual WeightFile bestWeights() const = 0;

  /// Returns all that a continuation needs, the best weights too if `stateHasBest`.
  [[nodiscard]] virtual WeightFile state() const = 0;
  [[nodiscard]] virtual bool stateHasBest() const = 0;
  /// Continues from state(), and from bestWeights() unless `stateHasBest`. Errors: they belong to
  /// another training.
  virtual Status restore(const WeightFile& state, const WeightFile& best) = 0;
};

/// A learner that tells classes.
class ClassificationLearner : public Learner {
public:
  /// Returns N×K probabilities of the validation samples; nothing when stopped.
  virtual std::optional<analysis::ProbabilityMatrix> validate(const std::stop_token& stop) = 0;
};

}  // namespace touchstone::training
