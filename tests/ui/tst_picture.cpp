#include "labeling/images/tiff_writer.h"
#include "ui/canvas/load_picture.h"
#include "ui/canvas/picture_layer.h"
#include "ui/canvas/picture_loader.h"
#include "ui/canvas/still_layer.h"

#include <QPainter>
#include <QTemporaryDir>
#include <QtTest>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <limits>

using namespace touchstone;
using namespace touchstone::ui;

namespace {

QImage painted(PictureLayer& layer, const ViewTransform& view, QSize size) {
  QImage window(size, QImage::Format_RGB32);
  window.fill(Qt::black);
  QPainter painter(&window);
  layer.paint(painter, view, QRectF(window.rect()));
  return window;
}

/// Red at the left, blue at the right, with one green pixel in the middle.
cv::Mat partOfLargePicture(const cv::Rect& area) {
  cv::Mat pixels(area.size(), CV_8UC3, cv::Scalar(0, 0, 255));
  const cv::Rect blue = area & cv::Rect(20'000, 0, 20'000, 4'000);
  if (!blue.empty()) {
    pixels(blue - area.tl()).setTo(cv::Scalar(255, 0, 0));
  }
  const cv::Point middle(20'000, 2'000);
  if (area.contains(middle)) {
    pixels.at<cv::Vec3b>(middle - area.tl()) = cv::Vec3b(0, 255, 0);
  }
  return pixels;
}

}  // namespace

class TestPicture : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { qRegisterMetaType<Picture>(); }

  void sixteenBitsAreShownFromTheLowestToTheHighestValue() {
    cv::Mat deep(40, 60, CV_16UC1, cv::Scalar(1000));
    deep.at<ushort>(0, 0) = 3000;
    deep.at<ushort>(0, 1) = 2000;
    const Picture picture = loaded("deep.png", deep);
    QVERIFY(picture.isDeep());
    QCOMPARE(picture.values(), (ValueRange{1000, 3000}));
    const QImage shown = toned(picture.overview(60), {}, picture.values());
    QCOMPARE(shown.pixelColor(0, 0), QColor(Qt::white));
    QCOMPARE(shown.pixelColor(5, 5), QColor(Qt::black));
    QCOMPARE(shown.pixelColor(1, 0).red(), 128);
  }

  void whatIsNoNumberIsBlackAndDoesNotCount() {
    cv::Mat real(40, 60, CV_32FC1, cv::Scalar(-1));
    real.at<float>(0, 0) = std::numeric_limits<float>::quiet_NaN();
    real.at<float>(0, 1) = std::numeric_limits<float>::infinity();
    real.at<float>(0, 2) = 4;
    const Picture picture = loaded("real.tif", real);
    QCOMPARE(picture.values(), (ValueRange{-1, 4}));
    const QImage shown = toned(picture.overview(60), {}, picture.values());
    QCOMPARE(shown.pixelColor(0, 0), QColor(Qt::black));
    QCOMPARE(shown.pixelColor(1, 0), QColor(Qt::white));
    QCOMPARE(shown.pixelColor(2, 0), QColor(Qt::white));
    QCOMPARE(shown.pixelColor(3, 3), QColor(Qt::black));
  }

  void windowShowsItsValuesFromBlackToWhite() {
    cv::Mat deep(10, 10, CV_16UC1, cv::Scalar(500));
    deep.at<ushort>(0, 0) = 0;
    deep.at<ushort>(0, 1) = 60'000;
    Tone tone;
    tone.window = ValueRange{400, 600};
    const QImage shown = toned(deep, tone, valuesOf(deep));
    QCOMPARE(shown.pixelColor(0, 0), QColor(Qt::black));
    QCOMPARE(shown.pixelColor(1, 0), QColor(Qt::white));
    QCOMPARE(shown.pixelColor(5, 5).red(), 128);
  }

  void toneMovesTheMiddleAsItsNameSays() {
    const auto middle = [](const Tone& tone) { return brightnessOf(tone, 0.4); };
    QCOMPARE(middle({}), 0.4);
    QVERIFY(middle({.brightness = 20, .contrast = 0, .gamma = 1, .window = {}}) > 0.5);
    QVERIFY(middle({.brightness = 0, .contrast = 50, .gamma = 1, .window = {}}) < 0.35);
    QVERIFY(middle({.brightness = 0, .contrast = 0, .gamma = 2, .window = {}}) > 0.6);
    QCOMPARE(middle({.brightness = 100, .contrast = 0, .gamma = 1, .window = {}}), 1.0);
    QCOMPARE(middle({.brightness = 0, .contrast = -100, .gamma = 1, .window = {}}), 0.5);
  }

  void eightBitsAreShownAsTheyAreUntilTheToneChanges() {
    QImage picture(300, 200, QImage::Format_RGB32);
    picture.fill(QColor(40, 90, 140));
    PictureLayer layer;
    layer.setPicture(Picture(picture));
    ViewTransform view;
    QCOMPARE(painted(layer, view, {100, 100}).pixelColor(50, 50), QColor(40, 90, 140));
    layer.setTone({.brightness = 100, .contrast = 0, .gamma = 1, .window = {}});
    QCOMPARE(painted(layer, view, {100, 100}).pixelColor(50, 50), QColor(Qt::white));
    QCOMPARE(painted(layer, view, {400, 100}).pixelColor(350, 50), QColor(Qt::black));
  }

  void pixelsAreSquareAboveFullSizeAndSmoothBelow() {
    QImage picture(64, 64, QImage::Format_RGB32);
    for (int x = 0; x < 64; ++x) {
      for (int y = 0; y < 64; ++y) {
        picture.setPixelColor(x, y, x % 2 == 0 ? Qt::white : Qt::black);
      }
    }
    PictureLayer layer;
    layer.setPicture(Picture(picture));
    ViewTransform view;
    view.setScale(4, {0, 0});
    const QImage large = painted(layer, view, {64, 64});
    QCOMPARE(large.pixelColor(3, 3), QColor(Qt::white));
    QCOMPARE(large.pixelColor(4, 3), QColor(Qt::black));
    view.setScale(0.5, {0, 0});
    const int grey = painted(layer, view, {32, 32}).pixelColor(16, 16).red();
    QVERIFY2(grey > 90 && grey < 165, qPrintable(QString::number(grey)));
  }

  void largePictureIsThereAtOnceAndSharpensByTiles_data() {
    QTest::addColumn<bool>("tiled");
    QTest::addColumn<bool>("compressed");
    QTest::newRow("plain tiles") << true << false;
    QTest::newRow("compressed strips") << false << true;
  }

  void largePictureIsThereAtOnceAndSharpensByTiles() {
    QFETCH(bool, tiled);
    QFETCH(bool, compressed);
    const std::string file = folder_.filePath("large.tif").toStdString();
    QVERIFY(labeling::writeTiff(file, {32'000, 3'800}, CV_8UC3,
                                {.tiled = tiled, .compressed = compressed, .big = false},
                                partOfLargePicture)
                .has_value());
    const auto picture = loadPicture(file);
    QVERIFY(picture.has_value());
    QCOMPARE(picture->size(), QSize(32'000, 3'800));
    QVERIFY(picture->bytes() < 100'000'000);
    PictureLayer layer;
    layer.setPicture(*picture);
    ViewTransform view;
    view.fit({1000, 200}, picture->size());
    const QImage whole = painted(layer, view, {1000, 200});
    QCOMPARE(whole.pixelColor(100, 100), QColor(Qt::red));
    QCOMPARE(whole.pixelColor(900, 100), QColor(Qt::blue));
    view.setScale(1, {0, 0});
    view.place({20'000, 2'000}, {50, 50});
    QSignalSpy arrived(&layer, &PictureLayer::arrived);
    QCOMPARE(painted(layer, view, {100, 100}).pixelColor(20, 50), QColor(Qt::red));
    QTRY_COMPARE(painted(layer, view, {100, 100}).pixelColor(50, 50), QColor(Qt::green));
    QVERIFY(arrived.count() > 0);
    const cv::Mat pixels = pixelsOf(*picture, {19'999, 2'000, 20'002, 2'001});
    QCOMPARE(pixels.size(), cv::Size(3, 1));
    QCOMPARE(pixels.at<cv::Vec3b>(0, 1), cv::Vec3b(0, 255, 0));
  }

  void exactCoarseLevelsAreKeptForTheNextTime() {
    const std::string file = folder_.filePath("refined.tif").toStdString();
    QVERIFY(labeling::writeTiff(file, {32'000, 3'800}, CV_8UC3,
                                {.tiled = true, .compressed = true, .big = false},
                                partOfLargePicture)
                .has_value());
    const std::filesystem::path cache = folder_.filePath("cache").toStdString();
    const auto first = loadPicture(file, cache);
    const auto refined = refinedPicture(*first, cache, {});
    QVERIFY(refined.has_value());
    QVERIFY(refined->sharedSource() != first->sharedSource());
    const auto second = loadPicture(file, cache);
    QVERIFY(refinedPicture(*second, cache, {})->sharedSource() == second->sharedSource());
    std::filesystem::remove_all(cache);
    QVERIFY(loadPicture(file, cache).has_value());
  }

  void loaderReadsAheadAndForgetsTheOldest() {
    std::vector<PictureFile> files;
    for (int i = 1; i <= 4; ++i) {
      const QString file = folder_.filePath(QStringLiteral("p%1.png").arg(i));
      QImage picture(100, 100, QImage::Format_RGB32);
      picture.fill(Qt::darkGreen);
      picture.save(file);
      files.push_back({i, file.toStdString()});
    }
    PictureLoader loader;
    loader.setLimit(100'000);  // two pictures
    QSignalSpy loaded(&loader, &PictureLoader::loaded);
    QVERIFY(!loader.request(files[0]));
    QVERIFY(loaded.wait());
    QCOMPARE(loaded.front().front().toInt(), 1);
    QVERIFY(loader.request(files[0]).has_value());
    loader.readAhead({files[1], files[2]});
    QTRY_VERIFY(loader.has(3));
    QVERIFY(loader.has(2));
    QVERIFY(!loader.has(1));
    QVERIFY(loader.request(files[1]).has_value());
    QCOMPARE(loaded.count(), 1);
  }

  void pictureThatIsReadAheadIsDeliveredWhenItIsAskedFor() {
    QImage picture(100, 100, QImage::Format_RGB32);
    picture.fill(Qt::darkGreen);
    picture.save(folder_.filePath("ahead.png"));
    const PictureFile file{7, folder_.filePath("ahead.png").toStdString()};
    PictureLoader loader;
    QSignalSpy loaded(&loader, &PictureLoader::loaded);
    loader.readAhead({file});
    QVERIFY(!loader.request(file));
    QVERIFY(loaded.wait());
    QCOMPARE(loaded.count(), 1);
    QSignalSpy failed(&loader, &PictureLoader::failed);
    loader.request({8, folder_.filePath("missing.png").toStdString()});
    QVERIFY(failed.wait());
    QCOMPARE(failed.front().front().toInt(), 8);
  }

  void stillLayerPaintsOnlyWhatCameIntoView() {
    StillLayer layer;
    ViewTransform view;
    std::vector<QRectF> areas;
    const auto paint = [&](QPainter& painter, const QRectF& area) {
      areas.push_back(area);
      // A stripe for each 10 pixels of the image.
      for (double x = std::floor((area.left() - view.origin().x()) / 10); x < 100; ++x) {
        painter.fillRect(QRectF(x * 10 + view.origin().x(), area.top(), 10, area.height()),
                         QColor::fromHsv(static_cast<int>(x * 37) % 360, 200, 200));
      }
    };
    layer.update(view, {200, 100}, 1, paint);
    QCOMPARE(areas, std::vector<QRectF>{QRectF(0, 0, 200, 100)});
    areas.clear();
    layer.update(view, {200, 100}, 1, paint);
    QVERIFY(areas.empty());
    view.panBy({-30, 0});
    layer.update(view, {200, 100}, 1, paint);
    QCOMPARE(areas, std::vector<QRectF>{QRectF(170, 0, 30, 100)});
    const QImage scrolled = layer.pixmap().toImage();
    areas.clear();
    layer.invalidate(QRectF(50, 20, 10, 10));
    layer.update(view, {200, 100}, 1, paint);
    QCOMPARE(areas, std::vector<QRectF>{QRectF(49, 19, 12, 12)});
    layer.invalidate();
    layer.update(view, {200, 100}, 1, paint);
    QCOMPARE(layer.pixmap().toImage(), scrolled);
  }

private:
  Picture loaded(const char* name, const cv::Mat& pixels) {
    const std::string file = folder_.filePath(QLatin1String(name)).toStdString();
    cv::imwrite(file, pixels);
    const auto picture = loadPicture(file);
    require(picture.has_value(), "the picture is read");
    return *picture;
  }

  QTemporaryDir folder_;
};

QTEST_MAIN(TestPicture)
#include "tst_picture.moc"
