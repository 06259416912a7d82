#include "detection_inputs.h"
#include "training/detection/balanced_sample.h"
#include "training/detection/box_coder.h"
#include "training/detection/box_matcher.h"
#include "training/detection/box_suppression.h"
#include "training/detection/boxes.h"
#include "training/detection/detection_target.h"
#include "training/detection/picture_resizing.h"
#include "training/detection/roi_align.h"

#include <QtTest>

using namespace touchstone::training;
using formula::difference;
using formula::tensorFrom;

namespace {

torch::Tensor firstInOrder(std::int64_t count, torch::Device /*device*/) {
  return torch::arange(count);
}

torch::Tensor regionsIn(int seed, double scale) {
  const auto boxes =
      formula::boxes(static_cast<std::size_t>(seed), 8, 11 / scale, 9 / scale, 0.1 / scale);
  return torch::cat({torch::arange(8).remainder(2).unsqueeze(1).to(torch::kFloat), boxes}, 1);
}

}  // namespace

class TestDetectionOperations : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void alignsRegionsAsTorchvision() {
    const auto cases = formula::detectionGolden()["alignedRegions"];
    for (std::size_t number = 0; number < cases.size(); ++number) {
      const auto& wanted = cases[number];
      const RoiAlignOptions options{.bins = 7,
                                    .scale = wanted["scale"].get<double>(),
                                    .samples = wanted["samples"].get<int>()};
      const auto regions = regionsIn(static_cast<int>(777 * number + 5), options.scale);
      for (const auto& align : {roiAlign, roiAlignByGathering}) {
        const auto maps = formula::numbers(1000 * number, {2, 3, 9, 11}).requires_grad_(true);
        const auto output = align(maps, regions, options);
        (output * formula::numbers(3, output.sizes().vec())).sum().backward();
        const auto flat = output.contiguous().flatten();
        QVERIFY(difference(flat.slice(0, 0, flat.numel(), 11), tensorFrom(wanted["output"])) <
                2e-6);
        const auto gradient = maps.grad().contiguous().flatten();
        QVERIFY(difference(gradient.slice(0, 0, gradient.numel(), 5),
                           tensorFrom(wanted["gradient"])) < 1e-5);
      }
    }
  }

  void alignedRegionsChangeAsTheGradientSays() {
    const RoiAlignOptions options{.bins = 3, .scale = 0.5, .samples = 2};
    const auto regions = regionsIn(17, options.scale).to(torch::kDouble);
    auto maps = formula::numbers(9, {2, 3, 9, 11}).to(torch::kDouble);
    const auto weights = formula::numbers(40, {8, 3, 3, 3}).to(torch::kDouble);
    const auto value = [&](const torch::Tensor& input) {
      return (roiAlign(input, regions, options) * weights).sum();
    };
    auto leaf = maps.clone().requires_grad_(true);
    value(leaf).backward();
    constexpr double step = 1e-3;
    for (std::int64_t i = 0; i < maps.numel(); i += 7) {
      auto up = maps.clone();
      auto down = maps.clone();
      up.data_ptr<double>()[i] += step;
      down.data_ptr<double>()[i] -= step;
      const double slope = (value(up) - value(down)).item<double>() / (2 * step);
      QVERIFY(std::abs(slope - leaf.grad().flatten()[i].item<double>()) < 1e-8);
    }
  }

  void noRegionsGiveNothing() {
    const auto maps = torch::ones({1, 3, 4, 4}).requires_grad_(true);
    const auto output = roiAlign(maps, torch::zeros({0, 5}), {});
    QCOMPARE(output.size(0), std::int64_t{0});
    output.sum().backward();
    QCOMPARE(maps.grad().abs().sum().item<float>(), 0.0F);
  }

  void suppressesAsTorchvision() {
    const auto cases = formula::detectionGolden()["suppression"];
    for (std::size_t number = 0; number < cases.size(); ++number) {
      const auto boxes = formula::boxes(99 * number, 250, 200, 150, 10);
      const auto scores = (formula::numbers(7 + number, {250}) + 1) / 2;
      const double threshold = cases[number]["threshold"].get<double>();
      QCOMPARE(difference(suppressed(boxes, scores, threshold), tensorFrom(cases[number]["kept"])),
               0.0);
      QCOMPARE(
          difference(suppressedByGroup(boxes, scores, torch::arange(250).remainder(3), threshold),
                     tensorFrom(cases[number]["keptByGroup"])),
          0.0);
    }
  }

  void theFirstOfEqualBoxesStays() {
    const auto boxes = torch::tensor({{0.0F, 0.0F, 4.0F, 4.0F}}).repeat({3, 1});
    const auto kept = suppressed(boxes, torch::ones({3}), 0.5);
    QCOMPARE(kept.numel(), std::int64_t{1});
    QCOMPARE(kept.item<std::int64_t>(), std::int64_t{0});
    QCOMPARE(suppressed(boxes.narrow(0, 0, 0), torch::ones({0}), 0.5).numel(), std::int64_t{0});
  }

  void overlapsAreTheSameInBothPrecisions() {
    const auto a = formula::boxes(1, 30, 100, 80, 1);
    const auto b = formula::boxes(500, 40, 100, 80, 1);
    const auto single = intersectionsOverUnions(a, b);
    const auto twice = intersectionsOverUnions(a.to(torch::kDouble), b.to(torch::kDouble));
    QVERIFY(difference(single, twice) < 1e-6);
    QVERIFY(single.max().item<double>() > 0.2);
  }

  void decodingUndoesEncoding() {
    const auto boxes = formula::boxes(1, 50, 300, 200, 5);
    const auto references = formula::boxes(900, 50, 300, 200, 5);
    const BoxCoder coder{{10, 10, 5, 5}};
    QVERIFY(difference(coder.decode(coder.encode(boxes, references), references), boxes) < 1e-3);
  }

  void boxesMatchTheObjectTheyShowBest() {
    // Two objects, five boxes; the last one shows the second object best, but badly.
    const auto overlaps =
        torch::tensor({{0.9F, 0.4F, 0.1F, 0.2F, 0.0F}, {0.0F, 0.45F, 0.1F, 0.1F, 0.46F}});
    const auto strict = matchedObjects(overlaps, {0.7, 0.3, false});
    QVERIFY(strict.equal(torch::tensor({0, -2, -1, -1, -2}, torch::kLong)));
    const auto lenient = matchedObjects(overlaps, {0.7, 0.3, true});
    QVERIFY(lenient.equal(torch::tensor({0, -2, -1, -1, 1}, torch::kLong)));
  }

  void samplesAreBalancedAndLeaveOutWhatDoesNotCount() {
    const auto labels = torch::tensor({0, 2, -1, 0, 1, 0, 3, -1, 0}, torch::kLong);
    const auto sample = balancedSample(labels, {4, 0.5}, firstInOrder);
    QVERIFY(sample.objects.equal(torch::tensor({1, 4}, torch::kLong)));
    QVERIFY(sample.background.equal(torch::tensor({0, 3}, torch::kLong)));
    const auto few = balancedSample(labels, {100, 0.25}, randomOrder);
    QVERIFY(few.all().equal(torch::tensor({0, 1, 3, 4, 5, 6, 8}, torch::kLong)));
  }

  void backgroundInIgnoredRegionsDoesNotCount() {
    const auto boxes = torch::tensor({{0.0F, 0.0F, 10.0F, 10.0F},
                                      {20.0F, 20.0F, 30.0F, 30.0F},
                                      {26.0F, 20.0F, 36.0F, 30.0F},
                                      {60.0F, 60.0F, 70.0F, 70.0F}});
    DetectionTarget target;
    target.boxes = torch::tensor({{0.0F, 0.0F, 10.0F, 10.0F}});
    target.labels = torch::tensor({3}, torch::kLong);
    target.ignored = torch::tensor({{0.0F, 0.0F, 30.0F, 30.0F}});
    const auto matches =
        matchedObjects(intersectionsOverUnions(target.boxes, boxes), {0.5, 0.5, false});
    QVERIFY(labelsOf(boxes, matches, target).equal(torch::tensor({3, -1, 0, 0}, torch::kLong)));
    target.boxes = torch::zeros({0, 4});
    QVERIFY(labelsOf(boxes, {}, target).equal(torch::tensor({-1, -1, 0, 0}, torch::kLong)));
  }

  void picturesAreResizedWithinBothLimits() {
    using touchstone::labeling::ImageSize;
    QCOMPARE(resizedFor({640, 480}, 800, 1333), (ImageSize{1066, 800}));
    QCOMPARE(resizedFor({400, 100}, 800, 1333), (ImageSize{1332, 333}));
    QCOMPARE(resizedFor({10000, 10}, 480, 800), (ImageSize{799, 1}));
    const auto prepared = preparedPictures({torch::zeros({3, 50, 80}), torch::ones({3, 70, 60})},
                                           64, 128, torch::MemoryFormat::Contiguous);
    QCOMPARE(prepared.pixels.sizes().vec(), (std::vector<std::int64_t>{2, 3, 96, 128}));
    QCOMPARE(prepared.pixels[0][0][70][10].item<float>(), 0.0F);
    QVERIFY(prepared.pixels[0][0][10][10].item<float>() < -1);
    const auto boxes = torch::tensor({{10.0F, 20.0F, 30.0F, 40.0F}});
    QVERIFY(resizedBoxes(boxes, {100, 100}, {50, 200})
                .equal(torch::tensor({{5.0F, 40.0F, 15.0F, 80.0F}})));
  }
};

QTEST_APPLESS_MAIN(TestDetectionOperations)
#include "tst_detection_operations.moc"
