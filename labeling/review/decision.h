#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace touchstone::labeling {

using FindingId = std::int64_t;

/// What a person answered to a finding.
enum class DecisionKind { Accept, Relabel, Keep, Exclude, Augment, Collect, Later };

/// The answer to one finding; undone and logged like every edit.
struct Decision {
  DecisionKind kind = DecisionKind::Later;
  std::string findingKey;  ///< Finding::key: the same evidence is never asked about again
  std::string chosen;      ///< the class that was chosen, for accept and relabel
  bool operator==(const Decision&) const = default;
};

/// "accept", "relabel", "keep", "exclude", "augment", "collect" or "later".
[[nodiscard]] std::string_view nameOf(DecisionKind kind);
[[nodiscard]] std::optional<DecisionKind> decisionKindFromName(std::string_view name);

}  // namespace touchstone::labeling
