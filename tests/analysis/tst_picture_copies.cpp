#include "analysis/images/picture_copies.h"
#include "analysis/images/picture_quality.h"
#include "defective_pictures.h"

#include <QtTest>

#include <functional>
#include <set>

using namespace touchstone;
using namespace touchstone::analysis;

namespace {

constexpr int originals = 24;
constexpr int copiesOfAKind = 12;

using Pair = std::pair<std::size_t, std::size_t>;

/// Photographs, and copies of the first of them.
struct CopiedPictures {
  std::vector<PictureSketch> sketches;
  std::set<Pair> copies;

  explicit CopiedPictures(const std::function<cv::Mat(const cv::Mat&, labeling::Random&)>& copy) {
    labeling::Random random(7, 1);
    std::vector<cv::Mat> pictures;
    for (int i = 0; i < originals; ++i) {
      pictures.push_back(defects::photograph(i));
    }
    for (std::size_t i = 0; i < copiesOfAKind; ++i) {
      copies.emplace(i, pictures.size());
      pictures.push_back(copy(pictures[i], random));
    }
    for (const cv::Mat& picture : pictures) {
      sketches.push_back(sketchPicture(picture));
    }
  }
};

}  // namespace

class TestPictureCopies : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void copiesAreFoundAndNothingElse_data();
  void copiesAreFoundAndNothingElse();
  void theTurnIsMeasured();
  void defectsAreMarkedAndNothingElse_data();
  void defectsAreMarkedAndNothingElse();
  void plainAndTinyPicturesHaveNoCopies();
  void theWorkCanBeStopped();
};

void TestPictureCopies::copiesAreFoundAndNothingElse_data() {
  QTest::addColumn<int>("kind");
  QTest::addColumn<double>("leastRecall");
  QTest::newRow("rotated") << 0 << 0.95;
  QTest::newRow("cropped") << 1 << 0.75;  // half a picture may share too few points
  QTest::newRow("encoded again") << 2 << 0.95;
}

void TestPictureCopies::copiesAreFoundAndNothingElse() {
  QFETCH(int, kind);
  QFETCH(double, leastRecall);
  const CopiedPictures pictures(kind == 0   ? defects::rotated
                                : kind == 1 ? defects::cropped
                                            : defects::encodedAgain);
  const auto found = findCopies(pictures.sketches);
  QVERIFY(found.has_value());
  std::size_t right = 0;
  for (const PictureCopy& copy : *found) {
    right += pictures.copies.count({copy.first, copy.second});
  }
  const double precision = static_cast<double>(right) / static_cast<double>(found->size());
  const double recall = static_cast<double>(right) / static_cast<double>(pictures.copies.size());
  QVERIFY2(precision >= 0.95 && recall >= leastRecall,
           qPrintable(QString("precision %1, recall %2").arg(precision).arg(recall)));
}

void TestPictureCopies::theTurnIsMeasured() {
  const cv::Mat picture = defects::photograph(1);
  cv::Mat turned;
  cv::rotate(picture, turned, cv::ROTATE_90_CLOCKWISE);
  const auto found = findCopies(std::vector{sketchPicture(picture), sketchPicture(turned)});
  QVERIFY(found.has_value());
  QCOMPARE(found->size(), std::size_t{1});
  QVERIFY(std::abs(found->front().angle - 90) < 1);
  QVERIFY(std::abs(found->front().scale - 1) < 0.02);
  QVERIFY(found->front().overlap > 0.95);
}

void TestPictureCopies::defectsAreMarkedAndNothingElse_data() {
  QTest::addColumn<int>("kind");
  QTest::newRow("dark") << static_cast<int>(PictureIssue::Dark);
  QTest::newRow("light") << static_cast<int>(PictureIssue::Light);
}

void TestPictureCopies::defectsAreMarkedAndNothingElse() {
  QFETCH(int, kind);
  const auto issue = static_cast<PictureIssue>(kind);
  std::vector<PictureMeasures> measures;
  for (int i = 0; i < originals; ++i) {
    cv::Mat picture = defects::photograph(i);
    if (i < copiesOfAKind) {
      picture = issue == PictureIssue::Dark ? defects::dark(picture) : defects::light(picture);
    }
    measures.push_back(measurePicture(picture));
  }
  const auto quality = pictureQuality(measures);
  double marked = 0;
  double right = 0;
  for (std::size_t i = 0; i < quality.size(); ++i) {
    marked += quality[i].isMarked(issue) ? 1 : 0;
    right += i < copiesOfAKind && quality[i].isMarked(issue) ? 1 : 0;
  }
  QVERIFY2(right >= 0.95 * marked && right >= 0.95 * copiesOfAKind,
           qPrintable(QString("%1 of %2 marked are defective, of %3")
                          .arg(right)
                          .arg(marked)
                          .arg(copiesOfAKind)));
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
  const cv::Mat picture = defects::photograph(1);
  std::stop_source source;
  source.request_stop();
  const auto found = findCopies(std::vector{sketchPicture(picture), sketchPicture(picture)}, {},
                                {.stop = source.get_token()});
  QVERIFY(!found.has_value());
  QCOMPARE(found.error().kind, ErrorKind::Cancelled);
}

QTEST_APPLESS_MAIN(TestPictureCopies)
#include "tst_picture_copies.moc"
