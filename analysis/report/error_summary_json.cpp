#include "analysis/report/error_summary_json.h"

#include "analysis/report/json_reading.h"

namespace touchstone::analysis {

using nlohmann::json;
using nlohmann::ordered_json;

ordered_json jsonOf(const ErrorSummary& summary) {
  ordered_json hypotheses = ordered_json::array();
  for (std::size_t h = 0; h < summary.evidence.size(); ++h) {
    ordered_json odds = ordered_json::array();
    const auto& counts = summary.odds[h].counts();
    for (std::size_t bin = 0; bin < counts.size(); ++bin) {
      if (counts[bin] > 0) {
        odds.push_back({OddsBins::middle(bin), counts[bin]});
      }
    }
    hypotheses.push_back(
        {{"evidence", finiteOrNull(summary.evidence[h])}, {"odds", std::move(odds)}});
  }
  const ErrorCount count = remainingErrors(summary, {});
  return {{"wrong", count.expected},
          {"low", count.range.low},
          {"high", count.range.high},
          {"hypotheses", std::move(hypotheses)}};
}

ErrorSummary errorSummaryFrom(const json& read) {
  ErrorSummary summary;
  for (const json& hypothesis : read.at("hypotheses")) {
    summary.evidence.push_back(hypothesis.at("evidence").get<double>());
    OddsHistogram& odds = summary.odds.emplace_back();
    for (const json& entry : hypothesis.at("odds")) {
      odds.add(entry.at(0).get<double>(), entry.at(1).get<double>());
    }
  }
  if (summary.evidence.empty()) {
    throw json::other_error::create(501, "no hypothesis", nullptr);
  }
  return summary;
}

}  // namespace touchstone::analysis
