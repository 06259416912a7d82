#include "training/runs/segmentation_figures.h"

#include "analysis/metrics/rand_score.h"
#include "training/segmentation/void_label.h"

#include <limits>

namespace touchstone::training {

namespace {

double meanDice(const analysis::SegmentationMetrics& metrics) {
  double sum = 0;
  int count = 0;
  for (std::size_t k = 1; k < metrics.perClass.size(); ++k) {
    if (const auto& dice = metrics.perClass[k].dice) {
      sum += *dice;
      ++count;
    }
  }
  return count > 0 ? sum / count : 0;
}

std::map<std::string, double> figuresOf(const SegmentationFigures& measured) {
  std::map<std::string, double> figures = {{"dice", measured.dice}};
  for (const auto& [name, value] : {std::pair{"iou", measured.metrics.meanIou},
                                    {"pixelAccuracy", measured.metrics.pixelAccuracy},
                                    {"randScore", measured.rand}}) {
    if (value) {
      figures[name] = *value;
    }
  }
  return figures;
}

}  // namespace

std::optional<SegmentationFigures> measureSegmentation(
    const SegmentationPictures& pictures,
    std::size_t classes,
    const std::stop_token& stop,
    const std::function<cv::Mat1b(const cv::Mat& picture)>& labelsOf) {
  analysis::SegmentationMeter meter(classes);
  double rand = 0;
  int scored = 0;
  for (std::size_t i = 0; i < pictures.images().size(); ++i) {
    if (stop.stop_requested()) {
      return std::nullopt;
    }
    const auto example = pictures.example(i);
    const cv::Mat1b found = labelsOf(example.picture);
    static_cast<void>(meter.add(example.labels, found));
    const cv::Mat1b truth = (example.labels != 0) & (example.labels != voidLabel);
    const auto score = analysis::foregroundRandScore(analysis::numberedRegions(truth),
                                                     analysis::numberedRegions(found != 0));
    rand += score ? score->score : 0;
    scored += score ? 1 : 0;
  }
  SegmentationFigures measured{meter.total(), std::nullopt, 0};
  measured.dice = meanDice(measured.metrics);
  if (classes == 2 && scored > 0) {
    measured.rand = rand / scored;
  }
  return measured;
}

analysis::EvaluationReport evaluationOf(const SegmentationFigures& measured,
                                        const std::vector<std::string>& classes) {
  analysis::EvaluationReport report;
  report.classes = classes;
  report.figures = figuresOf(measured);
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  const auto& confusion = measured.metrics.confusion;
  report.metrics = {.accuracy = measured.metrics.pixelAccuracy.value_or(none),
                    .loss = none,
                    .macroF1 = measured.metrics.meanDice.value_or(none),
                    .calibrationError = none,
                    .confusion = confusion,
                    .perClass = {},
                    .calibration = {}};
  for (std::size_t k = 0; k < classes.size(); ++k) {
    const auto& row = measured.metrics.perClass[k];
    const double right = static_cast<double>(confusion(k, k));
    report.metrics.perClass.push_back(
        {.precision = row.predicted > 0 ? right / static_cast<double>(row.predicted) : 0,
         .recall = row.recall.value_or(0),
         .f1 = row.dice.value_or(0),
         .support = row.pixels});
  }
  return report;
}

std::vector<ClassFigures> perClassOf(const SegmentationFigures& measured,
                                     const std::vector<std::string>& classes) {
  std::vector<ClassFigures> rows;
  for (std::size_t k = 0; k < classes.size(); ++k) {
    const auto& row = measured.metrics.perClass[k];
    ClassFigures figures{classes[k], {}};
    for (const auto& [name, value] : {std::pair{"dice", row.dice},
                                      {"IoU", row.iou},
                                      {"recall", row.recall},
                                      {"boundaryF", row.boundaryF}}) {
      if (value) {
        figures.figures.emplace_back(name, *value);
      }
    }
    figures.figures.emplace_back("pixels", static_cast<double>(row.pixels));
    rows.push_back(std::move(figures));
  }
  return rows;
}

}  // namespace touchstone::training
