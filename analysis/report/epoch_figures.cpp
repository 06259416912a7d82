#include "analysis/report/epoch_figures.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <string>

namespace touchstone::analysis {

std::vector<EpochFigures> readEpochFigures(const std::filesystem::path& runFolder) {
  std::vector<EpochFigures> epochs;
  std::ifstream stream(runFolder / "metrics.jsonl", std::ios::binary);
  std::string text;
  while (std::getline(stream, text)) {
    const auto line = nlohmann::json::parse(text, nullptr, false);
    const auto number = [&](const char* name) {
      const auto found = line.find(name);
      return found != line.end() && found->is_number() ? found->get<double>() : 0.0;
    };
    if (line.is_object() && line.contains("epoch")) {
      epochs.push_back({.epoch = static_cast<int>(number("epoch")),
                        .trainLoss = number("trainLoss"),
                        .loss = number("loss"),
                        .accuracy = number("accuracy")});
    }
  }
  return epochs;
}

}  // namespace touchstone::analysis
