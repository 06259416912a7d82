#include "analysis/images/picture_quality.h"
#include "golden.h"

#include <opencv2/imgcodecs.hpp>

#include <map>

using namespace touchstone::analysis;
using nlohmann::json;

namespace {

/// The drawn pictures, what was measured in them, and what cleanvision says.
struct Pictures {
  json expected = readGolden("pictures");
  std::vector<std::string> names;
  std::vector<PictureMeasures> measures;

  Pictures() {
    for (const auto& [name, answer] : expected.items()) {
      const QString file = QString("%1/analysis/pictures/%2.png").arg(GOLDEN_FOLDER, name.c_str());
      names.push_back(name);
      measures.push_back(measurePicture(cv::imread(file.toStdString(), cv::IMREAD_UNCHANGED)));
    }
  }
};

constexpr PictureIssue issues[] = {PictureIssue::Dark,           PictureIssue::Light,
                                   PictureIssue::OddAspectRatio, PictureIssue::LowInformation,
                                   PictureIssue::Blurry,         PictureIssue::OddSize,
                                   PictureIssue::Greyscale};

}  // namespace

class TestPictureQuality : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void measuresAreCleanvisions();
  void scoresAndMarksAreCleanvisions();
  void equalPicturesAreFound();
  void greyPicturesWithThreeChannelsAreSeen();
  void picturesOfOneSizeAreNotOdd();
  void tinyPicturesCanBeMeasured();
};

void TestPictureQuality::measuresAreCleanvisions() {
  const Pictures pictures;
  for (std::size_t i = 0; i < pictures.names.size(); ++i) {
    const json& expected = pictures.expected.at(pictures.names[i]);
    const json& raw = expected.at("raw");
    const PictureMeasures& own = pictures.measures[i];
    compareNumbers(
        {own.brightness5, own.brightness99, own.entropy, own.edgeDeviation, own.histogramDeviation},
        json{raw.at("brightness_perc_5"), raw.at("brightness_perc_99"), raw.at("entropy"),
             raw.at("blurriness"), raw.at("blurriness_grayscale_std")},
        1e-9);
    QCOMPARE(QString("%1").arg(own.pictureHash, 16, 16, QChar('0')),
             QString::fromStdString(expected.at("hash").get<std::string>()));
  }
}

void TestPictureQuality::scoresAndMarksAreCleanvisions() {
  const Pictures pictures;
  const auto quality = pictureQuality(pictures.measures);
  for (std::size_t i = 0; i < pictures.names.size(); ++i) {
    const json& expected = pictures.expected.at(pictures.names[i]);
    for (const PictureIssue issue : issues) {
      const std::string name(nameOf(issue));
      compareNumbers({quality[i].score(issue)}, json{expected.at("scores").at(name)}, 1e-9);
      const json& marked = expected.at("marked");
      QCOMPARE(quality[i].isMarked(issue),
               std::find(marked.begin(), marked.end(), json(name)) != marked.end());
    }
  }
}

void TestPictureQuality::equalPicturesAreFound() {
  const Pictures pictures;
  const auto namesOf = [&](const std::vector<std::vector<std::size_t>>& sets) {
    std::vector<std::vector<std::string>> named;
    for (const auto& set : sets) {
      std::vector<std::string> names;
      for (const std::size_t i : set) {
        names.push_back(pictures.names[i]);
      }
      std::sort(names.begin(), names.end());
      named.push_back(names);
    }
    return named;
  };
  QCOMPARE(namesOf(equalPictures(pictures.measures)),
           (std::vector<std::vector<std::string>>{{"plain", "same"}}));
  QCOMPARE(namesOf(equallyHashedPictures(pictures.measures)),
           (std::vector<std::vector<std::string>>{{"dark", "grey", "plain", "same"}}));
}

void TestPictureQuality::greyPicturesWithThreeChannelsAreSeen() {
  const cv::Mat grey(20, 30, CV_8UC1, cv::Scalar(90));
  const cv::Mat threeChannels(20, 30, CV_8UC3, cv::Scalar(90, 90, 90));
  const cv::Mat coloured(20, 30, CV_8UC3, cv::Scalar(90, 90, 91));
  QVERIFY(measurePicture(grey).oneChannel && measurePicture(grey).equalChannels);
  QVERIFY(!measurePicture(threeChannels).oneChannel);
  QVERIFY(measurePicture(threeChannels).equalChannels);
  QVERIFY(!measurePicture(coloured).equalChannels);
}

void TestPictureQuality::picturesOfOneSizeAreNotOdd() {
  const std::vector<PictureMeasures> same(
      5, measurePicture(cv::Mat(20, 30, CV_8UC3, cv::Scalar(9, 9, 9))));
  for (const PictureQuality& quality : pictureQuality(same)) {
    QCOMPARE(quality.score(PictureIssue::OddSize), 1.0);
    QVERIFY(!quality.isMarked(PictureIssue::OddSize));
  }
  QVERIFY(pictureQuality({}).empty());
}

void TestPictureQuality::tinyPicturesCanBeMeasured() {
  for (const cv::Size size : {cv::Size(1, 1), cv::Size(1, 300), cv::Size(500, 2)}) {
    const PictureMeasures measures = measurePicture(cv::Mat(size, CV_8UC3, cv::Scalar(1, 2, 3)));
    QCOMPARE(measures.entropy > 1.5, true);
    QCOMPARE(measures.edgeDeviation, 0.0);
  }
}

QTEST_APPLESS_MAIN(TestPictureQuality)
#include "tst_picture_quality.moc"
