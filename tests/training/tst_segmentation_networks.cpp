#include "detection_inputs.h"
#include "labeling/geometry/mask.h"
#include "training/segmentation/border_weights.h"
#include "training/segmentation/class_regions.h"
#include "training/segmentation/elastic_deformation.h"
#include "training/segmentation/overlap_tiles.h"
#include "training/segmentation/segmentation_loss.h"
#include "training/segmentation/segmentation_network.h"

#include <QtTest>
#include <opencv2/core.hpp>

using namespace touchstone::training;
using formula::difference;
using formula::numbers;
using formula::tensorFrom;

namespace {

nlohmann::json golden() {
  std::ifstream file(std::string(GOLDEN_FOLDER) + "/training/segmentation.json");
  return nlohmann::json::parse(file);
}

std::shared_ptr<SegmentationNetwork> filledNetwork(const SegmenterLayout& layout) {
  auto network = makeSegmenter(layout);
  const auto loaded = loadTensors(tensorsOf(*network), formula::weightsFor(*network), "formula");
  touchstone::require(loaded.has_value(), "the formula fills every tensor");
  return network;
}

torch::Tensor someOf(const torch::Tensor& logits) {
  const auto flat = logits.contiguous().flatten();
  return flat.slice(0, 0, flat.numel(), flat.numel() / 60);
}

/// The logits and labels of losses() in golden/training/make_segmentation.py.
struct LossInput {
  torch::Tensor logits;
  torch::Tensor labels;
  torch::Tensor pixelWeights;
};

LossInput lossInput() {
  LossInput input;
  input.logits = torch::empty({2, 3, 6, 5}, torch::kDouble);
  input.labels = torch::empty({2, 6, 5}, torch::kLong);
  input.pixelWeights = torch::empty({2, 6, 5}, torch::kDouble);
  for (std::size_t i = 0; i < 180; ++i) {
    input.logits.data_ptr<double>()[i] = 3 * formula::noise(21 + i);
  }
  for (std::size_t i = 0; i < 60; ++i) {
    input.labels.data_ptr<std::int64_t>()[i] =
        static_cast<std::int64_t>((formula::noise(4 + i) + 1) * 1.5);
    input.pixelWeights.data_ptr<double>()[i] = 1 + 0.8 * formula::noise(90 + i);
  }
  input.labels[0].slice(0, 2, 4).slice(1, 1, 3).fill_(voidLabel);
  return input;
}

/// Two discs and a bar, numbered 1 to 3.
cv::Mat1i someObjects() {
  cv::Mat1i objects(24, 30, 0);
  for (int y = 0; y < objects.rows; ++y) {
    for (int x = 0; x < objects.cols; ++x) {
      if (std::hypot(y - 8, x - 7) < 5) {
        objects(y, x) = 1;
      } else if (std::hypot(y - 9, x - 18) < 4.5) {
        objects(y, x) = 2;
      } else if (y > 18 && x > 4) {
        objects(y, x) = 3;
      }
    }
  }
  return objects;
}

double distanceTo(const cv::Mat1i& objects, int object, int y, int x) {
  double nearest = std::numeric_limits<double>::infinity();
  for (int v = 0; v < objects.rows; ++v) {
    for (int u = 0; u < objects.cols; ++u) {
      if (objects(v, u) == object) {
        nearest = std::min(nearest, std::hypot(v - y, u - x));
      }
    }
  }
  return nearest;
}

}  // namespace

class TestSegmentationNetworks : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void answersAsPyTorch_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("plain, padded and normalised") << "padded";
    QTest::newRow("as in the paper") << "valid";
    QTest::newRow("on MobileNetV2") << "mobile";
  }
  void answersAsPyTorch() {
    QFETCH(QString, name);
    const auto reference = golden();
    const auto& wanted = reference[name.toStdString()];
    SegmenterLayout layout{.classes = reference["classes"].get<int>(), .width = 4, .poolings = 2};
    std::vector<std::int64_t> shape = {2, 3, 16, 24};
    if (name == "valid") {
      layout.padded = false;
      layout.normalised = false;
      shape = {1, 3, 60, 68};
    } else if (name == "mobile") {
      layout.backbone = findBackbone("mobilenet_v2");
      layout.width = 64;
      shape = {1, 3, 64, 96};
    }
    const auto network = filledNetwork(layout);
    const c10::InferenceMode inference;
    const auto logits = network->forward(numbers(5, shape));
    QCOMPARE(logits.sizes().vec(), wanted["shape"].get<std::vector<std::int64_t>>());
    QVERIFY(difference(someOf(logits), tensorFrom(wanted["logits"])) < 1e-4);
  }

  void thePapersNetworkHasTheSizesOfThePaper() {
    auto layout = paperSegmenter(2);
    layout.width = 2;
    const auto network = makeSegmenter(layout);
    QCOMPARE(network->border(), 92);
    QCOMPARE(network->inputSide(388), 572);
    QCOMPARE(network->inputSide(389), 588);
    const c10::InferenceMode inference;
    QCOMPARE(network->forward(torch::zeros({1, 3, 572, 572})).size(2), std::int64_t{388});
    QCOMPARE(makeSegmenter({.width = 2})->inputSide(100), 112);
  }

  void everyBackboneSegments_data() {
    QTest::addColumn<QString>("backbone");
    for (const Backbone& backbone : backbones()) {
      const auto name = std::string(backbone.name);
      QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
  }
  void everyBackboneSegments() {
    QFETCH(QString, backbone);
    const auto* row = findBackbone(backbone.toStdString());
    const auto network = makeSegmenter({.classes = 4, .backbone = row, .width = 16});
    const auto side = network->inputSide(60);
    const c10::InferenceMode inference;
    QCOMPARE(network->forward(torch::zeros({1, 3, side, 2 * side})).sizes().vec(),
             (std::vector<std::int64_t>{1, 4, side, 2 * side}));
  }

  void lossesAreThoseOfTheFormulas() {
    const auto wanted = golden()["losses"];
    const auto [logits, labels, pixelWeights] = lossInput();
    const auto isNear = [](const torch::Tensor& loss, const nlohmann::json& value) {
      return std::abs(loss.item<double>() - value.get<double>()) < 1e-12;
    };
    const auto byClass = torch::tensor({0.5, 1.0, 2.5}, torch::kDouble);
    QVERIFY(isNear(segmentationLoss(logits, labels, {}, {.diceShare = 0, .classWeights = {}}),
                   wanted["crossEntropy"]));
    QVERIFY(isNear(segmentationLoss(logits, labels, pixelWeights, {0, {}}), wanted["weighted"]));
    QVERIFY(isNear(segmentationLoss(logits, labels, {}, {0, byClass}), wanted["byClass"]));
    QVERIFY(isNear(segmentationLoss(logits, labels, {}, {1, {}}), wanted["dice"]));
    const double half = segmentationLoss(logits, labels, {}, {0.5, {}}).item<double>();
    QVERIFY(std::abs(2 * half - wanted["crossEntropy"].get<double>() -
                     wanted["dice"].get<double>()) < 1e-12);
  }

  void voidPixelsCountNowhere() {
    auto [logits, labels, pixelWeights] = lossInput();
    const auto before = segmentationLoss(logits, labels, pixelWeights, {0.5, {}}).item<double>();
    logits.slice(2, 2, 4).slice(3, 1, 3)[0] += 7;
    QCOMPARE(segmentationLoss(logits, labels, pixelWeights, {0.5, {}}).item<double>(), before);
    const auto nothing = torch::full_like(labels, voidLabel);
    QCOMPARE(segmentationLoss(logits, nothing, {}, {0.5, {}}).item<double>(), 0.0);
  }

  void bordersBetweenObjectsCountMore() {
    const auto objects = someObjects();
    const cv::Mat1f weights = borderWeights(objects, {10, 3});
    for (int y = 0; y < objects.rows; ++y) {
      for (int x = 0; x < objects.cols; ++x) {
        std::vector<double> d;
        for (int object = 1; object <= 3; ++object) {
          d.push_back(distanceTo(objects, object, y, x));
        }
        std::sort(d.begin(), d.end());
        const double sum = d[0] + d[1];
        const double wanted = objects(y, x) != 0 ? 1 : 1 + 10 * std::exp(-sum * sum / (2 * 9));
        QVERIFY(std::abs(static_cast<double>(weights(y, x)) - wanted) < 1e-4);
      }
    }
    QCOMPARE(cv::countNonZero(borderWeights(cv::Mat1i(5, 5, 0)) != 1.0F), 0);
  }

  void deformationsAreSmoothAndOfTheWantedSize() {
    touchstone::labeling::Random random(3, 0);
    double sum = 0;
    constexpr int maps = 40;
    for (int i = 0; i < maps; ++i) {
      const cv::Mat2f map = elasticMap({90, 60}, 10, random);
      const auto shift = map(30, 45) - cv::Vec2f(45, 30);
      sum += shift.dot(shift) / 2;
      const auto step = map(30, 46) - map(30, 45);
      QVERIFY(std::abs(step[0] - 1) < 2 && std::abs(step[1]) < 2);
    }
    // The middle is the middle vector of the grid.
    QVERIFY(std::abs(std::sqrt(sum / maps) - 10) < 2.5);
    const cv::Mat still = elasticMap({9, 7}, 0, random);
    cv::Mat1b picture(7, 9);
    cv::randu(picture, 0, 255);
    QCOMPARE(cv::norm(deformedPicture(picture, still), picture), 0.0);
    QCOMPARE(cv::norm(deformedLabels(picture, still), picture), 0.0);
  }

  void labelsOfDeformedPicturesAreStillLabels() {
    touchstone::labeling::Random random(5, 0);
    const cv::Mat1b labels(40, 40, std::uint8_t{0});
    cv::Mat1b some = labels.clone();
    some(cv::Rect(10, 10, 15, 15)) = 255;
    const cv::Mat1b deformed = deformedLabels(some, elasticMap({40, 40}, 8, random));
    QVERIFY(cv::countNonZero(deformed) > 50);
    QCOMPARE(cv::countNonZero(deformed == 255), cv::countNonZero(deformed));
  }

  void tilesAnswerAsTheWholePicture() {
    const c10::InferenceMode inference;
    const auto network = filledNetwork(
        {.classes = 3, .width = 4, .poolings = 2, .padded = false, .normalised = false});
    const auto picture = numbers(31, {1, 3, 45, 37});
    // A single tile sees the whole mirrored picture.
    const auto whole = logitsByTiles(*network, picture, {.side = 64});
    const auto tiles = logitsByTiles(*network, picture, {.side = 16});
    QCOMPARE(whole.sizes().vec(), (std::vector<std::int64_t>{1, 3, 45, 37}));
    QVERIFY(difference(whole, tiles) < 1e-4);
    const auto padded = filledNetwork({.classes = 3, .width = 4, .poolings = 2});
    QCOMPARE(logitsByTiles(*padded, numbers(1, {1, 3, 1, 7}), {.side = 16}).sizes().vec(),
             (std::vector<std::int64_t>{1, 3, 1, 7}));
  }

  void regionsAreTheConnectedParts() {
    cv::Mat1b labels(6, 8, std::uint8_t{0});
    labels(cv::Rect(0, 0, 2, 2)) = 1;
    labels(2, 2) = 1;  // touches at a corner
    labels(cv::Rect(5, 3, 3, 3)) = 1;
    labels(5, 0) = 1;
    labels(cv::Rect(4, 0, 2, 1)) = 2;
    cv::Mat1f scores(6, 8, 0.5F);
    scores(cv::Rect(5, 3, 3, 3)) = 0.75F;
    const auto regions = classRegions(labels, scores, 0, 2);
    QCOMPARE(regions.size(), std::size_t{3});
    QCOMPARE(regions[0].label, 1);
    QCOMPARE(touchstone::labeling::areaOf(regions[0].mask), 9.0);
    QCOMPARE(regions[0].score, 0.75);
    QCOMPARE(touchstone::labeling::areaOf(regions[1].mask), 5.0);
    QCOMPARE(regions[2].label, 2);
    QCOMPARE(touchstone::labeling::boundsOf(regions[2].mask),
             (touchstone::labeling::Box{4, 0, 6, 1}));
  }
};

QTEST_APPLESS_MAIN(TestSegmentationNetworks)
#include "tst_segmentation_networks.moc"
