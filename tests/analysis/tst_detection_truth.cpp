#include "analysis/metrics/coco_evaluation.h"
#include "analysis/metrics/detection_truth.h"
#include "labeling/geometry/mask.h"

#include <QtTest>

using namespace touchstone::analysis;
using namespace touchstone::labeling;

namespace {

Document documentWith(const std::vector<Annotation>& annotations) {
  Document document;
  Edit edit;
  for (const ImageId id : {1, 2}) {
    Image image;
    image.path = std::to_string(id) + ".png";
    image.width = 40;
    image.height = 30;
    edit.changes.emplace_back(ImageChange{id, image});
  }
  for (const ClassId id : {3, 5}) {
    LabelClass labelClass;
    labelClass.name = "class " + std::to_string(id);
    edit.changes.emplace_back(ClassChange{id, labelClass});
  }
  AnnotationId next = 10;
  for (const Annotation& annotation : annotations) {
    edit.changes.emplace_back(AnnotationChange{next++, annotation});
  }
  static_cast<void>(apply(document, edit));
  return document;
}

Annotation annotationOf(ImageId image, ClassId labelClass, Shape shape) {
  Annotation annotation;
  annotation.image = image;
  annotation.labelClass = labelClass;
  annotation.shape = std::move(shape);
  return annotation;
}

}  // namespace

class TestDetectionTruth : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void shapesWithExtentAreObjects() {
    const Polygon triangle{{{.outer = {{0, 0}, {10, 0}, {0, 10}}, .holes = {}}}};
    auto crowd = annotationOf(2, 5, triangle);
    crowd.attributes.crowd = true;
    const Document document =
        documentWith({annotationOf(1, 3, Box{1, 2, 4, 6}), crowd, annotationOf(1, 3, ImageTag{}),
                      annotationOf(1, 3, Line{{{0, 0}, {5, 5}}})});
    const std::vector<ImageId> images{2, 1};
    const DetectionTruth truth = truthOf(document, images, OverlapKind::Mask);
    QCOMPARE(truth.images, (std::vector<std::int64_t>{1, 2}));
    QCOMPARE(truth.categories.size(), std::size_t{2});
    QCOMPARE(truth.objects.size(), std::size_t{2});
    QCOMPARE(truth.objects[0].id, 10L);
    QCOMPARE(truth.objects[0].box, (CocoBox{1, 2, 3, 4}));
    QCOMPARE(areaOf(truth.objects[0].mask), 12.0);
    QCOMPARE(truth.objects[1].image, std::size_t{1});
    QCOMPARE(truth.objects[1].category, std::size_t{1});
    QCOMPARE(truth.objects[1].area, 50.0);
    QVERIFY(truth.objects[1].crowd);
  }

  void difficultObjectsNeedNotBeFound() {
    auto difficult = annotationOf(1, 3, Box{1, 2, 4, 6});
    difficult.attributes.difficult = true;
    const Document document = documentWith({difficult, annotationOf(1, 3, Box{10, 10, 20, 20})});
    const std::vector<ImageId> images{1};
    const DetectionTruth truth = truthOf(document, images, OverlapKind::Box);
    std::vector<Detection> detections(2);
    detections[0] = {
        .image = 0, .category = 0, .box = {1, 2, 3, 4}, .area = 12, .score = 0.9, .mask = {}};
    detections[1] = {
        .image = 0, .category = 0, .box = {10, 10, 10, 10}, .area = 100, .score = 0.5, .mask = {}};
    const auto evaluation = evaluateAsCoco(truth, detections, OverlapKind::Box);
    QCOMPARE(evaluation->numbers.ap, 1.0);
    QCOMPARE(evaluation->perClass[0].objects, std::size_t{1});
    QCOMPARE(evaluation->perClass[1].numbers.ap, -1.0);
  }
};

QTEST_APPLESS_MAIN(TestDetectionTruth)
#include "tst_detection_truth.moc"
