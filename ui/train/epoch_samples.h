#pragma once

#include "labeling/geometry/shape.h"

#include <QJsonObject>

#include <string>
#include <vector>

namespace touchstone::ui {

/// What a model under training sees on one validation image.
struct EpochSample {
  struct Object {
    std::string labelClass;
    labeling::Shape shape;  ///< in pixels of the image
    double score = 0;
  };
  std::string image;  ///< path relative to the project
  std::vector<Object> objects;
};

/// Reads `samples` of a progress notification's `metrics`; objects that are not understood are left
/// out.
[[nodiscard]] std::vector<EpochSample> epochSamplesFromJson(const QJsonObject& metrics);

}  // namespace touchstone::ui
