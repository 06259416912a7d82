#include "formula_weights.h"
#include "training/networks/classifier.h"

#include <QtTest>

using namespace touchstone;
using namespace touchstone::training;
using formula::filled;
using formula::golden;
using formula::noise;
using formula::pictures;

class TestNetworks : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void answersAsTorchvision_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("size");
    for (const Backbone& backbone : backbones()) {
      const QByteArray name(backbone.name.data(), static_cast<qsizetype>(backbone.name.size()));
      for (const int size : {64, 97}) {
        QTest::addRow("%s, %d pixels", name.constData(), size) << QString(name) << size;
      }
    }
  }

  void answersAsTorchvision() {
    QFETCH(QString, name);
    QFETCH(int, size);
    const auto reference = golden();
    const auto& network = reference["networks"][name.toStdString()];
    const int classes = reference["classes"].get<int>();
    const auto classifier = Classifier::make(*findBackbone(name.toStdString()), classes,
                                             filled(network["shapes"]), "golden");
    QVERIFY2(classifier.has_value(), classifier ? "" : classifier.error().message.c_str());
    const auto logits = classifier->logits(pictures(2, static_cast<std::size_t>(size)), size);
    const auto expected =
        network["logits"][std::to_string(size)].get<std::vector<std::vector<double>>>();
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
