#include "labeling/images/image_reader.h"
#include "project_fixture.h"

#include <QtTest>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <array>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

using Colour = cv::Vec3b;
const Colour red(0, 0, 255);
const Colour green(0, 255, 0);
const Colour blue(255, 0, 0);
const Colour white(255, 255, 255);

std::string encoded(const char* extension, const cv::Mat& picture, std::vector<int> options = {}) {
  std::vector<unsigned char> bytes;
  cv::imencode(extension, picture, bytes, options);
  return {bytes.begin(), bytes.end()};
}

/// 64 x 32 pixels with a colour in each quarter: red, green over blue, white.
cv::Mat quarters() {
  cv::Mat picture(32, 64, CV_8UC3);
  picture(cv::Rect(0, 0, 32, 16)) = red;
  picture(cv::Rect(32, 0, 32, 16)) = green;
  picture(cv::Rect(0, 16, 32, 16)) = blue;
  picture(cv::Rect(32, 16, 32, 16)) = white;
  return picture;
}

/// Returns the letter of the colour in the middle of each quarter, in reading order.
std::string quarterColours(const cv::Mat& picture) {
  std::string letters;
  for (const int y : {picture.rows / 4, picture.rows * 3 / 4}) {
    for (const int x : {picture.cols / 4, picture.cols * 3 / 4}) {
      const auto& pixel = picture.at<Colour>(y, x);
      static const std::array<std::pair<char, Colour>, 4> colours{
          {{'R', red}, {'G', green}, {'B', blue}, {'W', white}}};
      for (const auto& [letter, colour] : colours) {
        if (cv::norm(pixel, colour, cv::NORM_INF) < 40) {
          letters += letter;
        }
      }
    }
  }
  return letters;
}

std::string twoBytes(int value, bool bigEndian) {
  const auto high = static_cast<char>(value >> 8);
  const auto low = static_cast<char>(value & 255);
  return bigEndian ? std::string{high, low} : std::string{low, high};
}

std::string fourBytes(int value, bool bigEndian) {
  const std::string zero = twoBytes(0, bigEndian);
  return bigEndian ? zero + twoBytes(value, true) : twoBytes(value, false) + zero;
}

/// Returns EXIF data of one entry, the orientation.
std::string exif(int orientation, bool bigEndian) {
  return std::string(bigEndian ? "MM" : "II") + twoBytes(42, bigEndian) + fourBytes(8, bigEndian) +
         twoBytes(1, bigEndian) + twoBytes(0x0112, bigEndian) + twoBytes(3, bigEndian) +
         fourBytes(1, bigEndian) + twoBytes(orientation, bigEndian) + twoBytes(0, bigEndian) +
         fourBytes(0, bigEndian);
}

/// Returns the JPEG with EXIF data put behind its start.
std::string withOrientation(const std::string& jpeg,
                            int orientation,
                            bool bigEndian,
                            const std::string& thumbnail = {}) {
  const std::string data = std::string("Exif\0\0", 6) + exif(orientation, bigEndian) + thumbnail;
  return jpeg.substr(0, 2) + "\xff\xe1" + twoBytes(static_cast<int>(data.size()) + 2, true) + data +
         jpeg.substr(2);
}

std::string pngHead(int width, int height) {
  return std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) + twoBytes(width >> 16, true) +
         twoBytes(width & 0xffff, true) + twoBytes(height >> 16, true) +
         twoBytes(height & 0xffff, true) + std::string("\x08\x02\0\0\0", 5) + "IEND";
}

}  // namespace

class TestImageReader : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void appliesEveryExifOrientation_data() {
    QTest::addColumn<int>("orientation");
    QTest::addColumn<QString>("colours");
    QTest::newRow("as stored") << 1 << "RGBW";
    QTest::newRow("mirrored") << 2 << "GRWB";
    QTest::newRow("turned by 180") << 3 << "WBGR";
    QTest::newRow("upside down mirrored") << 4 << "BWRG";
    QTest::newRow("transposed") << 5 << "RBGW";
    QTest::newRow("turned clockwise") << 6 << "BRWG";
    QTest::newRow("transversed") << 7 << "WGBR";
    QTest::newRow("turned counter-clockwise") << 8 << "GWRB";
    QTest::newRow("no such orientation") << 9 << "RGBW";
  }

  void appliesEveryExifOrientation() {
    QFETCH(int, orientation);
    QFETCH(QString, colours);
    for (const bool bigEndian : {false, true}) {
      const auto file =
          write("turned.jpg", withOrientation(encoded(".jpg", quarters()), orientation, bigEndian));
      const auto picture = readImage(file);
      QVERIFY(picture);
      QCOMPARE(QString::fromStdString(quarterColours(*picture)), colours);
      const auto size = readImageSize(file);
      QVERIFY(size && *size == (ImageSize{picture->cols, picture->rows}));
    }
  }

  void readsEveryFormatAndItsSize_data() {
    QTest::addColumn<QString>("extension");
    for (const char* extension : {".jpg", ".png", ".bmp", ".ppm", ".tif", ".webp", ".jp2"}) {
      QTest::newRow(extension) << extension;
    }
  }

  void readsEveryFormatAndItsSize() {
    QFETCH(QString, extension);
    const std::string name = "Größe 画像" + extension.toStdString();
    const auto file = write(name, encoded(extension.toUtf8().constData(), quarters()));
    const auto picture = readImage(file);
    QVERIFY2(picture, picture ? "" : picture.error().message.c_str());
    QCOMPARE(picture->type(), CV_8UC3);
    QCOMPARE(quarterColours(*picture), std::string("RGBW"));
    QVERIFY(*readImageSize(file) == (ImageSize{64, 32}));
    QVERIFY(isImageFileName(file));
  }

  void theContentCountsNotTheExtension() {
    const auto file = write("really_png.jpg", encoded(".png", quarters()));
    QCOMPARE(quarterColours(*readImage(file)), std::string("RGBW"));
    QVERIFY(*readImageSize(file) == (ImageSize{64, 32}));
  }

  void sixteenBitsBecomeEight() {
    const cv::Mat deep(8, 8, CV_16UC3, cv::Scalar(0, 32896, 65535));
    const auto picture = readImage(write("deep.png", encoded(".png", deep)));
    QCOMPARE(picture->at<Colour>(4, 4), Colour(0, 128, 255));
  }

  void floatsBecomeEightBits() {
    const std::vector<int> uncompressed{cv::IMWRITE_TIFF_COMPRESSION, 1};
    const cv::Mat unit(8, 8, CV_32FC3, cv::Scalar(0, 0.5, 1));
    QCOMPARE(readImage(write("unit.tif", encoded(".tif", unit, uncompressed)))->at<Colour>(4, 4),
             Colour(0, 128, 255));
    const cv::Mat wide(8, 8, CV_32FC3, cv::Scalar(-10, 0, 10));
    QCOMPARE(readImage(write("wide.tif", encoded(".tif", wide, uncompressed)))->at<Colour>(4, 4),
             Colour(0, 128, 255));
  }

  void alphaIsLaidOverWhite() {
    const cv::Mat half(8, 8, CV_8UC4, cv::Scalar(0, 0, 255, 128));
    QCOMPARE(readImage(write("half.png", encoded(".png", half)))->at<Colour>(4, 4),
             Colour(127, 127, 255));
    const cv::Mat clear(8, 8, CV_8UC4, cv::Scalar(0, 0, 0, 0));
    QCOMPARE(readImage(write("clear.png", encoded(".png", clear)))->at<Colour>(4, 4), white);
  }

  void greyAndOneBitPicturesBecomeColour() {
    const cv::Mat grey(8, 8, CV_8U, cv::Scalar(200));
    QCOMPARE(readImage(write("grey.png", encoded(".png", grey)))->at<Colour>(4, 4),
             Colour(200, 200, 200));
    const auto bits = encoded(".png", grey, {cv::IMWRITE_PNG_BILEVEL, 1});
    QCOMPARE(readImage(write("bits.png", bits))->at<Colour>(4, 4), white);
  }

  void cmykAndPaletteFilesAreRead() {
    const std::filesystem::path golden = std::filesystem::path(GOLDEN_FOLDER) / "images";
    QCOMPARE(quarterColours(*readImage(golden / "cmyk.jpg")), std::string("RGBW"));
    QCOMPARE(quarterColours(*readImage(golden / "palette.png")), std::string("RGBW"));
  }

  void jpegsAreDecodedAtAReducedScale_data() {
    QTest::addColumn<int>("shorterSide");
    QTest::addColumn<int>("height");
    QTest::newRow("full") << 0 << 480;
    QTest::newRow("larger than the picture") << 1000 << 480;
    QTest::newRow("just too large for a half") << 241 << 480;
    QTest::newRow("half") << 240 << 240;
    QTest::newRow("quarter") << 100 << 120;
    QTest::newRow("eighth") << 60 << 60;
    QTest::newRow("smaller than an eighth") << 10 << 60;
  }

  void jpegsAreDecodedAtAReducedScale() {
    QFETCH(int, shorterSide);
    QFETCH(int, height);
    const cv::Mat large(480, 640, CV_8UC3, cv::Scalar(10, 20, 30));
    const auto file = write("large.jpg", withOrientation(encoded(".jpg", large), 6, true));
    double scale = 0;
    const auto picture = readImage(file, shorterSide, &scale);
    QCOMPARE(picture->cols, height);
    QCOMPARE(picture->rows, height * 4 / 3);
    QCOMPARE(scale, height / 480.0);
  }

  void badFilesGetOneSentence_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("sentence");
    const std::string jpeg = encoded(".jpg", quarters());
    const std::string png = encoded(".png", quarters());
    const auto row = [](const char* name, const std::string& bytes, const char* sentence) {
      QTest::newRow(name) << QByteArray::fromStdString(bytes) << sentence;
    };
    row("empty", "", "is empty");
    row("text", "hello", "is damaged or not a picture");
    row("truncated jpeg", jpeg.substr(0, jpeg.size() - 20), "ends too early");
    row("truncated jpeg with a thumbnail",
        withOrientation(jpeg.substr(0, jpeg.size() - 20), 1, true, jpeg), "ends too early");
    row("truncated png", png.substr(0, png.size() - 20), "ends too early");
    row("jpeg without content", "\xff\xd8\xff\xd9", "has a damaged header");
    row("too many pixels", pngHead(100'000, 100'000), "more than the limit of 1000000000");
    row("huge sides", pngHead(0x7fffffff, 0x7fffffff), "more than the limit");
    row("size zero", pngHead(0, 10), "has a damaged header");
  }

  void badFilesGetOneSentence() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, sentence);
    const auto file = write("bad.jpg", bytes.toStdString());
    const auto picture = readImage(file);
    QVERIFY(!picture);
    QCOMPARE(picture.error().kind, ErrorKind::BadInput);
    const QString message = QString::fromStdString(picture.error().message);
    QVERIFY2(message.contains(sentence), qPrintable(message));
    QVERIFY(message.contains("bad.jpg") && message.endsWith('.'));
    static_cast<void>(readImageSize(file));
  }

  void cutAnywhereAFileDoesNoHarm() {
    for (const char* extension : {".jpg", ".png", ".bmp", ".tif", ".webp", ".ppm"}) {
      const std::string bytes = encoded(extension, quarters());
      for (std::size_t length = 0; length < std::min<std::size_t>(bytes.size(), 80); ++length) {
        static_cast<void>(readImageSize(write("cut", bytes.substr(0, length))));
      }
    }
  }

  void animationsAreRefusedWithAWayOut() {
    std::string webp("RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\x3f\0\0\x1f\0\0", 30);
    for (const auto& file : {write("moving.gif", "GIF89a\x40"), write("moving.webp", webp)}) {
      QVERIFY(isImageFileName(file));
      for (const std::string& sentence :
           {readImage(file).error().message, readImageSize(file).error().message}) {
        QVERIFY2(sentence.find("save the picture you want as PNG") != std::string::npos,
                 sentence.c_str());
      }
    }
    webp[20] = 0;  // extended, but not moving
    QVERIFY(*readImageSize(write("still.webp", webp)) == (ImageSize{64, 32}));
  }

  void missingFilesAndFoldersAreErrors() {
    QVERIFY(!readImage(folder_.file("missing.jpg")));
    QVERIFY(!readImageSize(folder_.file("missing.jpg")));
    QVERIFY(!readImage(folder_.path()));
  }

  void limitsAreNamed() {
    const auto file = write("small.png", encoded(".png", quarters()));
    const auto pixels = readImage(file, 0, nullptr, {.fileBytes = 1'000'000, .pixels = 100});
    QVERIFY(!pixels && pixels.error().message.find("limit of 100") != std::string::npos);
    const auto bytes = readImage(file, 0, nullptr, {.fileBytes = 10});
    QVERIFY(!bytes && bytes.error().message.find("limit of 10") != std::string::npos);
  }

  void onlyPicturesHavePictureNames() {
    QVERIFY(isImageFileName("a/B.JPeG"));
    QVERIFY(!isImageFileName("a.xml"));
    QVERIFY(!isImageFileName("jpg"));
  }

private:
  std::filesystem::path write(const std::string& name, const std::string& bytes) {
    folder_.write(name, bytes);
    return folder_.file(name);
  }

  ProjectFolder folder_{{}};
};

QTEST_APPLESS_MAIN(TestImageReader)
#include "tst_image_reader.moc"
