#include "analysis/images/picture_audit.h"
#include "analysis/images/picture_copies.h"
#include "defective_pictures.h"

#include <QtTest>
#include <opencv2/core.hpp>

#include <numeric>
#include <set>

using namespace touchstone;
using namespace touchstone::analysis;
using labeling::DefectKind;
using labeling::FindingKind;

namespace {

constexpr int originals = 24;
constexpr int copiesOfAKind = 20;
constexpr int poorOfAKind = 6;
constexpr double least = 0.95;

/// Counts what was found against what is there.
struct Tally {
  double found = 0;
  double right = 0;
  double there = 0;

  [[nodiscard]] bool isGood() const { return right >= least * found && right >= least * there; }
  [[nodiscard]] QString text() const {
    return QString("%1 of %2 found are right, of %3").arg(right).arg(found).arg(there);
  }
};

}  // namespace

/// Pictures of the sample project and altered copies of them.
class TestPictureCopies : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase();
  void copiesAreFoundAndNothingElse_data();
  void copiesAreFoundAndNothingElse();
  void theTurnIsMeasured();
  void aPartIsSmaller();
  void poorPicturesAreFoundAndNothingElse();
  void plainAndTinyPicturesHaveNoCopies();
  void theWorkCanBeStopped();

private:
  std::vector<cv::Mat> pictures_;
  std::vector<PictureSketch> sketches_;
};

void TestPictureCopies::initTestCase() {
  for (int i = 0; i < originals; ++i) {
    pictures_.push_back(defects::picture(i));
    sketches_.push_back(sketchPicture(pictures_.back()));
  }
}

void TestPictureCopies::copiesAreFoundAndNothingElse_data() {
  QTest::addColumn<int>("kind");
  for (const DefectKind kind :
       {DefectKind::Rotated, DefectKind::Cropped, DefectKind::EncodedAgain}) {
    QTest::newRow(std::string(nameOf(kind)).c_str()) << static_cast<int>(kind);
  }
}

void TestPictureCopies::copiesAreFoundAndNothingElse() {
  QFETCH(int, kind);
  std::vector<PictureSketch> sketches = sketches_;
  for (int i = 0; i < copiesOfAKind; ++i) {
    sketches.push_back(
        sketchPicture(defects::defective(pictures_, i, static_cast<DefectKind>(kind))));
  }
  const auto found = findCopies(sketches);
  QVERIFY(found.has_value());
  Tally tally{.found = static_cast<double>(found->size()), .there = copiesOfAKind};
  for (const PictureCopy& copy : *found) {
    tally.right += copy.second == copy.first + originals ? 1 : 0;
  }
  QVERIFY2(tally.isGood(), qPrintable(tally.text()));
}

void TestPictureCopies::theTurnIsMeasured() {
  cv::Mat turned;
  cv::rotate(pictures_[1], turned, cv::ROTATE_90_CLOCKWISE);
  const auto found = findCopies(std::vector{sketches_[1], sketchPicture(turned)});
  QVERIFY(found.has_value());
  QCOMPARE(found->size(), std::size_t{1});
  QVERIFY(std::abs(found->front().angle - 90) < 1);
  QVERIFY(std::abs(found->front().scale - 1) < 0.02);
  QVERIFY(found->front().overlap > 0.95 && found->front().share > 0.95);
}

void TestPictureCopies::aPartIsSmaller() {
  const cv::Mat& whole = pictures_[1];
  const cv::Mat part = whole({0, 0, whole.cols * 3 / 4, whole.rows * 3 / 4}).clone();
  const auto found = findCopies(std::vector{sketchPicture(part), sketches_[1]});
  QVERIFY(found.has_value());
  QCOMPARE(found->size(), std::size_t{1});
  QVERIFY(found->front().firstIsSmaller);
  QVERIFY(found->front().overlap > 0.95);
  QVERIFY(std::abs(found->front().share - 0.5625) < 0.05);
}

void TestPictureCopies::poorPicturesAreFoundAndNothingElse() {
  const std::map<FindingKind, DefectKind> kinds{{FindingKind::Dark, DefectKind::Dark},
                                                {FindingKind::Light, DefectKind::Light},
                                                {FindingKind::Blurry, DefectKind::Blurry}};
  std::vector<PictureMeasures> measures;
  for (const cv::Mat& picture : pictures_) {
    measures.push_back(measurePicture(picture));
  }
  std::map<FindingKind, std::set<labeling::ImageId>> there;
  for (const auto& [finding, defect] : kinds) {
    for (int i = 0; i < poorOfAKind; ++i) {
      measures.push_back(measurePicture(defects::defective(pictures_, i, defect)));
      there[finding].insert(static_cast<labeling::ImageId>(measures.size()));
    }
  }
  std::vector<labeling::ImageId> ids(measures.size());
  std::iota(ids.begin(), ids.end(), 1);
  const auto findings = auditPictures(ids, measures).findings;
  for (const auto& [kind, images] : there) {
    Tally tally{.there = static_cast<double>(images.size())};
    for (const labeling::Finding& finding : findings) {
      tally.found += finding.kind == kind ? 1 : 0;
      tally.right += finding.kind == kind && images.contains(finding.image) ? 1 : 0;
    }
    QVERIFY2(tally.isGood(),
             qPrintable(QString::fromStdString(std::string(nameOf(kind))) + ": " + tally.text()));
  }
}

void TestPictureCopies::plainAndTinyPicturesHaveNoCopies() {
  std::vector<PictureSketch> sketches;
  for (const cv::Size size : {cv::Size(300, 200), cv::Size(300, 200), cv::Size(1, 1),
                              cv::Size(3, 700), cv::Size(700, 3)}) {
    sketches.push_back(sketchPicture(cv::Mat(size, CV_8UC3, cv::Scalar(90, 90, 90))));
  }
  const auto found = findCopies(sketches);
  QVERIFY(found.has_value());
  QVERIFY(found->empty());
}

void TestPictureCopies::theWorkCanBeStopped() {
  std::stop_source source;
  source.request_stop();
  const auto found =
      findCopies(std::vector{sketches_[1], sketches_[1]}, {}, {.stop = source.get_token()});
  QVERIFY(!found.has_value());
  QCOMPARE(found.error().kind, ErrorKind::Cancelled);
}

QTEST_APPLESS_MAIN(TestPictureCopies)
#include "tst_picture_copies.moc"
