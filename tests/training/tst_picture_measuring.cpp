#include "picture_folder.h"
#include "training/data/picture_measuring.h"

using namespace touchstone;
using namespace touchstone::training;

/// Three pictures of 40×30 pixels: black, grey and white.
class TestPictureMeasuring : public QObject {
  Q_OBJECT
private:
  std::unique_ptr<PictureFolder> folder_;

  Result<MeasuredPictures> measured(const WorkContext& work = {}) {
    return measurePictures(folder_->images, folder_->source(), work);
  }

private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<PictureFolder>();
    for (const int value : {0, 128, 255}) {
      folder_->add(std::to_string(value) + ".png",
                   cv::Mat(30, 40, CV_8UC3, cv::Scalar::all(value)));
    }
  }

  void picturesAreMeasured() {
    std::vector<double> done;
    const auto result = measured(
        {.progress = [&](const Progress& progress) { done.push_back(progress.done); }, .stop = {}});
    QVERIFY(result.has_value());
    QCOMPARE(result->rows, (std::vector<std::size_t>{0, 1, 2}));
    QCOMPARE(result->measures[0].brightness99, 0.0);
    QCOMPARE(result->measures[2].brightness5, 1.0);
    QCOMPARE(result->measures[1].width, 40);
    QCOMPARE(result->measures[1].height, 30);
    QCOMPARE(done, (std::vector<double>{1, 2, 3}));
  }

  void aSecondTimeNothingIsDecoded() {
    const auto first = measured();
    for (std::size_t image = 0; image < folder_->images.size(); ++image) {
      folder_->damage(image);
    }
    const auto second = measured();
    QVERIFY(first && second);
    QVERIFY(folder_->warnings.empty());
    QCOMPARE(second->rows, first->rows);
    QCOMPARE(second->measures[1].entropy, first->measures[1].entropy);
    QCOMPARE(second->measures[1].pixelHash, first->measures[1].pixelHash);
    QCOMPARE(second->measures[2].brightness5, first->measures[2].brightness5);
  }

  void unreadableImagesAreWarnedOf() {
    folder_->damage(1);
    const auto result = measured();
    QVERIFY(result.has_value());
    QCOMPARE(result->rows, (std::vector<std::size_t>{0, 2}));
    QCOMPARE(folder_->warnings.size(), std::size_t{1});
    QVERIFY(folder_->warnings.front().find("128.png") != std::string::npos);
  }

  void aDamagedCacheCountsAsEmpty() {
    QVERIFY(measured().has_value());
    folder_->damageCache("measures.json", "40", "41");
    const auto result = measured();
    QVERIFY(result.has_value());
    QCOMPARE(result->measures[0].width, 40);
  }

  void whatWasMeasuredBeforeCancellingIsKept() {
    std::stop_source stop;
    const auto cancelled = measured(
        {.progress = [&](const Progress&) { stop.request_stop(); }, .stop = stop.get_token()});
    QVERIFY(!cancelled);
    QCOMPARE(cancelled.error().kind, ErrorKind::Cancelled);
    folder_->damage(0);
    const auto result = measured();
    QVERIFY(result.has_value());
    QCOMPARE(result->rows, (std::vector<std::size_t>{0, 1, 2}));
  }
};

QTEST_GUILESS_MAIN(TestPictureMeasuring)
#include "tst_picture_measuring.moc"
