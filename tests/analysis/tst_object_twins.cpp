#include "analysis/consistency/object_twins.h"
#include "coloured_noise.h"
#include "labelled_document.h"

#include <QtTest>

using namespace touchstone::analysis;
using namespace touchstone::labeling;

namespace {

const Box left{10, 10, 60, 50};
const Box right{120, 40, 170, 80};

/// Two images that show the same thing at different places, and one other thing.
struct Pictures {
  LabelledDocument labels;
  ClassId nut = labels.addClass("nut");
  ClassId bolt = labels.addClass("bolt");
  std::vector<SketchedObject> objects;

  AnnotationId add(const cv::Mat& picture, const Box& box, ClassId labelClass) {
    const ImageId image = labels.addImage(picture.cols, picture.rows);
    const AnnotationId id = labels.add(image, labelClass, box);
    objects.push_back({id, sketchObject(picture, box)});
    return id;
  }

  [[nodiscard]] std::vector<Finding> findings() const {
    return twinFindings(labels.document, objects);
  }
};

/// Returns the second picture with the thing at `left` of the first at `right`, a little brighter.
cv::Mat withTheThing(const cv::Mat& first, const cv::Mat& second) {
  cv::Mat result = second.clone();
  const cv::Mat thing = first(cv::Rect(10, 10, 50, 40)) + cv::Scalar(3, 3, 3);
  thing.copyTo(result(cv::Rect(120, 40, 50, 40)));
  return result;
}

}  // namespace

class TestObjectTwins : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void oneThingWithTwoClassesIsFoundFromBothSides() {
    Pictures pictures;
    const AnnotationId nut = pictures.add(colouredNoise(1), left, pictures.nut);
    const AnnotationId bolt =
        pictures.add(withTheThing(colouredNoise(1), colouredNoise(2)), right, pictures.bolt);
    pictures.add(colouredNoise(3), left, pictures.bolt);
    const auto findings = pictures.findings();
    QCOMPARE(findings.size(), std::size_t{2});
    QCOMPARE(findings[0].kind, FindingKind::Inconsistent);
    QCOMPARE(findings[0].annotation, std::optional(nut));
    QCOMPARE(findings[0].given, std::string("nut"));
    QCOMPARE(findings[0].message, std::string("Labelled “nut”, but nearly the same object in "
                                              "“2.png” is labelled “bolt”."));
    QCOMPARE(findings[1].annotation, std::optional(bolt));
    QVERIFY(findings[1].reason.empty());
  }

  void whatIsAlikeMayHaveOneClass() {
    Pictures pictures;
    pictures.add(colouredNoise(1), left, pictures.nut);
    pictures.add(withTheThing(colouredNoise(1), colouredNoise(2)), right, pictures.nut);
    QVERIFY(pictures.findings().empty());
  }

  void classesBelowEachOtherDoNotContradict() {
    Pictures pictures;
    pictures.labels.placeBelow(pictures.bolt, pictures.nut);
    pictures.add(colouredNoise(1), left, pictures.nut);
    pictures.add(withTheThing(colouredNoise(1), colouredNoise(2)), right, pictures.bolt);
    QVERIFY(pictures.findings().empty());
  }

  void otherThingsAreNotAlike() {
    Pictures pictures;
    for (int seed = 1; seed <= 60; ++seed) {
      pictures.add(colouredNoise(seed), left, seed % 2 == 0 ? pictures.nut : pictures.bolt);
    }
    QVERIFY(pictures.findings().empty());
  }

  void coloursCount() {
    const cv::Mat first = colouredNoise(1);
    cv::Mat swapped;
    cv::cvtColor(first, swapped, cv::COLOR_BGR2RGB);
    QVERIFY(areTwins(sketchObject(first, left), sketchObject(first, left)));
    QVERIFY(!areTwins(sketchObject(first, left), sketchObject(swapped, left)));
  }

  void plainAndTinyPlacesAreNotCompared() {
    const cv::Mat plain(100, 200, CV_8UC3, cv::Scalar(90, 90, 90));
    Pictures pictures;
    pictures.add(plain, left, pictures.nut);
    pictures.add(plain, right, pictures.bolt);
    QVERIFY(pictures.findings().empty());
    Image image;
    image.width = 200;
    image.height = 100;
    Annotation annotation;
    annotation.shape = Box{0, 0, 15, 40};
    QVERIFY(!canBeSketched(annotation, image));
    annotation.shape = Box{-10, 0, 10, 40};
    QVERIFY(!canBeSketched(annotation, image));
    annotation.shape = Box{0, 0, 16, 40};
    QVERIFY(canBeSketched(annotation, image));
    annotation.shape = Keypoints{{{{0, 0}, 2}, {{90, 90}, 2}}};
    QVERIFY(!canBeSketched(annotation, image));
  }

  void aBoxBesideThePictureHasNoSketch() {
    const PictureSketch sketch = sketchObject(colouredNoise(1), {300, 300, 340, 340});
    QCOMPARE(sketch.size.area(), 0);
    QVERIFY(!areTwins(sketch, sketch));
  }
};

QTEST_APPLESS_MAIN(TestObjectTwins)
#include "tst_object_twins.moc"
