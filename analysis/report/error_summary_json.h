#pragma once

#include "analysis/audits/error_summary.h"

#include <nlohmann/json.hpp>

namespace touchstone::analysis {

/// Returns {"wrong","low","high","hypotheses":[{"odds":[[log odds, labels], …]}, …]}:
/// how many labels are expected to be wrong before any decision, between which numbers they are
/// with a probability of 90 %, and what a new count needs.
[[nodiscard]] nlohmann::ordered_json jsonOf(const ErrorSummary& summary);

/// Reads what jsonOf wrote. Throws nlohmann::json::exception when it is something else.
[[nodiscard]] ErrorSummary errorSummaryFrom(const nlohmann::json& read);

}  // namespace touchstone::analysis
