#include "labeling/images/read_file.h"
#include "training/weights/download.h"
#include "training/weights/published_weights.h"
#include "training/weights/sha256.h"

#include <QtTest>

#include <fstream>

using namespace touchstone;
using namespace touchstone::training;

/// Downloads from the local disk: the library speaks file:// as it speaks https://.
class TestDownload : public QObject {
  Q_OBJECT

private:
  std::unique_ptr<QTemporaryDir> folder_;
  std::string content_;

  std::filesystem::path path(const char* name) const {
    return folder_->filePath(QString::fromUtf8(name)).toStdString();
  }
  std::string address() const { return "file://" + path("source").string(); }
  std::string digest() const { return sha256(content_).substr(0, 8); }
  std::string contentOf(const char* name) const { return labeling::readFile(path(name)).value(); }

private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    content_.clear();
    for (int i = 0; i < 300'000; ++i) {
      content_ += static_cast<char>(i * 7 % 251);
    }
    std::ofstream(path("source"), std::ios::binary) << content_;
  }

  void aFileArrives() {
    double done = 0;
    WorkContext work;
    work.progress = [&](const Progress& progress) { done = progress.done; };
    const auto result = download(address(), path("deep/er/target"), digest(), work);
    QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
    QVERIFY(contentOf("deep/er/target") == content_);
    QVERIFY(!std::filesystem::exists(path("deep/er/target.part")));
    QCOMPARE(done, 300'000.0);
  }

  void anInterruptedDownloadGoesOn() {
    std::ofstream(path("target.part"), std::ios::binary) << content_.substr(0, 100'000);
    // What came before is not fetched again: a changed beginning of the source does not matter.
    std::ofstream(path("source"), std::ios::binary)
        << std::string(100'000, 'x') << content_.substr(100'000);
    const auto result = download(address(), path("target"), digest(), {});
    QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
    QVERIFY(contentOf("target") == content_);
  }

  void aCompletePartNeedsNoServer() {
    std::ofstream(path("target.part"), std::ios::binary) << content_;
    const auto result = download("file:///nowhere/at/all", path("target"), digest(), {});
    QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
    QVERIFY(contentOf("target") == content_);
  }

  void damageIsNoticedAndNothingKept() {
    const auto result = download(address(), path("target"), "00000000", {});
    QVERIFY(!result.has_value());
    QVERIFY(result.error().message.find("is damaged: its SHA-256 is") != std::string::npos);
    QVERIFY(!std::filesystem::exists(path("target")));
    QVERIFY(!std::filesystem::exists(path("target.part")));
  }

  void noConnectionIsOneSentence() {
    const auto result = download("file:///nowhere/at/all", path("target"), digest(), {});
    QVERIFY(!result.has_value());
    QVERIFY(result.error().message.starts_with("file:///nowhere/at/all cannot be downloaded ("));
    QVERIFY(result.error().message.find("backbones add FILE") != std::string::npos);
  }

  void aCancelledDownloadKeepsWhatCame() {
    std::ofstream(path("target.part"), std::ios::binary) << content_.substr(0, 1000);
    std::stop_source stop;
    stop.request_stop();
    WorkContext work;
    work.stop = stop.get_token();
    const auto result = download(address(), path("target"), digest(), work);
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().kind, ErrorKind::Cancelled);
    QVERIFY(std::filesystem::file_size(path("target.part")) >= 1000);
  }

  void everyPublishedNameCarriesItsDigest() {
    for (const PublishedWeights& row : publishedWeights()) {
      QCOMPARE(digestOfName(row.file).size(), std::size_t{8});
      QVERIFY(row.file.starts_with(row.backbone));
    }
    QCOMPARE(digestOfName("resnet18-f37072fd.pth"), std::string("f37072fd"));
    QCOMPARE(digestOfName("resnet18.pth"), std::string());
    QCOMPARE(digestOfName("resnet18-half-fine.safetensors"), std::string());
    QCOMPARE(digestOfName("resnet18-f37072fX.pth"), std::string());
  }
};

QTEST_APPLESS_MAIN(TestDownload)
#include "tst_download.moc"
