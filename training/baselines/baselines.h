#pragma once

#include <string_view>
#include <vector>

namespace touchstone::training {

enum class BaselineKind { PixelMatch, ColourHistogram, Filters, SupportVectors };

/// A classical way to classify pictures, without a network: what a network has to beat.
struct Baseline {
  std::string_view name;   ///< "colour-histogram"
  std::string_view title;  ///< "Colour histogram"
  BaselineKind kind;
};

/// All of them, a row each.
[[nodiscard]] const std::vector<Baseline>& baselines();
/// Returns the row with that name, or nullptr.
[[nodiscard]] const Baseline* findBaseline(std::string_view name);

}  // namespace touchstone::training
