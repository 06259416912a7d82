#pragma once

#include "analysis/report/evaluation_report.h"
#include "analysis/report/json_reading.h"

#include <string>
#include <vector>

namespace touchstone::analysis {

[[nodiscard]] inline nlohmann::ordered_json jsonOf(const EvaluatedSample& sample) {
  nlohmann::ordered_json written{
      {"image", sample.image},
      {"annotation", sample.annotation ? nlohmann::ordered_json(*sample.annotation)
                                       : nlohmann::ordered_json(nullptr)},
      {"given", sample.given},
      {"predicted", sample.predicted},
      {"confidence", finiteOrNull(sample.confidence)}};
  if (sample.box) {
    written["box"] = {sample.box->x0, sample.box->y0, sample.box->x1, sample.box->y1};
  }
  return written;
}

[[nodiscard]] inline nlohmann::ordered_json jsonOf(const std::vector<EvaluatedSample>& samples) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const EvaluatedSample& sample : samples) {
    list.push_back(jsonOf(sample));
  }
  return list;
}

/// The columns of tables of samples, and one sample's fields in their order.
[[nodiscard]] inline std::vector<std::string> sampleColumns() {
  return {"image", "annotation", "given", "predicted", "confidence"};
}

[[nodiscard]] inline std::vector<std::string> fieldsOf(const EvaluatedSample& sample) {
  return {sample.image, sample.annotation ? std::to_string(*sample.annotation) : std::string(),
          sample.given, sample.predicted, std::to_string(sample.confidence)};
}

}  // namespace touchstone::analysis
