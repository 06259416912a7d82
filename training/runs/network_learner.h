#pragma once

#include "training/data/augmentation.h"
#include "training/data/mixing.h"
#include "training/data/picture_store.h"
#include "training/data/variation.h"
#include "training/runs/learner.h"
#include "training/runs/learning_rate_finder.h"
#include "training/runs/run_choices.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace touchstone::training {

/// How a whole network learns.
struct NetworkOptions {
  LearningMode mode = LearningMode::FromScratch;
  int classes = 0;
  int size = 96;   ///< side of validation pictures; see trainingSizeAt for those of training
  int freeze = 0;  ///< stages kept as they are
  int batch = 32;
  Augmentation augmentation;
  Variation variation;
  Mixing mixing = Mixing::None;
  Views views = Views::One;            ///< by which a validation picture is judged
  std::vector<float> classWeights;     ///< how much a sample of each class counts; empty: all alike
  std::vector<std::size_t> trainRows;  ///< samples of the training store; empty: all readable ones
  std::vector<std::size_t> valRows;  ///< samples of the validation store; empty: all readable ones
  std::uint64_t seed = 1;
  bool cuda = false;
  /// Receives the number of epochs that are done, with fractions.
  std::function<void(double)> progress = [](double) {};
};

/// A network that learns as a whole: SGD with momentum and frozen batch normalisation from
/// pre-trained weights, of which the moving average is kept, AdamW from random ones, SGD with
/// momentum and a long warm-up ("one cycle", Smith 2018) in a pre-training. The stores must outlive
/// it.
class NetworkLearner : public ClassificationLearner {
public:
  /// Returns a learner that starts from `weights`, or, when that is empty, from random ones that
  /// follow from the seed. Errors: weights that do not fit.
  static Result<std::unique_ptr<NetworkLearner>> make(const Backbone& backbone,
                                                      const WeightFile& weights,
                                                      const PictureStore& train,
                                                      const PictureStore& val,
                                                      NetworkOptions options);
  ~NetworkLearner() override;

  /// Tries learning rates on batches, one step each, until the loss grows; afterwards this learner
  /// is of no other use. Returns nothing when stopped.
  std::optional<std::vector<RateTrial>> tryRates(int steps, const std::stop_token& stop);

  std::optional<double> trainEpoch(const Epoch& epoch, const std::stop_token& stop) override;
  std::optional<analysis::ProbabilityMatrix> validate(const std::stop_token& stop) override;
  void keepAsBest() override;
  [[nodiscard]] WeightFile bestWeights() const override;
  [[nodiscard]] WeightFile state() const override;
  [[nodiscard]] bool stateHasBest() const override { return false; }
  Status restore(const WeightFile& state, const WeightFile& best) override;

private:
  struct State;
  explicit NetworkLearner(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace touchstone::training
