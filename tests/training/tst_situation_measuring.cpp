#include "picture_folder.h"
#include "training/data/situation_measuring.h"

using namespace touchstone;
using namespace touchstone::labeling;
using namespace touchstone::training;

/// A dark and a bright picture of 40×30 pixels, with two boxes each.
class TestSituationMeasuring : public QObject {
  Q_OBJECT
private:
  std::unique_ptr<PictureFolder> folder_;
  Document document_;
  std::vector<Sample> samples_;

  void addPicture(ImageId id, int grey) {
    const std::string name = std::to_string(grey) + ".png";
    folder_->add(name, cv::Mat(30, 40, CV_8UC3, cv::Scalar::all(grey)));
    Image image;
    image.path = name;
    image.width = 40;
    image.height = 30;
    Edit edit;
    edit.changes.emplace_back(ImageChange{id, image});
    for (const double x : {0.0, 20.0}) {
      Annotation box;
      box.image = id;
      box.shape = Box{x, 10, x + 20, 20};
      const auto annotation = static_cast<AnnotationId>(samples_.size() + 1);
      edit.changes.emplace_back(AnnotationChange{annotation, box});
      Sample sample = folder_->images.back();
      sample.image = id;
      sample.annotation = annotation;
      sample.box = std::get<Box>(box.shape);
      samples_.push_back(sample);
    }
    static_cast<void>(apply(document_, std::move(edit)));
  }

  void move(std::size_t sample, const Box& box) {
    Annotation changed = *document_.annotation(*samples_[sample].annotation);
    changed.shape = box;
    samples_[sample].box = box;
    Edit edit;
    edit.changes.emplace_back(AnnotationChange{*samples_[sample].annotation, changed});
    static_cast<void>(apply(document_, std::move(edit)));
  }

  Result<MeasuredSituations> measured(const WorkContext& work = {}) {
    return measureSituations(document_, samples_, folder_->source(), work);
  }

private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<PictureFolder>();
    document_ = {};
    samples_.clear();
    addPicture(1, 30);
    addPicture(2, 230);
  }

  void eachImageIsDecodedOnceForAllItsObjects() {
    std::vector<double> done;
    const auto result = measured(
        {.progress = [&](const Progress& progress) { done.push_back(progress.done); }, .stop = {}});
    QVERIFY(result.has_value());
    QCOMPARE(result->rows, (std::vector<std::size_t>{0, 1, 2, 3}));
    QVERIFY(result->measures[0].brightness < 0.2);
    QVERIFY(result->measures[3].brightness > 0.8);
    QCOMPARE(result->measures[1].placement->centre.x, 0.75);
    QCOMPARE(done, (std::vector<double>{1, 2}));
  }

  void aSecondTimeNothingIsDecoded() {
    const auto first = measured();
    folder_->damage(0);
    folder_->damage(1);
    const auto second = measured();
    QVERIFY(first && second);
    QVERIFY(folder_->warnings.empty());
    QCOMPARE(second->rows, first->rows);
    QVERIFY(second->measures == first->measures);
  }

  void aMovedBoxIsMeasuredAgain() {
    QVERIFY(measured().has_value());
    move(0, {0, 20, 20, 30});
    const auto result = measured();
    QCOMPARE(result->measures[0].placement->centre.y, 25.0 / 30);
    QCOMPARE(result->rows.size(), std::size_t{4});
  }

  void imageTagsAreMeasuredAsWholePictures() {
    for (Sample& sample : samples_) {
      sample.box.reset();
    }
    const auto result = measured();
    QVERIFY(!result->measures[0].placement);
  }

  void unreadableImagesAreWarnedOf() {
    folder_->damage(0);
    const auto result = measured();
    QVERIFY(result.has_value());
    QCOMPARE(result->rows, (std::vector<std::size_t>{2, 3}));
    QCOMPARE(folder_->warnings.size(), std::size_t{1});
    QVERIFY(folder_->warnings.front().find("30.png") != std::string::npos);
  }

  void aDamagedCacheCountsAsEmpty() {
    QVERIFY(measured().has_value());
    folder_->damageCache("situations.json", "0.75", "0.15");
    QCOMPARE(measured()->measures[1].placement->centre.x, 0.75);
  }

  void whatWasMeasuredBeforeCancellingIsKept() {
    std::stop_source stop;
    const auto cancelled = measured(
        {.progress = [&](const Progress&) { stop.request_stop(); }, .stop = stop.get_token()});
    QVERIFY(!cancelled);
    QCOMPARE(cancelled.error().kind, ErrorKind::Cancelled);
    folder_->damage(0);
    QCOMPARE(measured()->rows.size(), std::size_t{4});
  }
};

QTEST_APPLESS_MAIN(TestSituationMeasuring)
#include "tst_situation_measuring.moc"
