#include "analysis/report/run_report.h"

#include "analysis/report/evaluated_sample_text.h"
#include "labeling/formats/csv_text.h"
#include "labeling/images/read_file.h"

#include <algorithm>

namespace touchstone::analysis {
namespace {

using nlohmann::ordered_json;

ordered_json epochsJson(const std::vector<EpochFigures>& epochs) {
  ordered_json list = ordered_json::array();
  for (const EpochFigures& figures : epochs) {
    list.push_back({{"epoch", figures.epoch},
                    {"trainLoss", finiteOrNull(figures.trainLoss)},
                    {"loss", finiteOrNull(figures.loss)},
                    {"accuracy", finiteOrNull(figures.accuracy)}});
  }
  return list;
}

}  // namespace

Result<RunReport> readRunReport(const labeling::Project& project, const std::string& run) {
  const auto runs = project.runs();
  const auto record =
      std::find_if(runs.begin(), runs.end(), [&](const auto& one) { return one.name == run; });
  if (record == runs.end()) {
    return Error{ErrorKind::BadInput, project.folder(),
                 "The project " + project.folder().string() + " has no run " + run + "."};
  }
  RunReport report{
      .record = *record, .epochs = readEpochFigures(project.runFolder(run)), .evaluation = {}};
  const auto file = project.runFolder(run) / "evaluation.json";
  if (!std::filesystem::exists(file)) {
    return report;
  }
  const auto text = labeling::readFile(file);
  if (!text) {
    return text.error();
  }
  auto evaluation = evaluationReportFromJson(*text);
  if (!evaluation) {
    return Error{ErrorKind::BadInput, file, file.string() + ": " + evaluation.error().message};
  }
  report.evaluation = *std::move(evaluation);
  return report;
}

std::string toJson(const RunReport& report) {
  const labeling::RunRecord& record = report.record;
  ordered_json metrics = ordered_json::object();
  for (const auto& [name, value] : record.metrics) {
    metrics[name] = finiteOrNull(value);
  }
  const auto request = ordered_json::parse(record.request, nullptr, false);
  return textOf({{"run", record.name},
                 {"state", record.state},
                 {"task", record.task},
                 {"model", record.model},
                 {"request", request.is_discarded() ? ordered_json(nullptr) : request},
                 {"metrics", std::move(metrics)},
                 {"started", record.started},
                 {"seconds", finiteOrNull(record.seconds)},
                 {"epochs", epochsJson(report.epochs)},
                 {"evaluation", report.evaluation ? ordered_json::parse(toJson(*report.evaluation))
                                                  : ordered_json(nullptr)}});
}

std::string toCsv(const RunReport& report) {
  std::string text = labeling::csvLine(sampleColumns());
  if (report.evaluation) {
    for (const EvaluatedSample& sample : report.evaluation->samples) {
      text += labeling::csvLine(fieldsOf(sample));
    }
  }
  return text;
}

}  // namespace touchstone::analysis
