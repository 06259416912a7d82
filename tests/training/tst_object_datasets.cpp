#include "square_project.h"
#include "training/data/detection_dataset.h"
#include "training/data/segmentation_dataset.h"
#include "training/segmentation/void_label.h"

#include <QtTest>

using namespace touchstone;
using namespace touchstone::training;

/// What detectors and segmenters learn from a project's labels.
class TestObjectDatasets : public QObject {
  Q_OBJECT
private:
  std::unique_ptr<QTemporaryDir> folder_;

  SquareProject project(SquareLabels labels) const {
    SquareProject squares(folder_->path().toStdString(), labels, 3, 2);
    squares.removeLabels(labeling::Split::Train);
    squares.removeLabels(labeling::Split::Val);
    return squares;
  }

private Q_SLOTS:
  void init() { folder_ = std::make_unique<QTemporaryDir>(); }

  void boxesLieInsideTheImage() {
    auto squares = project(SquareLabels::Boxes);
    squares.add(1, labeling::Box{-10, 5, 20, 200});
    squares.add(1, labeling::Box{30, 30, 30, 50});
    const auto dataset = detectionDataset(squares.document());
    QCOMPARE(dataset.images.size(), std::size_t{3});
    QCOMPARE(dataset.images[0].boxes, (std::vector<labeling::Box>{{0, 5, 20, 96}}));
    QCOMPARE(dataset.images[0].labels, std::vector<int>{0});
    QVERIFY(dataset.images[1].boxes.empty());
    QCOMPARE(dataset.classes, std::vector<std::string>{"square"});
    QCOMPARE(dataset.warnings.size(), std::size_t{1});
    QVERIFY(dataset.warnings.front().starts_with("1 boxes without extent"));
  }

  void crowdsAndDifficultObjectsAreIgnored() {
    auto squares = project(SquareLabels::Boxes);
    labeling::Attributes crowd;
    crowd.crowd = true;
    labeling::Attributes difficult;
    difficult.difficult = true;
    squares.add(1, labeling::Box{0, 0, 10, 10});
    squares.add(1, labeling::Box{20, 0, 30, 10}, crowd);
    squares.add(1, labeling::Box{40, 0, 50, 10}, difficult);
    const auto dataset = detectionDataset(squares.document());
    QCOMPARE(dataset.images[0].boxes.size(), std::size_t{1});
    QCOMPARE(dataset.images[0].ignored,
             (std::vector<labeling::Box>{{20, 0, 30, 10}, {40, 0, 50, 10}}));
    const auto truth = evaluatedObjects(dataset.images, dataset.classes).truth;
    QCOMPARE(truth.objects.size(), std::size_t{3});
    QCOMPARE(std::count_if(truth.objects.begin(), truth.objects.end(),
                           [](const auto& object) { return object.crowd; }),
             std::ptrdiff_t{2});
  }

  void onlyWhatAPersonDrewOrConfirmedIsLearned() {
    auto squares = project(SquareLabels::Boxes);
    labeling::Attributes ofModel;
    ofModel.score = 0.9;
    labeling::Attributes confirmed = ofModel;
    confirmed.verified = true;
    squares.add(1, labeling::Box{0, 0, 10, 10}, ofModel);
    squares.add(1, labeling::Box{20, 0, 30, 10}, confirmed);
    QCOMPARE(detectionDataset(squares.document()).images[0].boxes,
             (std::vector<labeling::Box>{{20, 0, 30, 10}}));
  }

  void imagesThatAreNotLabelledOrCannotBeReadAreLeftOut() {
    auto squares = project(SquareLabels::Boxes);
    squares.changeImage(
        1, [](labeling::Image& image) { image.state = labeling::ImageState::Excluded; });
    squares.changeImage(2, [](labeling::Image& image) { image.problem = "torn"; });
    const auto dataset = detectionDataset(squares.document());
    QCOMPARE(dataset.images.size(), std::size_t{1});
    QCOMPARE(dataset.images[0].image, labeling::ImageId{3});
    QCOMPARE(segmentationDataset(squares.document()).images.size(), std::size_t{1});
  }

  void pixelsAreOfTheUppermostArea() {
    auto squares = project(SquareLabels::Masks);
    const labeling::Polygon triangle{{{{{10, 10}, {30, 10}, {10, 30}}, {}}}};
    squares.add(1, triangle);
    labeling::Attributes below;
    below.layer = -1;
    squares.add(1, labeling::maskOfPixels(cv::Mat1b(40, 40, uchar{255}), {0, 0}, 96, 96), below);
    const auto dataset = segmentationDataset(squares.document());
    QCOMPARE(dataset.classes, (std::vector<std::string>{"background", "square"}));
    const auto labels = labelsOf(dataset.images[0]);
    QCOMPARE(cv::countNonZero(labels == 1), 1600);
    const auto objects = objectsOf(dataset.images[0]);
    QCOMPARE(objects(50, 50), 0);
    QCOMPARE(objects(35, 35), 1);
    QCOMPARE(objects(12, 12), 2);
    QCOMPARE(cv::countNonZero(labelsOf(dataset.images[1])), 0);
  }

  void roughLabelsAreVoid() {
    auto squares = project(SquareLabels::Masks);
    labeling::Attributes crowd;
    crowd.crowd = true;
    squares.add(1, labeling::Box{0, 0, 20, 10});
    squares.add(1, labeling::maskOfPixels(cv::Mat1b(4, 4, uchar{255}), {40, 40}, 96, 96), crowd);
    squares.add(1, labeling::maskOfPixels(cv::Mat1b(5, 5, uchar{255}), {2, 2}, 96, 96));
    const auto dataset = segmentationDataset(squares.document());
    const auto labels = labelsOf(dataset.images[0]);
    QCOMPARE(cv::countNonZero(labels == voidLabel), 20 * 10 - 25 + 16);
    QCOMPARE(cv::countNonZero(labels == 1), 25);
    QCOMPARE(cv::countNonZero(objectsOf(dataset.images[0])), 25);
  }

  void aMaskOfAnotherSizeIsCutToTheImage() {
    auto squares = project(SquareLabels::Masks);
    squares.add(1, labeling::maskOfPixels(cv::Mat1b(120, 50, uchar{255})));
    const auto labels = labelsOf(segmentationDataset(squares.document()).images[0]);
    QCOMPARE(labels.size(), cv::Size(96, 96));
    QCOMPARE(cv::countNonZero(labels), 96 * 50);
  }
};

QTEST_APPLESS_MAIN(TestObjectDatasets)
#include "tst_object_datasets.moc"
