#pragma once

#include "labeling/result.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>

namespace touchstone::training {

/// Writes a run's model.json, with the mean and the deviation that all our networks expect.
Status writeModelJson(const std::filesystem::path& runFolder, nlohmann::json model);

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
