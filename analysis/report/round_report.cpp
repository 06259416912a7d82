#include "analysis/report/round_report.h"

#include "analysis/report/evaluated_sample_text.h"
#include "analysis/report/run_report.h"
#include "labeling/formats/csv_text.h"

#include <algorithm>

namespace touchstone::analysis {
namespace {

using labeling::IterationRecord;
using nlohmann::ordered_json;

Result<RoundReport::Round> readRound(const labeling::Project& project,
                                     const std::vector<IterationRecord>& rounds,
                                     std::int64_t number) {
  const auto record = std::find_if(rounds.begin(), rounds.end(),
                                   [&](const auto& round) { return round.number == number; });
  if (record == rounds.end()) {
    return Error{ErrorKind::BadInput, project.folder(),
                 "The project " + project.folder().string() + " has no round " +
                     std::to_string(number) + "; it has " + std::to_string(rounds.size()) + "."};
  }
  auto run = readRunReport(project, record->run);
  if (!run) {
    return run.error();
  }
  if (!run->evaluation) {
    return Error{ErrorKind::BadInput, project.runFolder(record->run),
                 "What round " + std::to_string(number) + " got right is not kept any more."};
  }
  return RoundReport::Round{*record, *std::move(run->evaluation)};
}

ordered_json roundJson(const RoundReport::Round& round) {
  ordered_json metrics = ordered_json::object();
  for (const auto& [name, value] : round.record.metrics) {
    metrics[name] = finiteOrNull(value);
  }
  return {{"round", round.record.number}, {"run", round.record.run},
          {"split", round.record.split},  {"decisions", round.record.decisions},
          {"time", round.record.time},    {"labelHash", round.record.labelHash},
          {"metrics", std::move(metrics)}};
}

std::string csvLines(const char* change, const std::vector<EvaluatedSample>& samples) {
  std::string text;
  for (const EvaluatedSample& sample : samples) {
    auto fields = fieldsOf(sample);
    fields.insert(fields.begin(), change);
    text += labeling::csvLine(fields);
  }
  return text;
}

}  // namespace

Result<RoundReport> readRoundReport(const labeling::Project& project,
                                    std::int64_t round,
                                    std::optional<std::int64_t> earlier) {
  const auto rounds = project.iterations();
  auto now = readRound(project, rounds, round);
  if (!now) {
    return now.error();
  }
  if (!earlier && round == rounds.front().number) {
    return Error{ErrorKind::BadInput, project.folder(),
                 "No round comes before the first; name a later one."};
  }
  auto before = readRound(project, rounds, earlier.value_or(round - 1));
  if (!before) {
    return before.error();
  }
  auto comparison = compareEvaluations(before->evaluation, now->evaluation);
  if (!comparison) {
    return comparison.error();
  }
  return RoundReport{*std::move(before), *std::move(now), *std::move(comparison)};
}

std::string toJson(const RoundReport& report) {
  const Matrix<long>& counts = report.comparison.difference;
  ordered_json difference = ordered_json::array();
  for (std::size_t row = 0; row < counts.rows; ++row) {
    difference.push_back(std::vector<long>(counts.row(row).begin(), counts.row(row).end()));
  }
  return textOf({{"before", roundJson(report.before)},
                 {"now", roundJson(report.now)},
                 {"classes", report.comparison.classes},
                 {"difference", std::move(difference)},
                 {"better", jsonOf(report.comparison.mended)},
                 {"worse", jsonOf(report.comparison.broken)}});
}

std::string toCsv(const RoundReport& report) {
  auto columns = sampleColumns();
  columns.insert(columns.begin(), "change");
  return labeling::csvLine(columns) + csvLines("better", report.comparison.mended) +
         csvLines("worse", report.comparison.broken);
}

}  // namespace touchstone::analysis
