#include "ui/train/training_choices.h"

#include "labeling/augmentation/recipe_json.h"

#include <QJsonDocument>

namespace touchstone::ui {

QJsonObject toJson(const TrainingChoices& choices) {
  QJsonObject json{{"task", choices.task},
                   {"preset", choices.preset},
                   {"seed", choices.seed},
                   {"device", choices.device}};
  if (!choices.backbone.isEmpty()) {
    json.insert("backbone", choices.backbone);
  }
  for (const auto& [name, value] : {std::pair{"fromScratch", choices.fromScratch},
                                    {"findLearningRate", choices.findLearningRate},
                                    {"mirrored", choices.mirrored}}) {
    if (value) {
      json.insert(QLatin1String(name), true);
    }
  }
  if (const auto recipe = labeling::augmentationPreset(choices.augmentation.toStdString())) {
    json.insert("augmentation", choices.augmentation);
    const auto text = QByteArray::fromStdString(labeling::recipeToText(*recipe));
    json.insert("recipe", QJsonDocument::fromJson(text).object());
  }
  if (choices.mixing != TrainingChoices{}.mixing) {
    json.insert("mixing", choices.mixing);
  }
  if (choices.epochs > 0) {
    json.insert("epochs", choices.epochs);
  }
  if (choices.size > 0) {
    json.insert("size", choices.size);
  }
  return json;
}

TrainingChoices trainingChoicesFromJson(const QJsonObject& json) {
  const TrainingChoices standard;
  return {.task = json.value("task").toString(standard.task),
          .backbone = json.value("backbone").toString(),
          .preset = json.value("preset").toString(standard.preset),
          .epochs = json.value("epochs").toInt(),
          .size = json.value("size").toInt(),
          .seed = json.value("seed").toInt(standard.seed),
          .fromScratch = json.value("fromScratch").toBool(),
          .findLearningRate = json.value("findLearningRate").toBool(),
          .mirrored = json.value("mirrored").toBool(),
          .augmentation = json.value("augmentation").toString(),
          .mixing = json.value("mixing").toString(standard.mixing),
          .device = json.value("device").toString(standard.device)};
}

}  // namespace touchstone::ui
