#pragma once

#include "training/runs/run_choices.h"
#include "training/runs/training_request.h"

#include <functional>
#include <string>

namespace touchstone::training {

/// What there is to learn from, and what it costs on this machine.
struct PresetInput {
  std::size_t samples = 0;  ///< in the train split
  bool pretrained = false;  ///< the backbone has weights
  int stages = 0;           ///< of the backbone
  /// Returns the seconds that a picture takes to learn from when so many stages are frozen.
  std::function<double(LearningMode mode, int freeze)> learnSeconds;
};

/// What a preset makes of it.
struct PresetChoice {
  LearningMode mode = LearningMode::FrozenBackbone;
  int freeze = 0;
  int epochs = 0;
};

/// Returns how long a training with the preset may take: a minute, ten minutes, an hour.
[[nodiscard]] double presetSeconds(const std::string& preset);

/// Decides what learns and how long: as much of the network, and as many epochs, as the time of the
/// preset allows. What the request asks for is kept. Costs are
/// asked for only where they matter; epochs come in halves of the usual number, so that the answer
/// does not depend on how busy the machine is just now.
[[nodiscard]] PresetChoice presetChoice(const TrainingRequest& request, const PresetInput& input);

}  // namespace touchstone::training
