#include "analysis/metrics/coco_evaluation.h"
#include "analysis/metrics/coco_results.h"
#include "analysis/metrics/tide_errors.h"
#include "labeling/random.h"
#include "process_figures.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace touchstone;
using namespace touchstone::analysis;

namespace {

constexpr int images = 5000;
constexpr int classes = 80;

/// As large as COCO's validation images of 2017 with the detections of a fair model.
class Generator {
public:
  DetectionTruth truth;
  std::vector<Detection> detections;

  Generator() {
    for (int i = 0; i < images; ++i) {
      truth.images.push_back(i + 1);
      truth.sizes.push_back({.width = 640, .height = 480});
    }
    for (int k = 0; k < classes; ++k) {
      truth.categories.push_back({.id = k + 1, .name = "class " + std::to_string(k + 1)});
    }
    for (std::size_t image = 0; image < images; ++image) {
      fill(image);
    }
  }

private:
  void fill(std::size_t image) {
    const bool dense = image % 25 == 0;
    const int objects = random_.between(0, 14) + (dense ? 30 : 0);
    for (int i = 0; i < objects; ++i) {
      const auto category = dense ? 0 : static_cast<std::size_t>(random_.between(0, classes - 1));
      const CocoBox box = anyBox();
      TrueObject object;
      object.id = static_cast<std::int64_t>(truth.objects.size()) + 1;
      object.image = image;
      object.category = category;
      object.box = box;
      object.area = box.area();
      object.crowd = random_.chance(0.03F);
      truth.objects.push_back(object);
      detect(image, category, near(box));
    }
    for (int i = random_.between(0, 12); i > 0; --i) {
      detect(image, static_cast<std::size_t>(random_.between(0, classes - 1)), anyBox());
    }
  }

  CocoBox anyBox() {
    const double width = 4 + 200 * random_.real() * random_.real();
    const double height = 4 + 200 * random_.real() * random_.real();
    return {random_.real(0, 640 - width), random_.real(0, 480 - height), width, height};
  }

  CocoBox near(const CocoBox& box) {
    const auto noise = [this] { return random_.real(-0.15, 0.15); };
    return {box.x + noise() * box.width, box.y + noise() * box.height, box.width * (1 + noise()),
            box.height * (1 + noise())};
  }

  void detect(std::size_t image, std::size_t category, const CocoBox& box) {
    Detection detection;
    detection.image = image;
    detection.category = category;
    detection.box = box;
    detection.area = box.area();
    detection.score = random_.real();
    detections.push_back(detection);
  }

  labeling::Random random_{1, 1};
};

int measure(const DetectionTruth& truth, const std::vector<Detection>& detections) {
  bench::print("objects", static_cast<double>(truth.objects.size()), "");
  bench::print("detections", static_cast<double>(detections.size()), "");
  const double before = bench::peakMegabytes();
  double ap = 0;
  std::vector<double> seconds;
  for (int repetition = 0; repetition < 5; ++repetition) {
    const bench::Stopwatch watch;
    const auto evaluation = evaluateAsCoco(truth, detections, OverlapKind::Box);
    seconds.push_back(watch.processorSeconds());
    ap = evaluation ? evaluation->numbers.ap : -1;
  }
  std::sort(seconds.begin(), seconds.end());
  bench::print("COCO evaluation, least processor time", seconds.front(), "s");
  bench::print("COCO evaluation, median processor time", seconds[seconds.size() / 2], "s");
  bench::print("memory of the evaluation", bench::peakMegabytes() - before, "MB");
  bench::print("peak memory", bench::peakMegabytes(), "MB");
  bench::print("AP", ap, "");
  const bench::Stopwatch tide;
  const TideErrors errors = tideErrors(truth, detections, OverlapKind::Box);
  bench::print("TIDE errors, processor time", tide.processorSeconds(), "s");
  bench::print("errors", static_cast<double>(errors.errors.size()), "");
  return EXIT_SUCCESS;
}

int measureFiles(const char* truthFile, const char* detectionsFile) {
  const bench::Stopwatch reading;
  const auto truth = readCocoTruth(truthFile, OverlapKind::Box);
  const auto found = truth ? readCocoDetections(detectionsFile, truth->truth, OverlapKind::Box)
                           : Result<DetectionFile>(truth.error());
  if (!found) {
    std::fprintf(stderr, "%s\n", found.error().message.c_str());
    return EXIT_FAILURE;
  }
  bench::print("reading, processor time", reading.processorSeconds(), "s");
  return measure(truth->truth, found->detections);
}

}  // namespace

/// bench_coco_evaluation: evaluates generated boxes, 5,000 images × 80 classes.
/// bench_coco_evaluation TRUTH.json DETECTIONS.json: evaluates those.
int main(int argc, char** argv) {
  if (argc == 3) {
    return measureFiles(argv[1], argv[2]);
  }
  const Generator generated;
  return measure(generated.truth, generated.detections);
}
