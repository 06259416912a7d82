#include "analysis/images/picture_audit.h"

#include <QTest>

#include <numeric>

using namespace touchstone;
using analysis::PictureMeasures;
using labeling::FindingKind;

namespace {

PictureMeasures usualPicture() {
  PictureMeasures picture;
  picture.width = 400;
  picture.height = 300;
  picture.brightness5 = 0.2;
  picture.brightness99 = 0.9;
  picture.entropy = 7;
  picture.edgeDeviation = 40;
  picture.histogramDeviation = 60;
  return picture;
}

analysis::PictureAudit audited(const std::vector<PictureMeasures>& pictures) {
  std::vector<labeling::ImageId> ids(pictures.size());
  std::iota(ids.begin(), ids.end(), 1);
  return analysis::auditPictures(ids, pictures);
}

}  // namespace

class TestPictureAudit : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void eachKindIsAskedAbout_data();
  void eachKindIsAskedAbout();
  void usualPicturesAreNoFinding();
  void greyPicturesAreNoFinding();
  void softEdgesAreBlurryWhereOthersAreSharp();
  void whatHalfOfTheImagesAreIsSaidOnce();
  void noPicturesNoFindings();
};

void TestPictureAudit::eachKindIsAskedAbout_data() {
  QTest::addColumn<int>("kind");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("dark") << int(FindingKind::Dark)
                        << "Nearly black: its brightest parts have 10 % of full brightness.";
  QTest::newRow("light") << int(FindingKind::Light)
                         << "Overexposed: its darkest parts have 98 % of full brightness.";
  QTest::newRow("blurry") << int(FindingKind::Blurry) << "Blurry: it has hardly any sharp edges.";
  QTest::newRow("empty") << int(FindingKind::LowInformation)
                         << "Nearly empty: its pixels hardly differ.";
  QTest::newRow("small") << int(FindingKind::OddSize)
                         << "Of an odd size: 40 × 30 pixels, where others have about 400 × 300.";
  QTest::newRow("wide") << int(FindingKind::OddAspectRatio) << "Very wide: 1200 × 100 pixels.";
}

void TestPictureAudit::eachKindIsAskedAbout() {
  QFETCH(int, kind);
  QFETCH(QString, sentence);
  std::vector<PictureMeasures> pictures(9, usualPicture());
  PictureMeasures& odd = pictures[4];
  switch (static_cast<FindingKind>(kind)) {
    case FindingKind::Dark:
      odd.brightness99 = 0.1;
      break;
    case FindingKind::Light:
      odd.brightness5 = 0.98;
      break;
    case FindingKind::Blurry:
      odd.edgeDeviation = 5;
      odd.histogramDeviation = 5;
      break;
    case FindingKind::LowInformation:
      odd.entropy = 1;
      break;
    case FindingKind::OddSize:
      odd.width = 40;
      odd.height = 30;
      break;
    default:
      odd.width = 1200;
      odd.height = 100;
  }
  const auto audit = audited(pictures);
  QVERIFY(audit.remarks.empty());
  QCOMPARE(audit.findings.size(), std::size_t{1});
  const labeling::Finding& finding = audit.findings.front();
  QCOMPARE(static_cast<int>(finding.kind), kind);
  QCOMPARE(finding.image, labeling::ImageId{5});
  QVERIFY(!finding.annotation);
  QVERIFY(finding.score >= 0.5 && finding.score < 1);
  QCOMPARE(QString::fromStdString(finding.message), sentence);
}

void TestPictureAudit::usualPicturesAreNoFinding() {
  const auto audit = audited(std::vector<PictureMeasures>(5, usualPicture()));
  QVERIFY(audit.findings.empty());
  QVERIFY(audit.remarks.empty());
}

void TestPictureAudit::greyPicturesAreNoFinding() {
  std::vector<PictureMeasures> pictures(5, usualPicture());
  pictures[2].oneChannel = pictures[2].equalChannels = true;
  QVERIFY(audited(pictures).findings.empty());
}

void TestPictureAudit::softEdgesAreBlurryWhereOthersAreSharp() {
  std::vector<PictureMeasures> pictures(9, usualPicture());
  pictures[4].edgeBlur = 2.5;
  const auto findings = audited(pictures).findings;
  QCOMPARE(findings.size(), std::size_t{1});
  QCOMPARE(findings.front().kind, FindingKind::Blurry);
  QCOMPARE(findings.front().image, labeling::ImageId{5});
  for (PictureMeasures& picture : pictures) {
    picture.edgeBlur = 2;
  }
  pictures[4].edgeBlur = 2.5;
  QVERIFY(audited(pictures).findings.empty());
}

void TestPictureAudit::whatHalfOfTheImagesAreIsSaidOnce() {
  std::vector<PictureMeasures> pictures(6, usualPicture());
  for (const std::size_t i : {0, 1, 2}) {
    pictures[i].brightness99 = 0.1;
  }
  pictures[3].brightness5 = 0.98;
  const auto audit = audited(pictures);
  QCOMPARE(audit.findings.size(), std::size_t{1});
  QCOMPARE(audit.findings.front().kind, FindingKind::Light);
  QCOMPARE(audit.remarks, (std::vector<std::string>{
                              "3 of 6 images are nearly black: as that is usual here, they are not "
                              "listed one by one."}));
}

void TestPictureAudit::noPicturesNoFindings() {
  QVERIFY(audited({}).findings.empty());
}

QTEST_APPLESS_MAIN(TestPictureAudit)
#include "tst_picture_audit.moc"
