#pragma once

#include "training/networks/network.h"
#include "training/runs/run_choices.h"

#include <torch/optim/optimizer.h>

#include <memory>
#include <vector>

namespace touchstone::training {

/// The parameters of a network that learn, each stage at its own rate, and their optimizer: AdamW
/// from random weights, SGD with Nesterov's momentum else.
class LearningParameters {
public:
  /// The first `freeze` stages stay as they are.
  LearningParameters(const Network& network, LearningMode mode, int freeze);

  [[nodiscard]] torch::optim::Optimizer& optimizer() { return *optimizer_; }

  /// Sets the learning rate of the head; a pre-trained stage learns slower the farther it is from
  /// the head (discriminative fine-tuning, Howard and Ruder 2018).
  void setRate(double rate);

  /// Lets those stages learn whose turn it is at `progress` in [0, 1]: of a pre-trained network the
  /// last one at once, the first after three tenths (gradual unfreezing, ibid.), else all.
  void unlock(double progress);

private:
  struct Group {
    int stage = 0;  ///< the number of stages: the head
    double factor = 1;
    std::vector<torch::Tensor> parameters;
  };

  LearningMode mode_;
  int freeze_;
  int stages_;
  std::vector<Group> groups_;
  std::unique_ptr<torch::optim::Optimizer> optimizer_;
};

}  // namespace touchstone::training
