#pragma once

#include "analysis/metrics/coco_evaluation.h"
#include "analysis/report/json_reading.h"

namespace touchstone::analysis {

/// Returns {"AP", …, "ARl"}; what is not finite is null.
[[nodiscard]] inline nlohmann::ordered_json jsonOf(const CocoNumbers& numbers) {
  nlohmann::ordered_json json;
  for (const auto& [name, value] : namedNumbers(numbers)) {
    json[std::string(name)] = finiteOrNull(value);
  }
  return json;
}

}  // namespace touchstone::analysis
