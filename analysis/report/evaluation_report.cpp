#include "analysis/report/evaluation_report.h"

#include "analysis/report/json_reading.h"

namespace touchstone::analysis {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

ordered_json confusionJson(const Matrix<long>& confusion) {
  ordered_json rows = ordered_json::array();
  for (std::size_t i = 0; i < confusion.rows; ++i) {
    const auto row = confusion.row(i);
    rows.push_back(std::vector<long>(row.begin(), row.end()));
  }
  return rows;
}

ordered_json metricsJson(const ClassificationMetrics& metrics) {
  ordered_json perClass = ordered_json::array();
  for (const ClassMetrics& one : metrics.perClass) {
    perClass.push_back({{"precision", finiteOrNull(one.precision)},
                        {"recall", finiteOrNull(one.recall)},
                        {"f1", finiteOrNull(one.f1)},
                        {"support", one.support}});
  }
  ordered_json calibration = ordered_json::array();
  for (const CalibrationBin& bin : metrics.calibration) {
    calibration.push_back({{"confidence", finiteOrNull(bin.confidence)},
                           {"accuracy", finiteOrNull(bin.accuracy)},
                           {"count", bin.count}});
  }
  return {{"accuracy", finiteOrNull(metrics.accuracy)},
          {"loss", finiteOrNull(metrics.loss)},
          {"macroF1", finiteOrNull(metrics.macroF1)},
          {"calibrationError", finiteOrNull(metrics.calibrationError)},
          {"confusion", confusionJson(metrics.confusion)},
          {"perClass", std::move(perClass)},
          {"calibration", std::move(calibration)}};
}

/// Throws what the JSON library throws, so that a table of the wrong size is reported like a member
/// of the wrong type.
void demand(bool condition, const char* what) {
  if (!condition) {
    throw json::other_error::create(501, what, nullptr);
  }
}

Matrix<long> confusionFrom(const json& read, std::size_t classes) {
  demand(read.is_array() && read.size() == classes,
         "the confusion matrix is not classes x classes");
  Matrix<long> confusion(classes, classes);
  for (std::size_t i = 0; i < classes; ++i) {
    const auto row = read.at(i).get<std::vector<long>>();
    demand(row.size() == classes, "the confusion matrix is not classes x classes");
    std::copy(row.begin(), row.end(), confusion.row(i).begin());
  }
  return confusion;
}

ClassificationMetrics metricsFrom(const json& read, std::size_t classes) {
  ClassificationMetrics metrics;
  metrics.accuracy = numberOrNan(read.at("accuracy"));
  metrics.loss = numberOrNan(read.at("loss"));
  metrics.macroF1 = numberOrNan(read.at("macroF1"));
  metrics.calibrationError = numberOrNan(read.at("calibrationError"));
  metrics.confusion = confusionFrom(read.at("confusion"), classes);
  for (const json& one : read.at("perClass")) {
    metrics.perClass.push_back({.precision = numberOrNan(one.at("precision")),
                                .recall = numberOrNan(one.at("recall")),
                                .f1 = numberOrNan(one.at("f1")),
                                .support = one.at("support").get<long>()});
  }
  demand(metrics.perClass.size() == classes, "there is not one entry of perClass for each class");
  for (const json& bin : read.at("calibration")) {
    metrics.calibration.push_back({.confidence = numberOrNan(bin.at("confidence")),
                                   .accuracy = numberOrNan(bin.at("accuracy")),
                                   .count = bin.at("count").get<long>()});
  }
  return metrics;
}

EvaluationReport reportFrom(const json& read) {
  EvaluationReport report;
  report.run = read.at("run").get<std::string>();
  report.split = read.at("split").get<std::string>();
  report.classes = read.at("classes").get<std::vector<std::string>>();
  report.metrics = metricsFrom(read.at("metrics"), report.classes.size());
  for (const json& sample : read.at("samples")) {
    EvaluatedSample one;
    one.image = sample.at("image").get<std::string>();
    if (!sample.at("annotation").is_null()) {
      one.annotation = sample.at("annotation").get<labeling::AnnotationId>();
    }
    one.given = sample.at("given").get<std::string>();
    one.predicted = sample.at("predicted").get<std::string>();
    one.confidence = numberOrNan(sample.at("confidence"));
    report.samples.push_back(std::move(one));
  }
  return report;
}

}  // namespace

std::string toJson(const EvaluationReport& report) {
  ordered_json samples = ordered_json::array();
  for (const EvaluatedSample& sample : report.samples) {
    samples.push_back({{"image", sample.image},
                       {"annotation", sample.annotation ? ordered_json(*sample.annotation)
                                                        : ordered_json(nullptr)},
                       {"given", sample.given},
                       {"predicted", sample.predicted},
                       {"confidence", finiteOrNull(sample.confidence)}});
  }
  return textOf({{"run", report.run},
                 {"split", report.split},
                 {"classes", report.classes},
                 {"metrics", metricsJson(report.metrics)},
                 {"samples", std::move(samples)}});
}

Result<EvaluationReport> evaluationReportFromJson(const std::string& text) {
  return readJson(text, "evaluation report", reportFrom);
}

}  // namespace touchstone::analysis
