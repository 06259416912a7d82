#include "ui/train/epoch_history.h"

#include <QFile>
#include <QJsonDocument>

namespace touchstone::ui {

EpochFigures epochFiguresFromJson(const QJsonObject& metrics) {
  return {.epoch = metrics.value("epoch").toInt(),
          .trainLoss = metrics.value("trainLoss").toDouble(),
          .loss = metrics.value("loss").toDouble(),
          .accuracy = metrics.value("accuracy").toDouble()};
}

std::vector<EpochFigures> readEpochHistory(const std::filesystem::path& runFolder) {
  std::vector<EpochFigures> epochs;
  QFile file(runFolder / "metrics.jsonl");
  if (!file.open(QIODevice::ReadOnly)) {
    return epochs;
  }
  while (!file.atEnd()) {
    const QJsonDocument line = QJsonDocument::fromJson(file.readLine());
    if (line.isObject() && line.object().contains("epoch")) {
      epochs.push_back(epochFiguresFromJson(line.object()));
    }
  }
  return epochs;
}

}  // namespace touchstone::ui
