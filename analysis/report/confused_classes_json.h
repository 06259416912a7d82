#pragma once

#include "analysis/audits/label_audit.h"
#include "analysis/report/json_reading.h"

#include <vector>

namespace touchstone::analysis {

/// Returns [{"first","second","labels","share"}].
[[nodiscard]] inline nlohmann::ordered_json jsonOf(const std::vector<ConfusedClasses>& confused) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const ConfusedClasses& pair : confused) {
    list.push_back({{"first", pair.first},
                    {"second", pair.second},
                    {"labels", pair.labels},
                    {"share", finiteOrNull(pair.share)}});
  }
  return list;
}

/// Reads what jsonOf wrote. Throws nlohmann::json::exception when it is something else.
[[nodiscard]] inline std::vector<ConfusedClasses> confusedClassesFrom(const nlohmann::json& read) {
  std::vector<ConfusedClasses> confused;
  for (const auto& pair : read) {
    confused.push_back({.first = pair.at("first").get<std::string>(),
                        .second = pair.at("second").get<std::string>(),
                        .labels = pair.at("labels").get<long>(),
                        .share = numberOrNan(pair.at("share"))});
  }
  return confused;
}

}  // namespace touchstone::analysis
