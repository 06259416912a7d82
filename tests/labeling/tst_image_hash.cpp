#include "labeling/images/image_hash.h"
#include "project_fixture.h"

#include <QtTest>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

/// Returns a picture of soft spots that the seed decides.
cv::Mat spots(std::uint64_t seed) {
  cv::RNG random(seed);
  cv::Mat picture(240, 320, CV_8UC3, cv::Scalar(90, 110, 130));
  for (int i = 0; i < 12; ++i) {
    const cv::Point centre(random.uniform(0, 320), random.uniform(0, 240));
    const cv::Scalar colour(random.uniform(0, 255), random.uniform(0, 255), random.uniform(0, 255));
    cv::circle(picture, centre, random.uniform(20, 60), colour, cv::FILLED);
  }
  cv::GaussianBlur(picture, picture, {0, 0}, 4);
  return picture;
}

}  // namespace

class TestImageHash : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void hashesBytesAsMurmurHash3() {
    QCOMPARE(hashOfBytes(""), std::string("00000000000000000000000000000000"));
    QCOMPARE(hashOfBytes("hello"), std::string("cbd8a7b341bd9b025b1e906a48ae1d19"));
    QCOMPARE(hashOfBytes("The quick brown fox jumps over the lazy dog"),
             std::string("e34bbc7bbc071b6c7a433ca9c49a9347"));
  }

  void hashesFilesByContent() {
    const ProjectFolder folder;
    folder.write("a", "hello");
    QCOMPARE(*hashOfFile(folder.file("a")), hashOfBytes("hello"));
    QVERIFY(!hashOfFile(folder.file("missing")));
  }

  void similarPicturesHaveCloseHashes() {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      const cv::Mat picture = spots(seed);
      const std::uint64_t hash = perceptualHash(picture);
      cv::Mat smaller;
      cv::resize(picture, smaller, {}, 0.5, 0.5, cv::INTER_AREA);
      QVERIFY(hammingDistance(hash, perceptualHash(smaller)) <= 4);
      std::vector<unsigned char> jpeg;
      cv::imencode(".jpg", picture, jpeg, {cv::IMWRITE_JPEG_QUALITY, 40});
      QVERIFY(hammingDistance(hash, perceptualHash(cv::imdecode(jpeg, cv::IMREAD_COLOR))) <= 4);
      cv::Mat brighter;
      picture.convertTo(brighter, -1, 1.0, 15);
      QVERIFY(hammingDistance(hash, perceptualHash(brighter)) <= 6);
      cv::Mat grey;
      cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
      QCOMPARE(perceptualHash(grey), hash);
    }
  }

  void differentPicturesHaveDistantHashes() {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      QVERIFY(hammingDistance(perceptualHash(spots(seed)), perceptualHash(spots(seed + 100))) > 12);
    }
  }

  void noPictureHasTheHashZero() {
    QVERIFY(perceptualHash(cv::Mat(10, 10, CV_8U, cv::Scalar(0))) != 0);
  }
};

QTEST_APPLESS_MAIN(TestImageHash)
#include "tst_image_hash.moc"
