#include "picture_folder.h"
#include "training/data/picture_sketching.h"

#include <opencv2/imgproc.hpp>

using namespace touchstone;
using namespace touchstone::training;

/// Three pictures of squares on a rough ground.
class TestPictureSketching : public QObject {
  Q_OBJECT
private:
  std::unique_ptr<PictureFolder> folder_;

  Result<SketchedPictures> sketched(const WorkContext& work = {}) {
    return sketchPictures(folder_->images, folder_->source(), work);
  }

private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<PictureFolder>();
    for (const int side : {20, 40, 60}) {
      cv::Mat picture(200, 300, CV_8UC3);
      cv::RNG(1).fill(picture, cv::RNG::UNIFORM, 60, 120);
      for (int x = 20; x + side < picture.cols; x += 2 * side) {
        cv::rectangle(picture, {x, 60, side, side}, cv::Scalar(220, 200, x), cv::FILLED);
      }
      folder_->add(std::to_string(side) + ".png", picture);
    }
  }

  void aSecondTimeNothingIsDecoded() {
    const auto first = sketched();
    for (std::size_t image = 0; image < folder_->images.size(); ++image) {
      folder_->damage(image);
    }
    const auto second = sketched();
    QVERIFY(first && second);
    QVERIFY(folder_->warnings.empty());
    QCOMPARE(second->rows, (std::vector<std::size_t>{0, 1, 2}));
    for (std::size_t i = 0; i < folder_->images.size(); ++i) {
      const auto& before = first->sketches[i];
      const auto& after = second->sketches[i];
      QVERIFY(!before.points.empty());
      QCOMPARE(after.points.size(), before.points.size());
      QVERIFY(after.points.back().description == before.points.back().description);
      QCOMPARE(after.points.back().x, before.points.back().x);
      QVERIFY(after.size == before.size);
      QCOMPARE(cv::norm(after.grey, before.grey, cv::NORM_INF), 0.0);
    }
  }

  void unreadableImagesAreWarnedOf() {
    folder_->damage(1);
    const auto result = sketched();
    QVERIFY(result.has_value());
    QCOMPARE(result->rows, (std::vector<std::size_t>{0, 2}));
    QCOMPARE(folder_->warnings.size(), std::size_t{1});
  }

  void whatFollowsADamagedSketchIsMadeAgain() {
    QVERIFY(sketched().has_value());
    QFile cache(folder_->cacheFile("sketches.bin"));
    const qint64 whole = cache.size();
    QVERIFY(cache.resize(whole - 5));
    QVERIFY(sketched().has_value());
    QCOMPARE(QFile(folder_->cacheFile("sketches.bin")).size(), whole);
    folder_->damage(2);
    const auto result = sketched();
    QVERIFY(result.has_value());
    QCOMPARE(result->rows.size(), std::size_t{3});
  }

  void whatWasSketchedBeforeCancellingIsKept() {
    std::stop_source stop;
    const auto cancelled = sketched(
        {.progress = [&](const Progress&) { stop.request_stop(); }, .stop = stop.get_token()});
    QVERIFY(!cancelled);
    QCOMPARE(cancelled.error().kind, ErrorKind::Cancelled);
    folder_->damage(0);
    const auto result = sketched();
    QVERIFY(result.has_value());
    QCOMPARE(result->rows.size(), std::size_t{3});
  }
};

QTEST_GUILESS_MAIN(TestPictureSketching)
#include "tst_picture_sketching.moc"
