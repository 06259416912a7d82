#include "analysis/report/detection_report.h"

#include "analysis/report/coco_numbers_json.h"
#include "analysis/report/json_reading.h"

namespace touchstone::analysis {
namespace {

using nlohmann::ordered_json;

ordered_json classJson(const CocoClass& one, const std::optional<PrecisionRecallPoint>& best) {
  ordered_json entry{{"id", one.category.id}, {"name", one.category.name}};
  entry.update(jsonOf(one.numbers));
  entry["objects"] = one.objects;
  entry["detections"] = one.detections;
  entry["bestScore"] = best ? ordered_json(best->score) : ordered_json(nullptr);
  entry["bestF1"] = best ? ordered_json(best->f1()) : ordered_json(nullptr);
  return entry;
}

ordered_json tideJson(const TideErrors& tide) {
  ordered_json json{{"AP", tide.ap}};
  for (std::size_t i = 0; i < tideErrorKinds; ++i) {
    json[std::string(nameOf(static_cast<TideErrorKind>(i)))] = {{"cost", tide.cost[i]},
                                                                {"count", tide.counts[i]}};
  }
  return json;
}

}  // namespace

Result<DetectionReport> detectionReport(const DetectionTruth& truth,
                                        std::span<const Detection> detections,
                                        OverlapKind kind,
                                        const WorkContext& work) {
  auto evaluation = evaluateAsCoco(truth, detections, kind, work);
  if (!evaluation) {
    return evaluation.error();
  }
  DetectionReport report;
  report.evaluation = *std::move(evaluation);
  const auto outcomes = detectionOutcomes(truth, detections, kind);
  report.curves = precisionRecallCurves(outcomes, truth.categories.size());
  for (const PrecisionRecallCurve& curve : report.curves) {
    report.best.push_back(bestPoint(curve));
  }
  report.tide = tideErrors(truth, detections, kind);
  return report;
}

std::string toJson(const DetectionReport& report) {
  ordered_json json = jsonOf(report.evaluation.numbers);
  json["perClass"] = ordered_json::array();
  for (std::size_t k = 0; k < report.evaluation.perClass.size(); ++k) {
    json["perClass"].push_back(classJson(report.evaluation.perClass[k], report.best[k]));
  }
  json["tide"] = tideJson(report.tide);
  return textOf(json);
}

}  // namespace touchstone::analysis
