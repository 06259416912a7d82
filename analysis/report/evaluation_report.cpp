#include "analysis/report/evaluation_report.h"

#include "analysis/report/coco_numbers_json.h"
#include "analysis/report/evaluated_sample_text.h"

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

ordered_json figuresJson(const std::map<std::string, double>& figures) {
  ordered_json written = ordered_json::object();
  for (const auto& [name, value] : figures) {
    written[name] = finiteOrNull(value);
  }
  return written;
}

ordered_json detectionJson(const DetectionFigures& detection) {
  auto written = jsonOf(detection.numbers);
  written["perClass"] = ordered_json::array();
  for (const auto& one : detection.perClass) {
    auto entry = jsonOf(one.numbers);
    entry["threshold"] = finiteOrNull(one.threshold);
    entry["curve"] = ordered_json::array();
    for (const PrecisionRecallPoint& point : one.curve) {
      entry["curve"].push_back({point.score, point.precision, point.recall});
    }
    written["perClass"].push_back(std::move(entry));
  }
  for (std::size_t kind = 0; kind < tideErrorKinds; ++kind) {
    written["cost"][std::string(nameOf(static_cast<TideErrorKind>(kind)))] = detection.cost[kind];
  }
  return written;
}

Matrix<long> confusionFrom(const json& read, std::size_t rows) {
  demand(read.is_array() && read.size() == rows, "the confusion matrix is not classes x classes");
  Matrix<long> confusion(rows, rows);
  for (std::size_t i = 0; i < rows; ++i) {
    const auto row = read.at(i).get<std::vector<long>>();
    demand(row.size() == rows, "the confusion matrix is not classes x classes");
    std::copy(row.begin(), row.end(), confusion.row(i).begin());
  }
  return confusion;
}

CocoNumbers numbersFrom(const json& read) {
  const auto number = [&](const char* name) { return numberOrNan(read.at(name)); };
  return {.ap = number("AP"),
          .ap50 = number("AP50"),
          .ap75 = number("AP75"),
          .apSmall = number("APs"),
          .apMedium = number("APm"),
          .apLarge = number("APl"),
          .ar1 = number("AR1"),
          .ar10 = number("AR10"),
          .ar100 = number("AR100"),
          .arSmall = number("ARs"),
          .arMedium = number("ARm"),
          .arLarge = number("ARl")};
}

DetectionFigures detectionFrom(const json& read, std::size_t classes) {
  DetectionFigures detection;
  detection.numbers = numbersFrom(read);
  for (const json& entry : read.at("perClass")) {
    auto& one = detection.perClass.emplace_back();
    one.numbers = numbersFrom(entry);
    one.threshold = numberOrNan(entry.at("threshold"));
    for (const json& point : entry.at("curve")) {
      one.curve.push_back({.score = point.at(0).get<double>(),
                           .precision = point.at(1).get<double>(),
                           .recall = point.at(2).get<double>()});
    }
  }
  demand(detection.perClass.size() == classes,
         "there is not one entry of detection for each class");
  for (std::size_t kind = 0; kind < tideErrorKinds; ++kind) {
    detection.cost[kind] =
        numberOrNan(read.at("cost").at(std::string(nameOf(static_cast<TideErrorKind>(kind)))));
  }
  return detection;
}

labeling::Box boxFrom(const json& read) {
  const auto numbers = read.get<std::array<double, 4>>();
  return {numbers[0], numbers[1], numbers[2], numbers[3]};
}

ClassificationMetrics metricsFrom(const json& read, std::size_t classes, std::size_t rows) {
  ClassificationMetrics metrics;
  metrics.accuracy = numberOrNan(read.at("accuracy"));
  metrics.loss = numberOrNan(read.at("loss"));
  metrics.macroF1 = numberOrNan(read.at("macroF1"));
  metrics.calibrationError = numberOrNan(read.at("calibrationError"));
  metrics.confusion = confusionFrom(read.at("confusion"), rows);
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
  for (const auto& [name, value] : read.at("figures").items()) {
    report.figures[name] = numberOrNan(value);
  }
  const std::size_t classes = report.classes.size();
  if (const auto detection = read.find("detection"); detection != read.end()) {
    report.detection = detectionFrom(*detection, classes);
  }
  report.metrics =
      metricsFrom(read.at("metrics"), classes, report.detection ? classes + 1 : classes);
  for (const json& sample : read.at("samples")) {
    EvaluatedSample one;
    one.image = sample.at("image").get<std::string>();
    if (!sample.at("annotation").is_null()) {
      one.annotation = sample.at("annotation").get<labeling::AnnotationId>();
    }
    one.given = sample.at("given").get<std::string>();
    one.predicted = sample.at("predicted").get<std::string>();
    one.confidence = numberOrNan(sample.at("confidence"));
    if (const auto box = sample.find("box"); box != sample.end()) {
      one.box = boxFrom(*box);
    }
    report.samples.push_back(std::move(one));
  }
  return report;
}

}  // namespace

std::string classAt(const EvaluationReport& report, std::size_t position) {
  return position < report.classes.size() ? report.classes[position] : std::string();
}

std::vector<JudgedAnswer> judgedAnswers(const EvaluationReport& report) {
  std::vector<JudgedAnswer> answers;
  for (const EvaluatedSample& sample : report.samples) {
    answers.push_back({.confidence = sample.confidence, .right = sample.given == sample.predicted});
  }
  return answers;
}

std::string toJson(const EvaluationReport& report) {
  ordered_json written{{"run", report.run},
                       {"split", report.split},
                       {"classes", report.classes},
                       {"figures", figuresJson(report.figures)},
                       {"metrics", metricsJson(report.metrics)},
                       {"samples", jsonOf(report.samples)}};
  if (report.detection) {
    written["detection"] = detectionJson(*report.detection);
  }
  return textOf(written);
}

Result<EvaluationReport> evaluationReportFromJson(const std::string& text) {
  return readJson(text, "evaluation report", reportFrom);
}

}  // namespace touchstone::analysis
