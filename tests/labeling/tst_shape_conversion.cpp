#include "labeling/geometry/convert.h"
#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_outline.h"
#include "labeling/geometry/mask_regions.h"
#include "labeling/geometry/polygon.h"
#include "labeling/geometry/polygon_raster.h"
#include "random_masks.h"

#include <QtTest>
#include <opencv2/imgproc.hpp>

#include <cmath>
#include <numbers>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

constexpr ImageSize imageSize{.width = 40, .height = 30};

std::size_t holesIn(const Polygon& polygon) {
  std::size_t count = 0;
  for (const PolygonPart& part : polygon.parts) {
    count += part.holes.size();
  }
  return count;
}

bool onGridWithRightAngles(const Ring& ring) {
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& a = ring[i];
    const Point& b = ring[(i + 1) % ring.size()];
    const Point& c = ring[(i + 2) % ring.size()];
    const bool level = a.y == b.y;
    if (std::floor(a.x) != a.x || std::floor(a.y) != a.y || (level ? b.x != c.x : b.y != c.y)) {
      return false;
    }
  }
  return ring.size() >= 4;
}

Mask disc(int size, double radius) {
  cv::Mat1b pixels(size, size, std::uint8_t{0});
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; ++x) {
      const double away = std::hypot(x + 0.5 - size / 2.0, y + 0.5 - size / 2.0);
      pixels(y, x) = away < radius && away > radius / 3 ? 255 : 0;
    }
  }
  return maskOfPixels(pixels);
}

}  // namespace

class TestShapeConversion : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void masksSurviveAsOutlines() {
    cv::RNG random(31);
    std::size_t holes = 0;
    std::size_t parts = 0;
    for (int trial = 0; trial < 400; ++trial) {
      const cv::Mat1b pixels = randomPixels(random, random.uniform(1, 40), random.uniform(1, 40));
      const Mask mask = maskOfPixels(pixels);
      const Polygon outline = outlineOf(mask);
      QCOMPARE(maskOf(outline, mask.width, mask.height), mask);
      QCOMPARE(areaOf(Shape(outline)), areaOf(mask));
      QVERIFY(boundsOf(Shape(outline)) == boundsOf(mask));
      QCOMPARE(outline.parts.size(), connectedRegions(mask).size());
      cv::Mat1b framed;
      cv::copyMakeBorder(~pixels, framed, 1, 1, 1, 1, cv::BORDER_CONSTANT, cv::Scalar(255));
      cv::Mat1i labels;
      const int gaps = cv::connectedComponents(framed, labels, 4, CV_32S) - 1;
      QCOMPARE(static_cast<int>(holesIn(outline)), gaps - 1);
      forEachRing(outline, [&](const Ring& ring, VertexIndex index) {
        QVERIFY(onGridWithRightAngles(ring));
        QCOMPARE(signedAreaOf(ring) > 0, index.ring == 0);
      });
      holes += holesIn(outline);
      parts += outline.parts.size();
    }
    QVERIFY(holes > 200 && parts > 400);
  }

  void pixelsThatTouchAtACornerAreOnePart() {
    cv::Mat1b pixels(3, 3, std::uint8_t{0});
    pixels(0, 0) = pixels(1, 1) = pixels(0, 2) = 255;
    const Polygon outline = outlineOf(maskOfPixels(pixels));
    QCOMPARE(outline.parts.size(), 1U);
    QCOMPARE(outline.parts[0].outer.size(), 12U);
    QVERIFY(outlineOf(emptyMask(5, 5)).parts.empty());
  }

  void codesWithEmptyRunsHaveTheSameOutline() {
    const Mask split{.width = 3, .height = 4, .counts = {1, 1, 0, 2, 8}};
    const Polygon outline = outlineOf(split);
    QCOMPARE(outline.parts.size(), 1U);
    QCOMPARE(outline.parts[0].outer.size(), 4U);
  }

  void manyPartsSurviveToo() {
    cv::Mat1b pixels(300, 400, std::uint8_t{0});
    for (int y = 1; y < pixels.rows; y += 2) {
      for (int x = 1; x < pixels.cols; x += 2) {
        pixels(y, x) = 255;
      }
    }
    const Mask dots = maskOfPixels(pixels);
    QCOMPARE(outlineOf(dots).parts.size(), 30000U);
    QCOMPARE(maskOf(outlineOf(dots), 400, 300), dots);
    const Mask net = complementOf(dots);
    QCOMPARE(holesIn(outlineOf(net)), 199U * 149);
    QCOMPARE(maskOf(outlineOf(net), 400, 300), net);
  }

  void smoothOutlinesFollowTheBorder() {
    const Mask mask = disc(200, 90);
    const Polygon exact = outlineOf(mask);
    for (const double tolerance : {0.25, 0.5, 1.0, 2.0}) {
      const Polygon smooth = smoothOutlineOf(mask, tolerance);
      QCOMPARE(smooth.parts.size(), 1U);
      QCOMPARE(smooth.parts[0].holes.size(), 1U);
      QVERIFY(smooth.parts[0].outer.size() < exact.parts[0].outer.size() / 3);
      QVERIFY(!selfIntersects(smooth));
      forEachRing(exact, [&](const Ring& ring, VertexIndex) {
        for (const Point& corner : ring) {
          QVERIFY(nearestEdge(smooth, corner)->distance <= tolerance + 0.5 + 1e-9);
        }
      });
      const Mask again = maskOf(smooth, 200, 200);
      const double overlap = areaOf(intersectionOf(again, mask)) / areaOf(unionOf(again, mask));
      QVERIFY(overlap > (tolerance <= 0.5 ? 0.985 : 0.95));
    }
    // Steps of a slope vanish; a rectangle's corners stay.
    const Mask square = maskOf(polygonOf(Box{10, 10, 20, 25}), 40, 40);
    QCOMPARE(smoothOutlineOf(square, 0.5), outlineOf(square));
  }

  void boxesBecomePixelsAndBack() {
    const Box box{3, 4, 20, 25};
    const auto mask = convertedTo(box, ShapeKind::Mask, imageSize);
    QVERIFY(mask);
    QCOMPARE(areaOf(*mask), 17.0 * 21);
    QCOMPARE(std::get<Box>(*convertedTo(*mask, ShapeKind::Box, imageSize)), box);
    const auto polygon = convertedTo(*mask, ShapeKind::Polygon, imageSize);
    QCOMPARE(std::get<Polygon>(*polygon).parts[0].outer.size(), 4U);
    QCOMPARE(std::get<Box>(*convertedTo(*polygon, ShapeKind::Box, imageSize)), box);
    QCOMPARE(std::get<OrientedBox>(*convertedTo(box, ShapeKind::OrientedBox, imageSize)),
             (OrientedBox{.centre = {11.5, 14.5}, .width = 17, .height = 21, .angle = 0}));
    const Box outside{-5, -5, 5, 5};
    QCOMPARE(areaOf(*convertedTo(outside, ShapeKind::Mask, imageSize)), 25.0);
    QCOMPARE(std::get<Box>(*convertedTo(polygonOf(outside), ShapeKind::Box, imageSize)),
             (Box{0, 0, 5, 5}));
  }

  void turnedBoxesSurviveAsPolygons() {
    const OrientedBox box{.centre = {20, 15}, .width = 16, .height = 8, .angle = 0.3};
    const auto polygon = convertedTo(box, ShapeKind::Polygon, imageSize);
    const auto back =
        std::get<OrientedBox>(*convertedTo(*polygon, ShapeKind::OrientedBox, imageSize));
    QVERIFY(std::abs(back.angle - 0.3) < 1e-9);
    QVERIFY(std::abs(back.width - 16) < 1e-9);
    QVERIFY(std::abs(areaOf(*convertedTo(box, ShapeKind::Mask, imageSize)) - 128) < 8);
  }

  void linesAndKeypointsHaveTheirPoints() {
    const Line line{{{1, 1}, {9, 1}, {9, 9}}};
    const auto polygon = convertedTo(line, ShapeKind::Polygon, imageSize);
    QCOMPARE(areaOf(*polygon), 32.0);
    const auto closed = std::get<Line>(*convertedTo(*polygon, ShapeKind::Line, imageSize));
    QCOMPARE(closed.points.size(), 4U);
    QCOMPARE(closed.points.front(), closed.points.back());
    const auto keypoints = std::get<Keypoints>(*convertedTo(line, ShapeKind::Keypoints, imageSize));
    QCOMPARE(keypoints.points.size(), 3U);
    QCOMPARE(std::get<Line>(*convertedTo(keypoints, ShapeKind::Line, imageSize)), line);
    const auto centre = convertedTo(Box{0, 0, 4, 8}, ShapeKind::Keypoints, imageSize);
    QCOMPARE(std::get<Keypoints>(*centre).points,
             (std::vector<Keypoint>{{.position = {2, 4}, .visibility = 2}}));
  }

  void everyKindConvertsToItselfAndToATag() {
    const std::vector<Shape> shapes{
        ImageTag(),
        Box{1, 2, 3, 4},
        OrientedBox{.centre = {5, 5}, .width = 4, .height = 2, .angle = 1},
        polygonOf(Box{1, 2, 3, 4}),
        maskOf(polygonOf(Box{1, 2, 3, 4}), 40, 30),
        Keypoints{{{.position = {1, 1}, .visibility = 1}}},
        Line{{{1, 1}, {2, 2}}}};
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      QCOMPARE(static_cast<std::size_t>(kindOf(shapes[i])), i);
      QVERIFY(*convertedTo(shapes[i], kindOf(shapes[i]), imageSize) == shapes[i]);
      QVERIFY(isImageTag(*convertedTo(shapes[i], ShapeKind::ImageTag, imageSize)));
    }
  }

  void whatCannotBeIsRefusedInWords() {
    const auto refused = [](const Shape& shape, ShapeKind kind) {
      const auto result = convertedTo(shape, kind, imageSize);
      return !result && !result.error().message.empty();
    };
    QVERIFY(refused(ImageTag(), ShapeKind::Box));
    QVERIFY(refused(ImageTag(), ShapeKind::Mask));
    QVERIFY(refused(Box{50, 50, 60, 60}, ShapeKind::Mask));
    QVERIFY(refused(emptyMask(40, 30), ShapeKind::Box));
    QVERIFY(refused(emptyMask(40, 30), ShapeKind::Polygon));
    QVERIFY(refused(emptyMask(40, 30), ShapeKind::OrientedBox));
    QVERIFY(refused(emptyMask(40, 30), ShapeKind::Keypoints));
    QVERIFY(refused(emptyMask(40, 30), ShapeKind::Line));
    QVERIFY(refused(Line{{{1, 1}, {5, 1}}}, ShapeKind::Polygon));
    QVERIFY(refused(Line{{{1, 1}, {5, 1}}}, ShapeKind::Box));
    QVERIFY(refused(Keypoints{{{.position = {1, 1}, .visibility = 2}}}, ShapeKind::Line));
    const Polygon ring{{{{{0, 0}, {9, 0}, {9, 9}}, {{{5, 2}, {6, 2}, {6, 3}}}}}};
    QVERIFY(refused(ring, ShapeKind::Line));
    QVERIFY(!convertedTo(ring, ShapeKind::Mask, ImageSize()));
  }
};

QTEST_APPLESS_MAIN(TestShapeConversion)
#include "tst_shape_conversion.moc"
