#include "labeling/review/decision.h"

#include <array>

namespace touchstone::labeling {
namespace {
constexpr std::array<std::string_view, 7> names{"accept",  "relabel", "keep", "exclude",
                                                "augment", "collect", "later"};
}

std::string_view nameOf(DecisionKind kind) {
  return names[static_cast<std::size_t>(kind)];
}

std::optional<DecisionKind> decisionKindFromName(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) {
      return static_cast<DecisionKind>(i);
    }
  }
  return std::nullopt;
}

}  // namespace touchstone::labeling
