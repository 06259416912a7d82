#include "formula_weights.h"
#include "training/runs/starting_point.h"
#include "training/weights/sha256.h"
#include "training/weights/weight_files.h"

#include <QtTest>

using namespace touchstone;
using namespace touchstone::training;

class TestWeightFiles : public QObject {
  Q_OBJECT
private:
  std::unique_ptr<QTemporaryDir> folder_;

private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    qputenv("XDG_DATA_HOME", folder_->filePath("data").toUtf8());
    qputenv("TORCH_HOME", folder_->filePath("torch").toUtf8());
    qunsetenv("TOUCHSTONE_BACKBONES");
  }

  void sha256IsThatOfTheStandard() {
    QCOMPARE(sha256(""),
             std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    QCOMPARE(sha256("abc"),
             std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    for (const std::size_t length : {55U, 56U, 63U, 64U, 119U, 120U, 1000U}) {
      const std::string bytes(length, 'x');
      const auto expected =
          QCryptographicHash::hash(QByteArray::fromStdString(bytes), QCryptographicHash::Sha256);
      QCOMPARE(QByteArray::fromStdString(sha256(bytes)), expected.toHex());
    }
  }

  void weightsOfNoNetworkAreRefused() {
    WeightFile weights;
    weights.tensors["conv.weight"] = {{1}, std::vector<float>{1}};
    const std::filesystem::path file = folder_->filePath("other.safetensors").toStdString();
    QVERIFY(writeSafetensors(file, weights).has_value());
    const auto added = addWeights(file);
    QVERIFY(!added);
    QVERIFY(added.error().message.find("other.safetensors") != std::string::npos);
    QVERIFY(added.error().message.find("ResNet-18") != std::string::npos);
  }

  void whatIsTakenIsSaid() {
    const auto reference = formula::golden();
    auto weights = formula::filled(reference["networks"]["resnet18-half"]["shapes"]);
    weights.tensors["extra.weight"] = {{1}, std::vector<float>{1}};
    weights.tensors.erase("bn1.num_batches_tracked");
    const std::filesystem::path file = folder_->filePath("mine.safetensors").toStdString();
    QVERIFY(writeSafetensors(file, weights).has_value());
    const auto added = addWeights(file);
    QVERIFY2(added.has_value(), added ? "" : added.error().message.c_str());
    QCOMPARE(added->backbone, std::string("resnet18-half"));
    QCOMPARE(textOf(added->use),
             std::string("119 tensors are taken; the head, for 5 classes, learns anew; of no use "
                         "here: extra.weight; not in the file: bn1.num_batches_tracked."));
  }

  void aPublishedNameWithOtherContentIsRefused() {
    const QString file = folder_->filePath("resnet18-f37072fd.pth");
    QVERIFY(QFile::copy(GOLDEN_FOLDER "/training/pth/zip.pth", file));
    const auto added = addWeights(file.toStdString());
    QVERIFY(!added);
    QVERIFY(added.error().message.find("its SHA-256 does not begin with the digits in its name") !=
            std::string::npos);
  }

  void weightsAreFoundByTheirNames() {
    QVERIFY(!findWeights("resnet18"));
    const auto folder = folder_->filePath("given");
    QVERIFY(QDir().mkpath(folder));
    qputenv("TOUCHSTONE_BACKBONES", folder.toUtf8());
    const std::filesystem::path half = (folder + "/resnet18-half-1.safetensors").toStdString();
    QVERIFY(writeSafetensors(half, {}).has_value());
    QVERIFY(!findWeights("resnet18"));
    QVERIFY(findWeights("resnet18-half") == half);
    const std::filesystem::path whole = (folder + "/resnet18-f37072fd.safetensors").toStdString();
    QVERIFY(writeSafetensors(whole, {}).has_value());
    QVERIFY(findWeights("resnet18") == whole);
  }

  /// With time for it the more accurate network is taken, without the quicker one.
  void theTimeDecidesWhichNetworkIsTaken() {
    const auto folder = folder_->filePath("both");
    QVERIFY(QDir().mkpath(folder));
    qputenv("TOUCHSTONE_BACKBONES", folder.toUtf8());
    for (const char* name : {"resnet50", "mobilenet_v3_small"}) {
      const auto file = folder + '/' + name + ".safetensors";
      QVERIFY(writeSafetensors(file.toStdString(), {}).has_value());
    }
    QCOMPARE(startingPointWithin(1e9, 100, 224)->backbone->name, std::string_view("resnet50"));
    QCOMPARE(startingPointWithin(1e-9, 100, 224)->backbone->name,
             std::string_view("mobilenet_v3_small"));
  }
};

QTEST_APPLESS_MAIN(TestWeightFiles)
#include "tst_weight_files.moc"
