#include "analysis/report/error_summary_json.h"

#include "analysis/report/json_reading.h"

namespace touchstone::analysis {

using nlohmann::json;
using nlohmann::ordered_json;

ordered_json jsonOf(const ErrorSummary& summary) {
  ordered_json hypotheses = ordered_json::array();
  for (const OddsHistogram& histogram : summary.odds) {
    ordered_json odds = ordered_json::array();
    const auto& counts = histogram.counts();
    for (std::size_t bin = 0; bin < counts.size(); ++bin) {
      if (counts[bin] > 0) {
        odds.push_back({OddsBins::middle(bin), counts[bin]});
      }
    }
    hypotheses.push_back({{"odds", std::move(odds)}});
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
    OddsHistogram& odds = summary.odds.emplace_back();
    for (const json& entry : hypothesis.at("odds")) {
      odds.add(entry.at(0).get<double>(), entry.at(1).get<double>());
    }
  }
  if (summary.odds.empty()) {
    throw json::other_error::create(501, "no hypothesis", nullptr);
  }
  return summary;
}

}  // namespace touchstone::analysis
