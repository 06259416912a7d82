#pragma once

#include <map>
#include <optional>
#include <string>

namespace touchstone::labeling {

/// The figure by which models of one task are compared.
struct MainFigure {
  std::string name;  ///< as the metrics call it: "accuracy", "AP50" or "dice"
  double value = 0;
};

/// Returns the figure of a classifier, a detector or a segmenter; nothing when none was measured.
[[nodiscard]] inline std::optional<MainFigure> mainFigure(
    const std::map<std::string, double>& metrics) {
  for (const char* name : {"accuracy", "AP50", "dice"}) {
    if (const auto found = metrics.find(name); found != metrics.end()) {
      return MainFigure{name, found->second};
    }
  }
  return std::nullopt;
}

/// Returns what a person calls it: "Accuracy", "AP50", "Dice".
[[nodiscard]] inline std::string titleOf(const MainFigure& figure) {
  return figure.name == "accuracy" ? "Accuracy" : figure.name == "dice" ? "Dice" : figure.name;
}

}  // namespace touchstone::labeling
