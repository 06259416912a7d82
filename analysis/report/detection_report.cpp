#include "analysis/report/detection_report.h"

#include "analysis/report/json_reading.h"

namespace touchstone::analysis {
namespace {

void addNumbers(nlohmann::ordered_json& object, const CocoNumbers& numbers) {
  for (const auto& [name, value] : namedNumbers(numbers)) {
    object[std::string(name)] = finiteOrNull(value);
  }
}

}  // namespace

std::string toJson(const CocoEvaluation& evaluation) {
  nlohmann::ordered_json json;
  addNumbers(json, evaluation.numbers);
  json["perClass"] = nlohmann::ordered_json::array();
  for (const CocoClass& one : evaluation.perClass) {
    nlohmann::ordered_json entry{{"id", one.category.id}, {"name", one.category.name}};
    addNumbers(entry, one.numbers);
    entry["objects"] = one.objects;
    entry["detections"] = one.detections;
    json["perClass"].push_back(std::move(entry));
  }
  return textOf(json);
}

}  // namespace touchstone::analysis
