#include "training/weights/half_precision.h"
#include "training/weights/safetensors.h"

#include <QtTest>

#include <cmath>
#include <cstring>
#include <fstream>

using namespace touchstone;
using namespace touchstone::training;

namespace {

std::string fileBytes(const std::string& header, const std::string& data) {
  std::uint64_t length = header.size();
  std::string bytes(sizeof length, '\0');
  std::memcpy(bytes.data(), &length, sizeof length);
  return bytes + header + data;
}

}  // namespace

class TestSafetensors : public QObject {
  Q_OBJECT
private:
  QTemporaryDir folder_;

  std::filesystem::path write(const std::string& bytes) {
    const std::filesystem::path file = folder_.filePath("w.safetensors").toStdString();
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
  }

private Q_SLOTS:
  void whatIsWrittenIsRead() {
    WeightFile weights;
    weights.tensors["b.weight"] = {{2, 3}, std::vector<float>{1, 2, 3, 4, 5.5F, -6}};
    weights.tensors["a.count"] = {{}, std::vector<std::int64_t>{7}};
    weights.tensors["empty"] = {{0, 4}, std::vector<float>{}};
    weights.metadata = {{"format", "pt"}, {"epoch", "3"}};
    const std::filesystem::path file = folder_.filePath("round.safetensors").toStdString();
    QVERIFY(writeSafetensors(file, weights).has_value());
    const auto read = readSafetensors(file);
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QVERIFY(*read == weights);
  }

  void everyHalfFindsBackToItself() {
    for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
      const auto half = static_cast<std::uint16_t>(bits);
      const float value = floatFromHalf(half);
      if (std::isnan(value)) {
        QVERIFY(std::isnan(floatFromHalf(halfFromFloat(value))));
      } else {
        QCOMPARE(halfFromFloat(value), half);
      }
    }
  }

  void floatsBecomeTheNearestHalf() {
    QCOMPARE(halfFromFloat(1 + std::ldexp(1.0F, -11)), std::uint16_t{0x3C00});  // a tie: the even
    QCOMPARE(halfFromFloat(1 + 3 * std::ldexp(1.0F, -11)), std::uint16_t{0x3C02});
    QCOMPARE(halfFromFloat(1 + 1.1F * std::ldexp(1.0F, -11)), std::uint16_t{0x3C01});
    QCOMPARE(halfFromFloat(2047.9F), std::uint16_t{0x6800});  // up into the next power of two
    QCOMPARE(halfFromFloat(std::ldexp(1.0F, -25)), std::uint16_t{0});
    QCOMPARE(halfFromFloat(-std::ldexp(1.1F, -25)), std::uint16_t{0x8001});
    QCOMPARE(halfFromFloat(65519.9F), std::uint16_t{0x7BFF});
    QCOMPARE(halfFromFloat(65520.0F), std::uint16_t{0x7C00});
  }

  void matricesAreWrittenAsHalfs() {
    WeightFile weights;
    weights.tensors["m"] = {{1, 2}, std::vector<float>{0.1F, -2}};
    weights.tensors["v"] = {{1}, std::vector<float>{0.1F}};
    const std::filesystem::path file = folder_.filePath("half.safetensors").toStdString();
    QVERIFY(writeSafetensors(file, weights, Precision::HalfMatrices).has_value());
    auto read = readSafetensors(file);
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QCOMPARE(std::get<std::vector<float>>(read->tensors["m"].values),
             (std::vector<float>{floatFromHalf(halfFromFloat(0.1F)), -2}));
    QVERIFY(read->tensors["v"] == weights.tensors["v"]);
  }

  void halfPrecisionBecomesFloat() {
    const std::string header = R"({"h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},)"
                               R"("b":{"dtype":"BF16","shape":[1],"data_offsets":[4,6]}})";
    const auto read =
        readSafetensors(write(fileBytes(header, std::string("\x00\x3c\x01\x80\x20\xc0", 6))));
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    const auto& half = std::get<std::vector<float>>(read->tensors.at("h").values);
    QCOMPARE(half[0], 1.0F);
    QCOMPARE(half[1], -std::ldexp(1.0F, -24));
    QCOMPARE(std::get<std::vector<float>>(read->tensors.at("b").values)[0], -2.5F);
    QVERIFY(std::isinf(floatFromHalf(0x7C00)));
    QVERIFY(std::isnan(floatFromHalf(0x7E00)));
    QCOMPARE(floatFromHalf(0x7BFF), 65504.0F);
  }

  void damagedFilesAreRefused_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::string& bytes, const char* reason) {
      QTest::newRow(name) << QByteArray::fromStdString(bytes) << reason;
    };
    const std::string eight(8, 'x');
    row("empty", "", "shorter than a header");
    row("torn header", fileBytes(R"({"a":)", "").substr(0, 10), "header is cut off");
    row("huge header", std::string("\xff\xff\xff\xff\xff\xff\xff\x7f", 8) + "{}",
        "header is cut off");
    row("no JSON", fileBytes("weights!", ""), "not JSON");
    row("array", fileBytes("[1]", ""), "not JSON");
    row("name twice",
        fileBytes(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                  R"("a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
                  eight),
        "unique names");
    row("torn data", fileBytes(R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}})", eight),
        "outside the file");
    row("negative offset",
        fileBytes(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}})", eight),
        "outside the file");
    row("backwards", fileBytes(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}})", eight),
        "outside the file");
    row("wrong size", fileBytes(R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})", eight),
        "does not fit");
    row("overflowing shape",
        fileBytes(R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})",
                  ""),
        "no sensible shape");
    row("overlap",
        fileBytes(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                  R"("b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}})",
                  eight),
        "overlap");
    row("unknown type",
        fileBytes(R"({"a":{"dtype":"F8","shape":[1],"data_offsets":[0,1]}})", eight),
        "only F32, F16, BF16 and I64");
    row("no object", fileBytes(R"({"a":3})", eight), "has no type");
  }

  void damagedFilesAreRefused() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, reason);
    const auto file = write(bytes.toStdString());
    const auto read = readSafetensors(file);
    QVERIFY(!read);
    const QString message = QString::fromStdString(read.error().message);
    QVERIFY2(message.contains(reason), qPrintable(message));
    QVERIFY2(message.contains("w.safetensors"), qPrintable(message));
  }

  void everyCutOfAFileIsRefused() {
    WeightFile weights;
    weights.tensors["a"] = {{4}, std::vector<float>{1, 2, 3, 4}};
    const std::filesystem::path whole = folder_.filePath("whole.safetensors").toStdString();
    QVERIFY(writeSafetensors(whole, weights).has_value());
    std::ifstream stream(whole, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(stream), {});
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      QVERIFY(!readSafetensors(write(bytes.substr(0, length))));
    }
  }

  void aFolderThatIsNotThereIsNamed() {
    const auto written = writeSafetensors("/nowhere/w.safetensors", {});
    QVERIFY(!written);
    QVERIFY(written.error().message.find("/nowhere/w.safetensors") != std::string::npos);
  }
};

QTEST_APPLESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
