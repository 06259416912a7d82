#include "ui/train/epoch_samples.h"

#include "labeling/project/shape_json.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace touchstone::ui {

std::vector<EpochSample> epochSamplesFromJson(const QJsonObject& metrics) {
  std::vector<EpochSample> samples;
  for (const auto& one : metrics.value("samples").toArray()) {
    EpochSample& sample = samples.emplace_back();
    sample.image = one.toObject().value("image").toString().toStdString();
    for (const auto& found : one.toObject().value("objects").toArray()) {
      const QJsonObject object = found.toObject();
      const QByteArray text =
          QJsonDocument(object.value("shape").toObject()).toJson(QJsonDocument::Compact);
      if (auto shape = labeling::shapeFromText(text.toStdString())) {
        sample.objects.push_back({.labelClass = object.value("class").toString().toStdString(),
                                  .shape = *std::move(shape),
                                  .score = object.value("score").toDouble()});
      }
    }
  }
  return samples;
}

}  // namespace touchstone::ui
