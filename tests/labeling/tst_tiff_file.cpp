#include "labeling/images/image_reader.h"
#include "labeling/images/orientation.h"
#include "labeling/images/tiff_file.h"
#include "labeling/images/tiff_writer.h"
#include "project_fixture.h"

#include <QtTest>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <fstream>
#include <limits>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

/// Every pixel of it differs from its neighbours.
cv::Mat pattern(cv::Size size, int type) {
  cv::Mat picture(size, type);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      for (int channel = 0; channel < picture.channels(); ++channel) {
        const int value = (x * 7 + y * 13 + channel * 50) % 251;
        switch (picture.depth()) {
          case CV_8U:
            picture.ptr<uchar>(y)[x * picture.channels() + channel] = static_cast<uchar>(value);
            break;
          case CV_16U:
            picture.ptr<ushort>(y)[x * picture.channels() + channel] =
                static_cast<ushort>(value * 200);
            break;
          default:
            picture.ptr<float>(y)[x * picture.channels() + channel] = static_cast<float>(value) / 3;
        }
      }
    }
  }
  return picture;
}

bool areEqual(const cv::Mat& a, const cv::Mat& b) {
  return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

}  // namespace

class TestTiffFile : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void partsAreThoseOfTheWholePicture_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<bool>("tiled");
    QTest::addColumn<bool>("compressed");
    for (const int type : {CV_8UC1, CV_8UC3, CV_16UC1, CV_16UC3, CV_32FC1, CV_32FC3}) {
      for (const bool tiled : {true, false}) {
        for (const bool compressed : {true, false}) {
          QTest::addRow("type %d, %s, %s", type, tiled ? "tiles" : "strips",
                        compressed ? "compressed" : "plain")
              << type << tiled << compressed;
        }
      }
    }
  }

  void partsAreThoseOfTheWholePicture() {
    QFETCH(int, type);
    QFETCH(bool, tiled);
    QFETCH(bool, compressed);
    const cv::Mat picture = pattern({700, 530}, type);
    auto file =
        TiffFile::open(written(picture, {.tiled = tiled, .compressed = compressed, .big = false}));
    QVERIFY(file.has_value());
    QCOMPARE(file->size(), picture.size());
    QCOMPARE(file->type(), type);
    for (const cv::Rect& area : {cv::Rect(0, 0, 700, 530), cv::Rect(250, 10, 20, 500),
                                 cv::Rect(699, 529, 1, 1), cv::Rect(3, 255, 600, 2)}) {
      const auto part = file->read(area);
      QVERIFY(part.has_value());
      QVERIFY(areEqual(*part, picture(area)));
    }
  }

  void filesOfOtherProgramsAreRead_data() {
    QTest::addColumn<int>("compression");
    QTest::newRow("plain") << 1;
    QTest::newRow("LZW") << 5;
    QTest::newRow("Deflate") << 8;
    QTest::newRow("PackBits") << 32773;
  }

  void filesOfOtherProgramsAreRead() {
    QFETCH(int, compression);
    const cv::Mat picture = pattern({300, 200}, CV_8UC3);
    const auto path = folder_.file("other.tif");
    QVERIFY(cv::imwrite(path.string(), picture, {cv::IMWRITE_TIFF_COMPRESSION, compression}));
    auto file = TiffFile::open(path);
    QVERIFY(file.has_value());
    QVERIFY(areEqual(*file->read({0, 0, 300, 200}), picture));
  }

  void orientationIsAppliedToParts_data() {
    QTest::addColumn<int>("orientation");
    for (int orientation = 1; orientation <= 8; ++orientation) {
      QTest::addRow("%d", orientation) << orientation;
    }
  }

  void orientationIsAppliedToParts() {
    QFETCH(int, orientation);
    const cv::Mat stored = pattern({90, 40}, CV_8UC1);
    const cv::Mat shown = oriented(stored, orientation);
    const cv::Rect area(5, 7, 30, 11);
    const cv::Mat part =
        oriented(stored(storedArea(area, stored.size(), orientation)), orientation);
    QVERIFY(areEqual(part, shown(area)));
  }

  void overviewHasTheColoursOfThePicture_data() {
    QTest::addColumn<bool>("tiled");
    QTest::addColumn<bool>("compressed");
    QTest::addColumn<qulonglong>("budget");
    QTest::newRow("plain tiles") << true << false << qulonglong{1};
    QTest::newRow("plain strips") << false << false << qulonglong{1};
    QTest::newRow("all tiles") << true << true << (qulonglong{1} << 40);
    QTest::newRow("some tiles") << true << true << qulonglong{2'000'000};
    QTest::newRow("some strips") << false << true << qulonglong{2'000'000};
  }

  void overviewHasTheColoursOfThePicture() {
    QFETCH(bool, tiled);
    QFETCH(bool, compressed);
    QFETCH(qulonglong, budget);
    cv::Mat picture(2048, 3072, CV_8UC3, cv::Scalar(200, 30, 10));
    picture(cv::Rect(1536, 0, 1536, 2048)).setTo(cv::Scalar(10, 60, 220));
    auto file =
        TiffFile::open(written(picture, {.tiled = tiled, .compressed = compressed, .big = false}));
    const auto overview = file->overview(100, budget);
    QVERIFY(overview.has_value());
    QVERIFY(overview->cols <= 100 && overview->cols > 90);
    QCOMPARE(overview->at<cv::Vec3b>(30, 20), cv::Vec3b(200, 30, 10));
    QCOMPARE(overview->at<cv::Vec3b>(overview->rows - 1, overview->cols - 1),
             cv::Vec3b(10, 60, 220));
  }

  void largeFileIsReducedWhenItIsReadAsAWhole() {
    const auto path = folder_.file("large.tif");
    QVERIFY(writeTiff(
                path, {40'000, 4'000}, CV_8UC1, {.tiled = true, .compressed = true, .big = false},
                [](const cv::Rect& area) { return cv::Mat(area.size(), CV_8UC1, cv::Scalar(77)); })
                .has_value());
    QCOMPARE(*isLargeTiff(path), true);
    QCOMPARE(*readImageSize(path), (ImageSize{40'000, 4'000}));
    double scale = 0;
    const auto small = readImage(path, 100, &scale);
    QVERIFY(small.has_value());
    QCOMPARE(small->size(), cv::Size(1000, 100));
    QCOMPARE(scale, 1.0 / 40);
    QCOMPARE(small->at<cv::Vec3b>(50, 500), cv::Vec3b(77, 77, 77));
  }

  void bigTiffIsReadLikeAnyOther() {
    const cv::Mat picture = pattern({300, 200}, CV_8UC3);
    const auto path = written(picture, {.tiled = true, .compressed = true, .big = true});
    QCOMPARE(*readImageSize(path), (ImageSize{300, 200}));
    QVERIFY(areEqual(*TiffFile::open(path)->read({0, 0, 300, 200}), picture));
    QVERIFY(areEqual(*readImage(path), picture));
  }

  void damagedFileIsAnErrorThatNamesIt() {
    const auto path =
        written(pattern({700, 530}, CV_8UC3), {.tiled = false, .compressed = true, .big = false});
    std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
    auto file = TiffFile::open(path);
    if (file) {
      const auto part = file->read({0, 0, 700, 530});
      QVERIFY(!part);
      QVERIFY(part.error().message.find(path.string()) != std::string::npos);
    } else {
      QVERIFY(file.error().message.find(path.string()) != std::string::npos);
    }
    std::ofstream(folder_.file("no.tif")) << "no picture";
    QVERIFY(!TiffFile::open(folder_.file("no.tif")));
    QVERIFY(!TiffFile::open(folder_.file("missing.tif")));
  }

  void valuesAreThoseOfTheFile() {
    cv::Mat deep(20, 30, CV_16UC1, cv::Scalar(1234));
    deep.at<ushort>(3, 4) = 65535;
    QVERIFY(cv::imwrite(folder_.file("deep.png").string(), deep));
    QVERIFY(areEqual(*readImageValues(folder_.file("deep.png")), deep));
    cv::Mat real(20, 30, CV_32FC1, cv::Scalar(-2.5));
    real.at<float>(3, 4) = std::numeric_limits<float>::infinity();
    QVERIFY(cv::imwrite(folder_.file("real.tif").string(), real));
    const auto read = readImageValues(folder_.file("real.tif"));
    QVERIFY(read.has_value());
    QCOMPARE(read->type(), CV_32FC1);
    QCOMPARE(read->at<float>(0, 0), -2.5F);
    QVERIFY(std::isinf(read->at<float>(3, 4)));
  }

private:
  std::filesystem::path written(const cv::Mat& picture, const TiffForm& form) {
    const auto path = folder_.file("written.tif");
    const auto status = writeTiff(path, picture.size(), picture.type(), form,
                                  [&](const cv::Rect& area) { return picture(area); });
    require(status.has_value(), "the file is written");
    return path;
  }

  ProjectFolder folder_{{}};
};

QTEST_APPLESS_MAIN(TestTiffFile)
#include "tst_tiff_file.moc"
