#pragma once

#include <QJsonObject>
#include <QString>

namespace touchstone::ui {

/// What the person chose under "Details". Empty or zero means "chosen from the data".
struct TrainingChoices {
  QString task = QStringLiteral("classify");
  QString backbone;
  QString preset = QStringLiteral("balanced");  ///< "fast", "balanced" or "thorough"
  int epochs = 0;
  int size = 0;  ///< input side in pixels
  int seed = 1;
  bool fromScratch = false;       ///< from random weights, even where pre-trained ones are known
  bool findLearningRate = false;  ///< by trying some first
  bool mirrored = false;          ///< judge each picture together with its mirror image
  QString augmentation = {};      ///< a preset of recipes: "none", "light", "medium", "strong"
  QString mixing = QStringLiteral("none");  ///< "none", "mixup" or "cutmix"
  QString device = QStringLiteral("auto");  ///< "auto", "cpu" or "cuda"
  bool operator==(const TrainingChoices&) const = default;
};

/// Returns the members of the engine's `train` and `plan` requests; what is left open is left out.
[[nodiscard]] QJsonObject toJson(const TrainingChoices& choices);
/// Reads what toJson wrote; members that are missing keep their defaults.
[[nodiscard]] TrainingChoices trainingChoicesFromJson(const QJsonObject& json);

}  // namespace touchstone::ui
