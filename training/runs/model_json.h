#pragma once

#include "labeling/result.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace touchstone::training {

/// What model.json says of every trained model.
struct ModelOrigin {
  std::string backbone;     ///< or the name of the method that stands in its place
  std::string startedFrom;  ///< the pre-trained weight file, or empty
  std::vector<std::string> classes;
  std::map<std::string, double> metrics;
  std::string split;  ///< what the metrics were measured on
  std::string labelHash;
};

/// Writes a run's model.json: what its task adds to its origin, with the mean and the deviation
/// that all our networks expect.
Status writeModelJson(const std::filesystem::path& runFolder,
                      const ModelOrigin& origin,
                      nlohmann::json model);

/// Reads the origin; the JSON library throws where a member is missing or of another type.
void readOrigin(const nlohmann::json& json, ModelOrigin& origin);

/// Returns a run's model.json. Error: there is none, or it is damaged.
Result<nlohmann::json> readModelJson(const std::filesystem::path& runFolder);

/// Returns the error of a model.json that does not describe what it should.
[[nodiscard]] Error unusableModel(const std::filesystem::path& runFolder);

/// Returns what a run's model.json says; `parse` returns it, or nothing when it makes no sense, and
/// may throw what the JSON library throws. Error: no such model, or it is damaged.
template <class Parse>
auto readModel(const std::filesystem::path& runFolder, Parse parse)
    -> Result<typename decltype(parse(nlohmann::json()))::value_type> {
  const auto json = readModelJson(runFolder);
  if (!json) {
    return json.error();
  }
  try {
    if (auto model = parse(*json)) {
      return *std::move(model);
    }
  } catch (const nlohmann::json::exception&) {  // as if it made no sense
  }
  return unusableModel(runFolder);
}

/// Returns the task of the model of a run: "classify", "detect" or "segment"; empty without one.
[[nodiscard]] std::string taskOf(const std::filesystem::path& runFolder);

}  // namespace touchstone::training
