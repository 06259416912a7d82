#include "training/explain/explanation.h"

#include "labeling/images/image_reader.h"
#include "labeling/project/atomic_file.h"
#include "training/networks/classifier.h"
#include "training/runs/foreign_errors.h"
#include "training/runs/model_file.h"
#include "training/runs/run_files.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::training {

namespace {

/// A run's network and the picture that it is asked about.
struct Question {
  ModelDescription description;
  Classifier network;
  cv::Mat picture;  ///< RGB, as the network sees it
  labeling::Box area;

  [[nodiscard]] std::span<const std::uint8_t> pixels() const {
    return {picture.datastart, picture.dataend};
  }
};

Result<Question> ask(const std::filesystem::path& runFolder, const ExplainRequest& request) {
  auto description = readModelDescription(runFolder);
  if (!description) {
    return description.error();
  }
  if (description->mode == LearningMode::Baseline) {
    return Error{ErrorKind::BadInput, runFolder,
                 "Run " + runFolder.filename().string() +
                     " has no network whose maps could be shown; choose a run of a network."};
  }
  const auto file = RunFiles{runFolder}.weights();
  const auto weights = readSafetensors(file);
  if (!weights) {
    return weights.error();
  }
  auto network = Classifier::make(*findBackbone(description->backbone),
                                  static_cast<int>(description->classes.size()), *weights, file);
  if (!network) {
    return network.error();
  }
  Sample sample;
  sample.path = request.image.string();
  sample.box = request.box;
  const auto size = labeling::readImageSize(request.image);
  if (!size) {
    return size.error();
  }
  auto pictures = readPictures("/", {&sample, 1}, description->picture);
  if (!pictures) {
    return pictures.error();
  }
  const auto area = pictureArea(*size, sample, description->picture);
  return Question{std::move(*description), std::move(*network),
                  std::move(pictures->front()).clone(), area};
}

/// Stretches values from `low` to `high` to a grey picture.
cv::Mat greyOf(const analysis::FeatureMatrix& values, float low, float high) {
  cv::Mat grey(static_cast<int>(values.rows), static_cast<int>(values.columns), CV_8U);
  const float range = std::max(high - low, 1e-12F);
  std::transform(values.values.begin(), values.values.end(), grey.data, [&](float value) {
    return static_cast<uchar>(std::lround(255 * std::clamp((value - low) / range, 0.0F, 1.0F)));
  });
  return grey;
}

Status writePng(const std::filesystem::path& file, const cv::Mat& picture) {
  std::vector<uchar> bytes;
  cv::imencode(".png", picture, bytes);
  return labeling::writeFileAtomically(file,
                                       {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

Result<Explanation> explain(const std::filesystem::path& runFolder,
                            const ExplainRequest& request,
                            const std::filesystem::path& heat) {
  const auto question = ask(runFolder, request);
  if (!question) {
    return question.error();
  }
  const auto& classes = question->description.classes;
  const int size = question->description.picture.size;
  const auto rows =
      question->network.probabilities(question->pixels(), size, question->description.mirrored);
  const auto row = rows.row(0);
  const auto best =
      static_cast<std::size_t>(std::max_element(row.begin(), row.end()) - row.begin());
  auto label = best;
  if (!request.className.empty()) {
    const auto named = std::find(classes.begin(), classes.end(), request.className);
    if (named == classes.end()) {
      return Error{ErrorKind::BadInput, runFolder,
                   "The model does not know the class " + request.className +
                       "; train again to include it."};
    }
    label = static_cast<std::size_t>(named - classes.begin());
  }
  const auto activation =
      question->network.activation(question->pixels(), size, static_cast<int>(label));
  cv::Mat enlarged;
  cv::resize(greyOf(activation, 0, 1), enlarged, {size, size}, 0, 0, cv::INTER_CUBIC);
  if (const auto written = writePng(heat, enlarged); !written) {
    return written.error();
  }
  return Explanation{classes[label], row[label], classes[best], question->area, heat};
}

Result<FeatureMaps> maps(const std::filesystem::path& runFolder,
                         const ExplainRequest& request,
                         int stage,
                         const std::filesystem::path& sheet) {
  const auto question = ask(runFolder, request);
  if (!question) {
    return question.error();
  }
  const int stages = question->network.stageCount();
  if (stage < 0 || stage >= stages) {
    return Error{ErrorKind::Usage,
                 {},
                 "The network has the stages 0 to " + std::to_string(stages - 1) + ", not " +
                     std::to_string(stage) + "."};
  }
  const auto found =
      question->network.stageMaps(question->pixels(), question->description.picture.size, stage);
  FeatureMaps result;
  result.stage = stage;
  result.stages = stages;
  result.maps = static_cast<int>(found.size());
  result.width = static_cast<int>(found.front().columns);
  result.height = static_cast<int>(found.front().rows);
  result.columns = static_cast<int>(std::ceil(std::sqrt(found.size())));
  result.sheet = sheet;
  const int rows = (result.maps + result.columns - 1) / result.columns;
  cv::Mat all = cv::Mat::zeros(rows * result.height, result.columns * result.width, CV_8U);
  for (int i = 0; i < result.maps; ++i) {
    const auto& map = found[static_cast<std::size_t>(i)];
    const auto [low, high] = std::minmax_element(map.values.begin(), map.values.end());
    greyOf(map, *low, *high)
        .copyTo(all(cv::Rect(i % result.columns * result.width, i / result.columns * result.height,
                             result.width, result.height)));
  }
  if (const auto written = writePng(sheet, all); !written) {
    return written.error();
  }
  return result;
}

}  // namespace

Result<Explanation> explainPrediction(const std::filesystem::path& runFolder,
                                      const ExplainRequest& request,
                                      const std::filesystem::path& heat) {
  return guarded([&] { return explain(runFolder, request, heat); });
}

Result<FeatureMaps> featureMaps(const std::filesystem::path& runFolder,
                                const ExplainRequest& request,
                                int stage,
                                const std::filesystem::path& sheet) {
  return guarded([&] { return maps(runFolder, request, stage, sheet); });
}

}  // namespace touchstone::training
