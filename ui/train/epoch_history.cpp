#include "ui/train/epoch_history.h"

namespace touchstone::ui {

EpochFigures epochFiguresFromJson(const QJsonObject& metrics) {
  return {.epoch = metrics.value("epoch").toInt(),
          .trainLoss = metrics.value("trainLoss").toDouble(),
          .loss = metrics.value("loss").toDouble(),
          .accuracy = metrics.value("accuracy").toDouble()};
}

}  // namespace touchstone::ui
