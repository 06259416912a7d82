#include "labeling/images/palette_png.h"

#include <QtTest>
#include <opencv2/imgcodecs.hpp>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

IndexedPicture numbers(int width, int height, Palette palette) {
  IndexedPicture picture{
      .width = width, .height = height, .pixels = {}, .palette = std::move(palette)};
  for (int i = 0; i < width * height; ++i) {
    picture.pixels.push_back(static_cast<std::uint8_t>(i * 7 % 256));
  }
  return picture;
}

std::string encoded(const cv::Mat& picture) {
  std::vector<uchar> bytes;
  cv::imencode(".png", picture, bytes);
  return {bytes.begin(), bytes.end()};
}

}  // namespace

class TestPalettePng : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void theColoursAreThoseOfPascalVoc_data() {
    QTest::addColumn<int>("index");
    QTest::addColumn<int>("colour");
    QTest::newRow("background") << 0 << 0x000000;
    QTest::newRow("1") << 1 << 0x800000;
    QTest::newRow("2") << 2 << 0x008000;
    QTest::newRow("3") << 3 << 0x808000;
    QTest::newRow("15") << 15 << 0xC08080;
    QTest::newRow("20") << 20 << 0x004080;
    QTest::newRow("void") << 255 << 0xE0E0C0;
  }

  void theColoursAreThoseOfPascalVoc() {
    QFETCH(int, index);
    QFETCH(int, colour);
    const Palette palette = vocPalette();
    QCOMPARE(palette.size(), 256U);
    QCOMPARE(static_cast<int>(palette[static_cast<std::size_t>(index)]), colour);
  }

  void numbersAndColoursComeBack() {
    for (const Palette& palette : {vocPalette(), Palette()}) {
      const IndexedPicture picture = numbers(37, 21, palette);
      const auto png = indexedPngOf(picture);
      QVERIFY(png.has_value());
      const auto read = readIndexedPng(*png, "a.png");
      QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
      QCOMPARE(read->width, 37);
      QCOMPARE(read->height, 21);
      QVERIFY(read->pixels == picture.pixels);
      QVERIFY(read->palette == palette);
    }
  }

  void theFileIsEightBitIndexedWithoutTransparency() {
    const auto png = indexedPngOf(numbers(4, 4, vocPalette()));
    QVERIFY(png.has_value());
    QCOMPARE(static_cast<int>((*png)[24]), 8);  // bit depth
    QCOMPARE(static_cast<int>((*png)[25]), 3);  // indexed
    QVERIFY(png->find("tRNS") == std::string::npos);
    QVERIFY(png->find("PLTE") != std::string::npos);
  }

  void coloursAreNumberedAsTheyAppear() {
    cv::Mat picture(2, 2, CV_8UC3, cv::Scalar(0, 0, 0));
    picture.at<cv::Vec3b>(1, 0) = {0, 0, 128};
    picture.at<cv::Vec3b>(1, 1) = {0, 128, 0};
    const auto read = readIndexedPng(encoded(picture), "a.png");
    QVERIFY(read.has_value());
    QVERIFY((read->pixels == std::vector<std::uint8_t>{0, 0, 1, 2}));
    QVERIFY((read->palette == Palette{0x000000, 0x800000, 0x008000}));
  }

  void refusesWhatHoldsNoNumbers_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("reason");
    const auto png = indexedPngOf(numbers(40, 40, vocPalette()));
    const QByteArray whole = QByteArray::fromStdString(*png);
    cv::Mat deep(4, 4, CV_16UC1, cv::Scalar(1));
    cv::Mat colourful(20, 20, CV_8UC3);
    for (int i = 0; i < 400; ++i) {
      colourful.at<cv::Vec3b>(i / 20, i % 20) = cv::Vec3b(i % 256, i / 256, 0);
    }
    QByteArray damaged = whole;
    damaged[whole.size() / 2] = static_cast<char>(damaged[whole.size() / 2] + 1);
    QTest::newRow("empty") << QByteArray() << "ends too early";
    QTest::newRow("no PNG") << QByteArray("GIF89a, not a PNG at all") << "ot a PNG";
    QTest::newRow("cut off") << whole.left(whole.size() / 2) << "ends too early";
    QTest::newRow("damaged") << damaged << "a.png";
    QTest::newRow("16 bits") << QByteArray::fromStdString(encoded(deep)) << "16 bits";
    QTest::newRow("photo") << QByteArray::fromStdString(encoded(colourful))
                           << "more than 256 colours";
  }

  void refusesWhatHoldsNoNumbers() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, reason);
    const auto read = readIndexedPng(bytes.toStdString(), "a.png");
    QVERIFY(!read.has_value());
    const QString message = QString::fromStdString(read.error().message);
    QVERIFY2(message.contains(reason) && message.contains("a.png"), qPrintable(message));
  }

  void refusesMorePixelsThanTheLimit() {
    const auto png = indexedPngOf(numbers(40, 40, vocPalette()));
    const auto read = readIndexedPng(*png, "a.png", 1599);
    QVERIFY(!read.has_value());
    QVERIFY(read.error().message.find("limit") != std::string::npos);
  }
};

QTEST_APPLESS_MAIN(TestPalettePng)
#include "tst_palette_png.moc"
