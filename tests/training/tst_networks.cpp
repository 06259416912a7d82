#include "training/networks/classifier.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

using namespace touchstone;
using namespace touchstone::training;

namespace {

/// The same numbers as noise() in golden/training/make_networks.py.
double noise(std::size_t i) {
  const double wave = std::sin(static_cast<double>(i) * 12.9898) * 43758.5453;
  return 2 * (wave - std::floor(wave)) - 1;
}

std::size_t countOf(const TensorData& tensor) {
  std::size_t count = 1;
  for (const auto side : tensor.shape) {
    count *= static_cast<std::size_t>(side);
  }
  return count;
}

/// The same weights as fill() in golden/training/make_networks.py.
WeightFile filled(const nlohmann::json& shapes) {
  WeightFile weights;
  std::size_t position = 0;
  for (const auto& [name, shape] :
       std::map<std::string, nlohmann::json>(shapes.get<std::map<std::string, nlohmann::json>>())) {
    TensorData& tensor = weights.tensors[name];
    tensor.shape = shape.get<std::vector<std::int64_t>>();
    const std::size_t count = countOf(tensor);
    if (name.ends_with("num_batches_tracked")) {
      tensor.values = std::vector<std::int64_t>(count);
      continue;
    }
    double offset = 0;
    double scale = 1;
    if (name.ends_with("running_var")) {
      offset = 1;
      scale = 0.5;
    } else if (name.ends_with("running_mean") || name.ends_with("bias")) {
      scale = 0.1;
    } else if (tensor.shape.size() == 1) {
      offset = 1;
      scale = 0.25;
    } else {
      scale = std::sqrt(3.0 * static_cast<double>(tensor.shape[0]) / static_cast<double>(count));
    }
    std::vector<float> values(count);
    for (float& value : values) {
      value = static_cast<float>(offset + scale * noise(position++));
    }
    tensor.values = std::move(values);
  }
  return weights;
}

std::vector<float> pictures(std::size_t count, std::size_t size) {
  std::vector<float> pixels(count * 3 * size * size);
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    const double column = static_cast<double>(i % size);
    const double row = static_cast<double>(i / size % size);
    const double number = static_cast<double>(i / (3 * size * size));
    pixels[i] =
        static_cast<float>(noise(i) + (row * (number + 1) - column) / static_cast<double>(size));
  }
  return pixels;
}

nlohmann::json golden() {
  std::ifstream file(std::string(GOLDEN_FOLDER) + "/training/networks.json");
  return nlohmann::json::parse(file);
}

}  // namespace

class TestNetworks : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void answersAsTorchvision_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("ResNet-18") << "resnet18";
    QTest::newRow("MobileNetV2") << "mobilenet_v2";
  }

  void answersAsTorchvision() {
    QFETCH(QString, name);
    const auto reference = golden();
    const auto& network = reference["networks"][name.toStdString()];
    const int size = reference["size"].get<int>();
    const int classes = reference["classes"].get<int>();
    const auto classifier = Classifier::make(*findBackbone(name.toStdString()), classes,
                                             filled(network["shapes"]), "golden");
    QVERIFY2(classifier.has_value(), classifier ? "" : classifier.error().message.c_str());
    const auto logits = classifier->logits(pictures(2, static_cast<std::size_t>(size)), size);
    const auto expected = network["logits"].get<std::vector<std::vector<double>>>();
    QCOMPARE(logits.rows, expected.size());
    QCOMPARE(logits.columns, static_cast<std::size_t>(classes));
    for (std::size_t i = 0; i < logits.rows; ++i) {
      for (std::size_t k = 0; k < logits.columns; ++k) {
        QVERIFY2(std::abs(static_cast<double>(logits(i, k)) - expected[i][k]) < 1e-4,
                 qPrintable(QString("%1 instead of %2").arg(logits(i, k)).arg(expected[i][k])));
      }
    }
  }

  void aTensorOfAnotherShapeIsOneSentence() {
    const auto reference = golden();
    auto weights = filled(reference["networks"]["resnet18"]["shapes"]);
    weights.tensors["conv1.weight"].shape = {64, 3, 49};
    const auto classifier =
        Classifier::make(*findBackbone("resnet18"), 5, weights, "w.safetensors");
    QVERIFY(!classifier);
    QCOMPARE(classifier.error().message,
             std::string("w.safetensors has conv1.weight as 64×3×49 where the network needs "
                         "64×3×7×7; choose the backbone it was made for."));
  }

  void weightsOfAnotherNetworkAreRefused() {
    const auto reference = golden();
    const auto weights = filled(reference["networks"]["resnet18"]["shapes"]);
    const auto classifier = Classifier::make(*findBackbone("mobilenet_v2"), 5, weights, "w");
    QVERIFY(!classifier);
    QVERIFY(classifier.error().message.find("belongs to another network") != std::string::npos);
  }

  void featuresDoNotChangeWhenThePictureIsMirrored() {
    const auto reference = golden();
    const auto classifier =
        Classifier::make(*findBackbone("resnet18"), 5,
                         filled(reference["networks"]["resnet18"]["shapes"]), "golden");
    QVERIFY(classifier.has_value());
    constexpr int size = 32;
    std::vector<std::uint8_t> picture(size * size * 3);
    std::vector<std::uint8_t> mirrored(picture.size());
    for (std::size_t i = 0; i < picture.size(); ++i) {
      picture[i] = static_cast<std::uint8_t>(127 + 120 * noise(i));
      const std::size_t pixel = i / 3;
      const std::size_t other = pixel / size * size + (size - 1 - pixel % size);
      mirrored[other * 3 + i % 3] = picture[i];
    }
    const auto a = classifier->describe(picture, size, true);
    const auto b = classifier->describe(mirrored, size, true);
    QCOMPARE(a.rows, std::size_t{1});
    QCOMPARE(a.columns, std::size_t{256 + 512});
    for (std::size_t i = 0; i < a.columns; ++i) {
      QVERIFY(std::abs(a(0, i) - b(0, i)) < 1e-4F);
    }
  }
};

QTEST_APPLESS_MAIN(TestNetworks)
#include "tst_networks.moc"
