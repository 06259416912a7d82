#include "training/runs/presets.h"

#include <algorithm>

namespace touchstone::training {

namespace {

constexpr std::size_t fewestForPreTraining = 20'000;
/// With fewer samples a fine-tuned network is no better than a frozen one.
constexpr std::size_t fewestForFineTuning = 5000;

struct Epochs {
  int usual = 0;
  int fewest = 0;
};

/// Returns epochs such that about `views` pictures are seen, within limits.
Epochs epochsFor(double views, std::size_t samples, int fewest, int most) {
  const double count = static_cast<double>(std::max<std::size_t>(samples, 1));
  return {std::clamp(static_cast<int>(views / count), fewest, most), fewest};
}

Epochs usualEpochs(LearningMode mode, const std::string& preset, std::size_t samples) {
  const bool thorough = preset == "thorough";
  switch (mode) {
    case LearningMode::FrozenBackbone:
      return epochsFor(20'000, samples, 60, 300);
    case LearningMode::FineTuning:
      return thorough ? epochsFor(30'000, samples, 10, 40) : epochsFor(15'000, samples, 4, 12);
    case LearningMode::FromScratch:
      return thorough ? epochsFor(60'000, samples, 30, 150) : epochsFor(15'000, samples, 12, 60);
    case LearningMode::PreTraining:
      return epochsFor(thorough ? 1'600'000 : 400'000, samples, 2, 60);
    case LearningMode::Baseline:
      return {1, 1};
  }
  return {};
}

class Decision {
public:
  Decision(const TrainingRequest& request, const PresetInput& input)
      : request_(request), input_(input) {}

  PresetChoice choose() const {
    if (!input_.pretrained) {
      const auto mode = input_.samples >= fewestForPreTraining ? LearningMode::PreTraining
                                                               : LearningMode::FromScratch;
      return withEpochs(mode, std::max(0, std::min(request_.freeze, input_.stages)));
    }
    if (request_.freeze == 0 && input_.samples >= fewestForPreTraining) {
      return withEpochs(LearningMode::PreTraining, 0);
    }
    if (request_.freeze >= 0) {
      return request_.freeze < input_.stages ? withEpochs(LearningMode::FineTuning, request_.freeze)
                                             : withEpochs(LearningMode::FrozenBackbone, 0);
    }
    const bool thorough = request_.preset == "thorough";
    if (!thorough && (request_.preset == "fast" || input_.samples < fewestForFineTuning)) {
      return withEpochs(LearningMode::FrozenBackbone, 0);
    }
    const int later = input_.stages * 3 / 5;
    for (const int freeze : {0, later}) {
      if (fits(LearningMode::FineTuning, freeze, fewestEpochs())) {
        return withEpochs(LearningMode::FineTuning, freeze);
      }
    }
    return thorough ? withEpochs(LearningMode::FineTuning, later)
                    : withEpochs(LearningMode::FrozenBackbone, 0);
  }

private:
  [[nodiscard]] int fewestEpochs() const {
    return request_.epochs > 0
               ? request_.epochs
               : usualEpochs(LearningMode::FineTuning, request_.preset, input_.samples).fewest;
  }

  [[nodiscard]] bool fits(LearningMode mode, int freeze, int epochs) const {
    return epochs * static_cast<double>(input_.samples) * input_.learnSeconds(mode, freeze) <=
           presetSeconds(request_.preset);
  }

  [[nodiscard]] PresetChoice withEpochs(LearningMode mode, int freeze) const {
    if (request_.epochs > 0) {
      return {mode, freeze, request_.epochs};
    }
    auto [epochs, fewest] = usualEpochs(mode, request_.preset, input_.samples);
    const bool timed = mode == LearningMode::FineTuning || mode == LearningMode::FromScratch;
    while (timed && epochs / 2 >= fewest && !fits(mode, freeze, epochs)) {
      epochs /= 2;
    }
    return {mode, freeze, epochs};
  }

  const TrainingRequest& request_;
  const PresetInput& input_;
};

}  // namespace

double presetSeconds(const std::string& preset) {
  return preset == "fast" ? 60 : preset == "thorough" ? 3600 : 600;
}

PresetChoice presetChoice(const TrainingRequest& request, const PresetInput& input) {
  return Decision(request, input).choose();
}

}  // namespace touchstone::training
