#include "ui/train/training_choices.h"

namespace touchstone::ui {

QJsonObject toJson(const TrainingChoices& choices) {
  QJsonObject json{{"task", choices.task},
                   {"preset", choices.preset},
                   {"seed", choices.seed},
                   {"device", choices.device}};
  if (!choices.backbone.isEmpty()) {
    json.insert("backbone", choices.backbone);
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
          .device = json.value("device").toString(standard.device)};
}

}  // namespace touchstone::ui
