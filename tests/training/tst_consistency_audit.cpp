#include "tests/analysis/coloured_noise.h"
#include "tests/analysis/labelled_document.h"
#include "training/runs/consistency_audit_run.h"

#include <QTemporaryDir>
#include <QtTest>
#include <opencv2/imgcodecs.hpp>

#include <algorithm>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

const Box left{10, 10, 60, 50};
const Box right{120, 40, 170, 80};

}  // namespace

/// Audits pictures in files for labels that contradict each other.
class TestConsistencyAudit : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    labels_ = LabelledDocument();
    warnings_.clear();
    nut_ = labels_.addClass("nut");
    bolt_ = labels_.addClass("bolt");
  }

  void oneThingWithTwoClassesIsFoundInThePictures() {
    const cv::Mat first = colouredNoise(1);
    cv::Mat second = colouredNoise(2);
    first(cv::Rect(10, 10, 50, 40)).copyTo(second(cv::Rect(120, 40, 50, 40)));
    labels_.add(add(first), nut_, left);
    const auto twin = labels_.add(add(second), bolt_, right);
    labels_.add(add(colouredNoise(3)), bolt_, left);
    for (int look = 0; look < 2; ++look) {  // the second one reads the cache
      const auto findings = audited();
      QCOMPARE(std::ranges::count(findings, FindingKind::Inconsistent, &Finding::kind), 2);
      QVERIFY(std::ranges::count(findings, std::optional(twin), &Finding::annotation) == 1);
    }
    QVERIFY(warnings_.empty());
  }

  void anUnreadablePictureIsWarnedOf() {
    labels_.add(add(colouredNoise(1)), nut_, left);
    labels_.add(labels_.addImage(200, 100), bolt_, left);
    QVERIFY(audited().empty());
    QCOMPARE(warnings_.size(), std::size_t{1});
    QVERIFY(warnings_.front().find("2.png") != std::string::npos);
  }

  void annotatorsWhoDisagreeAreFound() {
    for (int i = 0; i < 3; ++i) {
      const ImageId image = add(colouredNoise(i));
      for (const std::string name : {"Anna", "Ben", "Carl"}) {
        labels_.addBy(name, image, i == 2 && name == "Ben" ? nut_ : bolt_, left);
      }
    }
    const auto findings = audited();
    const auto found =
        std::ranges::find(findings, FindingKind::AnnotatorDisagreement, &Finding::kind);
    QVERIFY(found != findings.end());
    QCOMPARE(found->given, std::string("nut"));
    QCOMPARE(found->suggested, std::string("bolt"));
    // What three people call one thing is no contradiction between two things.
    QCOMPARE(std::ranges::count(findings, FindingKind::Inconsistent, &Finding::kind), 0);
  }

  void theWorkCanBeStopped() {
    labels_.add(add(colouredNoise(1)), nut_, left);
    std::stop_source source;
    source.request_stop();
    const auto stopped = audit({.progress = {}, .stop = source.get_token()});
    QVERIFY(!stopped.has_value());
    QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
  }

private:
  ImageId add(const cv::Mat& picture) {
    const ImageId image = labels_.addImage(picture.cols, picture.rows);
    cv::imwrite((path() / labels_.document.image(image)->path).string(), picture);
    return image;
  }

  Result<std::vector<Finding>> audit(const WorkContext& work) {
    return training::auditConsistency(
        {labels_.document, path(), path() / "cache"}, {},
        {.runFolder = {},
         .folds = {},
         .warned = [this](const std::string& said) { warnings_.push_back(said); }},
        work);
  }

  std::vector<Finding> audited() {
    auto findings = audit({});
    require(findings.has_value(), "nothing stops it");
    return *std::move(findings);
  }

  [[nodiscard]] std::filesystem::path path() const { return folder_->path().toStdString(); }

  std::unique_ptr<QTemporaryDir> folder_;
  LabelledDocument labels_;
  std::vector<std::string> warnings_;
  ClassId nut_ = 0;
  ClassId bolt_ = 0;
};

QTEST_APPLESS_MAIN(TestConsistencyAudit)
#include "tst_consistency_audit.moc"
