#include "training/runs/sample_predictions.h"

#include "training/data/image_groups.h"
#include "training/data/read_ahead.h"

#include <algorithm>
#include <numeric>

namespace touchstone::training {

namespace {

constexpr std::size_t batchSize = 8;
constexpr int readers = 2;
constexpr std::size_t imagesAhead = 16;

/// Collects pictures and lets the model see a batch at a time.
class Prediction {
public:
  explicit Prediction(const TrainedModel& model) : model_(model) {
    result_.probabilities.columns = model.description.classes.size();
  }

  void add(std::size_t row, const cv::Mat& picture) {
    result_.rows.push_back(row);
    pixels_.insert(pixels_.end(), picture.datastart, picture.dataend);
    if (++waiting_ == batchSize) {
      flush();
    }
  }

  void flush() {
    if (waiting_ == 0) {
      return;
    }
    const auto& description = model_.description;
    const auto rows =
        model_.classifier->probabilities(pixels_, description.picture.size, description.mirrored);
    auto& all = result_.probabilities;
    all.values.insert(all.values.end(), rows.values.begin(), rows.values.end());
    all.rows += rows.rows;
    pixels_.clear();
    waiting_ = 0;
  }

  SamplePredictions take() && { return std::move(result_); }

private:
  const TrainedModel& model_;
  SamplePredictions result_;
  std::vector<std::uint8_t> pixels_;
  std::size_t waiting_ = 0;
};

}  // namespace

Result<SamplePredictions> predictSamples(const TrainedModel& model,
                                         std::span<const Sample> samples,
                                         const std::filesystem::path& imageFolder,
                                         const std::function<void(const std::string&)>& warned,
                                         const WorkContext& work) {
  std::vector<std::size_t> all(samples.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  const auto groups = groupedByImage(samples, all);
  ReadAhead<Result<std::vector<cv::Mat>>> images(
      groups.size(), readers, imagesAhead, [&](std::size_t i) {
        return readPictures(imageFolder, selected(samples, groups[i]), model.description.picture);
      });
  Prediction prediction(model);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (work.stop.stop_requested()) {
      return Error{ErrorKind::Cancelled, {}, "Cancelled while predicting."};
    }
    const auto read = *images.next();
    if (!read) {
      warned(read.error().message);
      continue;
    }
    for (std::size_t i = 0; i < groups[g].size(); ++i) {
      prediction.add(groups[g][i], (*read)[i]);
    }
    work.progress({"predict", static_cast<double>(g + 1), static_cast<double>(groups.size()), -1});
  }
  prediction.flush();
  return std::move(prediction).take();
}

analysis::EvaluationReport evaluationOf(std::span<const Sample> samples,
                                        const SamplePredictions& predictions,
                                        const std::vector<std::string>& classes) {
  analysis::EvaluationReport report;
  report.classes = classes;
  std::vector<int> labels;
  for (std::size_t i = 0; i < predictions.rows.size(); ++i) {
    const Sample& sample = samples[predictions.rows[i]];
    const auto row = predictions.probabilities.row(i);
    const auto best = std::max_element(row.begin(), row.end());
    labels.push_back(sample.label);
    analysis::EvaluatedSample evaluated;
    evaluated.image = sample.path;
    evaluated.annotation = sample.annotation;
    evaluated.given = classes[static_cast<std::size_t>(sample.label)];
    evaluated.predicted = classes[static_cast<std::size_t>(best - row.begin())];
    evaluated.confidence = *best;
    report.samples.push_back(std::move(evaluated));
  }
  report.metrics = analysis::classificationMetrics(labels, predictions.probabilities);
  report.figures = {{"accuracy", report.metrics.accuracy},
                    {"loss", report.metrics.loss},
                    {"macroF1", report.metrics.macroF1},
                    {"calibrationError", report.metrics.calibrationError}};
  return report;
}

}  // namespace touchstone::training
