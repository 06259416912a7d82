#include "training/runs/detection_figures.h"

namespace touchstone::training {

std::vector<analysis::Detection> detectionsOf(const std::vector<std::vector<FoundObject>>& found) {
  std::vector<analysis::Detection> detections;
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const FoundObject& object : found[i]) {
      analysis::Detection detection;
      detection.image = i;
      detection.category = static_cast<std::size_t>(object.label);
      detection.box = analysis::cocoBoxOf(object.box);
      detection.area = object.box.area();
      detection.score = object.score;
      detections.push_back(std::move(detection));
    }
  }
  return detections;
}

std::vector<ClassFigures> perClassOf(const analysis::EvaluationReport& report) {
  std::vector<ClassFigures> rows;
  for (std::size_t k = 0; k < report.classes.size(); ++k) {
    const auto& numbers = report.detection->perClass[k].numbers;
    const long objects = report.metrics.perClass[k].support;
    ClassFigures figures{report.classes[k], {}};
    if (objects > 0) {
      figures.figures = {{"AP50", numbers.ap50}, {"AP", numbers.ap}};
    }
    figures.figures.emplace_back("objects", static_cast<double>(objects));
    rows.push_back(std::move(figures));
  }
  return rows;
}

}  // namespace touchstone::training
