#include "detection_inputs.h"
#include "training/detection/detector_weights.h"
#include "training/detection/faster_rcnn.h"
#include "training/detection/picture_resizing.h"
#include "training/runtime.h"

#include <QtTest>

using namespace touchstone::training;
using formula::difference;
using formula::numbers;
using formula::tensorFrom;

namespace {

torch::Tensor firstInOrder(std::int64_t count, torch::Device /*device*/) {
  return torch::arange(count);
}

DetectorLayout layoutOf(const QString& name, int classes) {
  auto layout = name == "resnet50" ? resNet50Detector(classes) : mobileNet320Detector(classes);
  if (name == "resnet50") {
    layout.shorterSide = 160;
    layout.longerSide = 266;
  }
  return layout;
}

std::vector<torch::Tensor> pictures() {
  return {(numbers(11, {3, 120, 160}) + 1) / 2, (numbers(12, {3, 150, 100}) + 1) / 2};
}

DetectionTarget target(const torch::Tensor& boxes, const torch::Tensor& labels) {
  return {boxes, labels, torch::zeros({0, 4})};
}

DetectionTarget nothing() {
  return target(torch::zeros({0, 4}), torch::zeros({0}, torch::kLong));
}

/// The objects of the first picture and, when wanted, of the second, in resized pixels.
std::vector<DetectionTarget> targetsIn(const PictureTensor& prepared, bool second) {
  std::vector<DetectionTarget> targets = {
      target(torch::tensor({{10.0F, 20.0F, 70.0F, 90.0F},
                            {60.0F, 5.0F, 150.0F, 60.0F},
                            {100.0F, 70.0F, 130.0F, 118.0F}}),
             torch::tensor({1, 3, 4}, torch::kLong)),
      second
          ? target(torch::tensor({{15.0F, 30.0F, 90.0F, 120.0F}}), torch::tensor({2}, torch::kLong))
          : nothing()};
  targets[0].boxes = resizedBoxes(targets[0].boxes, {160, 120}, prepared.sizes[0]);
  targets[1].boxes = resizedBoxes(targets[1].boxes, {100, 150}, prepared.sizes[1]);
  return targets;
}

bool areLosses(const DetectionLosses& losses, const nlohmann::json& wanted) {
  const auto isNear = [&](const torch::Tensor& loss, const char* name) {
    return std::abs(loss.item<double>() - wanted[name].get<double>()) <= 1e-4;
  };
  return isNear(losses.classification, "loss_classifier") && isNear(losses.box, "loss_box_reg") &&
         isNear(losses.proposalObject, "loss_objectness") &&
         isNear(losses.proposalBox, "loss_rpn_box_reg");
}

}  // namespace

class TestFasterRcnn : public QObject {
  Q_OBJECT
private Q_SLOTS:
  /// The golden detections were made by one thread; with more, sums in another order swap those
  /// whose scores are nearly equal.
  void initTestCase() { configureThreads(1); }

  void detectsAsTorchvision_data() { bothBuilds(); }
  void detectsAsTorchvision() {
    QFETCH(QString, build);
    const auto golden = formula::detectionGolden();
    const auto& wanted = golden[build.toStdString()];
    const auto detector = filledDetector(build, golden);
    QCOMPARE(namedTensors(*detector), wanted["tensors"].get<std::size_t>());
    const auto input = pictures();
    const auto prepared =
        preparedPictures(input, detector->layout().shorterSide, detector->layout().longerSide,
                         torch::MemoryFormat::Contiguous);
    const c10::InferenceMode inference;
    const auto found = detector->detect(prepared);
    for (std::size_t i = 0; i < input.size(); ++i) {
      const auto& expected = wanted["detections"][i];
      std::vector<double> coordinates;
      for (const auto& box : expected["boxes"]) {
        for (const auto& number : box) {
          coordinates.push_back(number.get<double>());
        }
      }
      const auto boxes =
          resizedBoxes(found[i].boxes, prepared.sizes[i],
                       {static_cast<int>(input[i].size(2)), static_cast<int>(input[i].size(1))});
      QCOMPARE(difference(found[i].labels, tensorFrom(expected["labels"])), 0.0);
      QVERIFY(difference(found[i].scores, tensorFrom(expected["scores"])) <= 1e-4);
      const double shift = difference(boxes, torch::tensor(coordinates, torch::kDouble));
      QVERIFY2(shift <= 1e-3, qPrintable(QString::number(shift)));
    }
  }

  void learnsAsTorchvision_data() { bothBuilds(); }
  void learnsAsTorchvision() {
    QFETCH(QString, build);
    const auto golden = formula::detectionGolden();
    const auto& wanted = golden[build.toStdString()];
    const auto detector = filledDetector(build, golden);
    const auto prepared =
        preparedPictures(pictures(), detector->layout().shorterSide, detector->layout().longerSide,
                         torch::MemoryFormat::Contiguous);
    detector->train();
    const auto losses = detector->learn(prepared, targetsIn(prepared, true), firstInOrder);
    QVERIFY(areLosses(losses, wanted["losses"]));
    losses.sum().backward();
    const auto parameters = detector->named_parameters();
    for (const auto& [name, values] : wanted["gradients"].items()) {
      const auto& gradient = parameters[name].grad();
      QVERIFY2(gradient.defined(), name.c_str());
      const double norm = values[4].get<double>();
      QVERIFY2(std::abs(gradient.norm().item<double>() - norm) < 1e-3 * norm + 1e-7, name.c_str());
      const auto flat = gradient.flatten();
      for (int i = 0; i < 4; ++i) {
        const double value = flat[(flat.numel() - 1) * i / 3].item<double>();
        const double expected = values[static_cast<std::size_t>(i)].get<double>() / 1e6;
        QVERIFY2(std::abs(value - expected) < 1e-3 * norm + 1e-7, name.c_str());
      }
    }
    detector->zero_grad();
    QVERIFY(areLosses(detector->learn(prepared, targetsIn(prepared, false), firstInOrder),
                      wanted["lossesWithoutObjects"]));
  }

  void stagesOfAPyramidAreWhatTheTableSays_data() { everyBackbone(); }
  void stagesOfAPyramidAreWhatTheTableSays() {
    QFETCH(QString, backbone);
    constexpr int side = 256;
    const auto* row = findBackbone(backbone.toStdString());
    const auto network = makeNetwork(*row, 2);
    const c10::InferenceMode inference;
    auto maps = torch::zeros({1, 3, side, side});
    int next = 0;
    for (const PyramidStage& stage : row->pyramid) {
      while (next <= stage.stage) {
        maps = network->runStage(next++, maps);
      }
      QCOMPARE(maps.size(1), std::int64_t{stage.channels});
      QVERIFY(std::abs(maps.size(2) * stage.stride - side) <= stage.stride);
    }
  }

  void everyBackboneCarriesADetector_data() { everyBackbone(); }
  void everyBackboneCarriesADetector() {
    QFETCH(QString, backbone);
    torch::manual_seed(1);
    const auto* row = findBackbone(backbone.toStdString());
    auto layout = lightDetector(*row, row->stride / 8, 4);
    layout.shorterSide = 96;
    FasterRcnn detector(layout);
    detector.train();
    detector.body().freezeStages(layout.levels.front().stage);
    const auto prepared = preparedPictures(pictures(), layout.shorterSide, layout.longerSide,
                                           torch::MemoryFormat::Contiguous);
    const auto losses = detector.learn(prepared, targetsIn(prepared, true));
    losses.sum().backward();
    QVERIFY(losses.sum().item<double>() > 0.5 && losses.sum().item<double>() < 20);
    for (const auto& item : detector.named_parameters()) {
      if (item.value().requires_grad()) {
        QVERIFY2(item.value().grad().defined(), item.key().c_str());
      }
    }
    detector.eval();
    const c10::InferenceMode inference;
    QCOMPARE(detector.detect(prepared).size(), std::size_t{2});
  }

  void picturesWithoutObjectsAloneAreLearnt() {
    torch::manual_seed(1);
    FasterRcnn detector(lightDetector(*findBackbone("resnet18-half"), 8, 2));
    detector.train();
    const auto prepared =
        preparedPictures({torch::rand({3, 64, 64})}, 64, 64, torch::MemoryFormat::Contiguous);
    auto ignoring = nothing();
    ignoring.ignored = torch::tensor({{-1e4F, -1e4F, 1e4F, 1e4F}});
    for (const auto& empty : {nothing(), ignoring}) {
      const auto losses = detector.learn(prepared, {empty});
      QVERIFY(std::isfinite(losses.sum().item<double>()));
      QCOMPARE(losses.box.item<double>(), 0.0);
      losses.sum().backward();
    }
  }

  void foldedNormalisationsAnswerTheSame() {
    torch::manual_seed(1);
    FasterRcnn detector(lightDetector(*findBackbone("mobilenet_v2"), 8, 2));
    QVERIFY(loadDetector(detector, formula::weightsFor(detector), "formula"));
    const auto prepared =
        preparedPictures({pictures()[0]}, 128, 256, torch::MemoryFormat::Contiguous);
    const c10::InferenceMode inference;
    const auto before = detector.detect(prepared).front();
    detector.foldNormalisation();
    const auto after = detector.detect(prepared).front();
    QVERIFY(before.boxes.size(0) > 0);
    QVERIFY(difference(before.scores, after.scores) < 1e-4);
  }

  void namesOfOlderFilesAreUnderstoodAndAnotherPredictorIsLeft() {
    torch::manual_seed(1);
    const auto layout = lightDetector(*findBackbone("resnet18-half"), 8, 2);
    FasterRcnn detector(layout);
    auto weights = formula::weightsFor(detector);
    const auto rename = [&](const std::string& from, const std::string& to) {
      auto node = weights.tensors.extract(from);
      node.key() = to;
      weights.tensors.insert(std::move(node));
    };
    for (const std::string kind : {"weight", "bias"}) {
      rename("rpn.head.conv.0.0." + kind, "rpn.head.conv." + kind);
      rename("backbone.fpn.inner_blocks.0.0." + kind, "backbone.fpn.inner_blocks.0." + kind);
    }
    const auto same = loadDetector(detector, weights, "old.pth");
    QVERIFY2(same.has_value(), same ? "" : same.error().message.c_str());
    QVERIFY(!*same);
    auto others = layout;
    others.classes = 7;
    FasterRcnn other(others);
    const auto loaded = loadDetector(other, weights, "old.pth");
    QVERIFY(loaded.has_value() && *loaded);
    weights.tensors.erase("roi_heads.box_head.fc6.bias");
    const auto refused = loadDetector(other, weights, "old.pth");
    QVERIFY(!refused);
    QVERIFY(refused.error().message.starts_with("old.pth has no tensor roi_heads.box_head.fc6"));
  }

private:
  static void everyBackbone() {
    QTest::addColumn<QString>("backbone");
    for (const Backbone& backbone : backbones()) {
      const auto name = std::string(backbone.name);
      QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
  }

  static void bothBuilds() {
    QTest::addColumn<QString>("build");
    QTest::newRow("ResNet-50") << QString("resnet50");
    QTest::newRow("MobileNetV3 320") << QString("mobilenet");
  }

  static std::shared_ptr<FasterRcnn> filledDetector(const QString& build,
                                                    const nlohmann::json& golden) {
    auto detector = std::make_shared<FasterRcnn>(layoutOf(build, golden["classes"].get<int>()));
    const auto loaded = loadDetector(*detector, formula::weightsFor(*detector), "formula");
    touchstone::require(loaded.has_value() && !*loaded, "the formula fills every tensor");
    if (build == "resnet50") {
      detector->body().freezeStages(2);
    }
    return detector;
  }

  /// Counts the tensors that torchvision's frozen normalisations have too.
  static std::size_t namedTensors(const FasterRcnn& detector) {
    const auto tensors = tensorsOf(detector);
    return static_cast<std::size_t>(std::count_if(
        tensors.begin(), tensors.end(),
        [](const auto& item) { return !item.first.ends_with("num_batches_tracked"); }));
  }
};

QTEST_APPLESS_MAIN(TestFasterRcnn)
#include "tst_faster_rcnn.moc"
