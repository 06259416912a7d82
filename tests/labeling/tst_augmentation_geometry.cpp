#include "labeling/augmentation/remaining_labels.h"
#include "labeling/augmentation/warp.h"
#include "labeling/geometry/convert.h"
#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_raster.h"
#include "labeling/geometry/oriented_box.h"
#include "labeling/geometry/polygon.h"

#include <QtTest>

#include <cmath>
#include <numbers>

using namespace touchstone::labeling;

namespace {

constexpr ImageSize pictureSize{48, 36};
constexpr int seeds = 12;

struct Kind {
  const char* name;
  GeometricLimits limits;
};

const std::vector<Kind> kinds{
    {"nothing", {}},
    {"mirror", {.mirror = 1}},
    {"flip", {.flip = 1}},
    {"rotation", {.rotation = 180}},
    {"scale", {.scale = 2}},
    {"translation", {.translation = 0.5}},
    {"shear", {.shear = 30}},
    {"perspective", {.perspective = 0.3}},
    {"crop", {.smallestCrop = 0.4}},
    {"all",
     {.mirror = 0.5,
      .flip = 0.5,
      .rotation = 180,
      .scale = 1.5,
      .translation = 0.3,
      .shear = 20,
      .perspective = 0.3,
      .smallestCrop = 0.6}},
};

GeometricTransform transformFor(const Kind& kind, int seed) {
  Random random(static_cast<std::uint64_t>(seed), 7);
  return randomTransform(pictureSize, kind.limits, random);
}

const Box box{13.25, 9.5, 30, 25.75};
const OrientedBox orientedBox{.centre = {23, 17.5}, .width = 18, .height = 8, .angle = 0.6};
const Polygon polygon{{{.outer = {{10, 8}, {34, 6.5}, {38, 21}, {25, 29}, {12, 24}},
                        .holes = {{{18, 12}, {26, 12}, {24, 19}}}},
                       {.outer = {{40, 26}, {46, 26}, {46, 33}, {40, 33}}, .holes = {}}}};

/// The straight way by the matrix, without the code under test.
Point placeOf(Point p, const cv::Matx33d& m) {
  const double depth = m(2, 0) * p.x + m(2, 1) * p.y + m(2, 2);
  return {(m(0, 0) * p.x + m(0, 1) * p.y + m(0, 2)) / depth,
          (m(1, 0) * p.x + m(1, 1) * p.y + m(1, 2)) / depth};
}

bool isInside(const Shape& shape, Point p) {
  if (const auto* plain = std::get_if<Box>(&shape)) {
    return p.x >= plain->x0 && p.x < plain->x1 && p.y >= plain->y0 && p.y < plain->y1;
  }
  if (const auto* mask = std::get_if<Mask>(&shape)) {
    return contains(*mask, p);
  }
  return contains(std::get<Polygon>(shape), p);
}

/// The bounds of a shape under a transform as 8x8 places in every pixel of the result show them,
/// each looked up in the shape as it was.
struct Sampled {
  Box bounds{1e9, 1e9, -1e9, -1e9};
  bool any = false;
};

Sampled sampled(const Shape& shape, const GeometricTransform& transform) {
  constexpr int steps = 8;
  const cv::Matx33d back = transform.map.matrix().inv();
  Sampled result;
  for (int j = 0; j < transform.size.height * steps; ++j) {
    for (int i = 0; i < transform.size.width * steps; ++i) {
      const Point p{(i + 0.5) / steps, (j + 0.5) / steps};
      if (isInside(shape, placeOf(p, back))) {
        result.bounds = {std::min(result.bounds.x0, p.x), std::min(result.bounds.y0, p.y),
                         std::max(result.bounds.x1, p.x), std::max(result.bounds.y1, p.y)};
        result.any = true;
      }
    }
  }
  return result;
}

/// The largest distance between the sides of two boxes.
double distanceBetween(const Box& a, const Box& b) {
  return std::max(
      {std::abs(a.x0 - b.x0), std::abs(a.y0 - b.y0), std::abs(a.x1 - b.x1), std::abs(a.y1 - b.y1)});
}

QString text(const Box& b) {
  return QStringLiteral("[%1 %2 %3 %4]").arg(b.x0).arg(b.y0).arg(b.x1).arg(b.y1);
}

Annotation annotationOf(Shape shape, ClassId labelClass = 1) {
  Annotation annotation;
  annotation.labelClass = labelClass;
  annotation.shape = std::move(shape);
  return annotation;
}

/// Returns the mask of the pixels whose middle is inside.
template <class Inside>
Mask maskWhere(Inside inside) {
  cv::Mat1b pixels(pictureSize.height, pictureSize.width, std::uint8_t{0});
  for (int y = 0; y < pixels.rows; ++y) {
    for (int x = 0; x < pixels.cols; ++x) {
      pixels(y, x) = inside(Point{x + 0.5, y + 0.5}) ? 255 : 0;
    }
  }
  return maskOfPixels(pixels);
}

Mask maskOfPolygon() {
  return maskWhere([](Point p) { return contains(polygon, p); });
}

Mask maskOfDisc() {
  return maskWhere([](Point p) { return std::hypot(p.x - 25.3, p.y - 17.8) < 9.4; });
}

/// A picture that is white where the mask is set.
cv::Mat painted(const Mask& mask) {
  cv::Mat picture(mask.height, mask.width, CV_8UC3, cv::Scalar());
  picture.setTo(cv::Scalar(255, 255, 255), pixelsOf(mask));
  return picture;
}

double distanceToEdge(const Polygon& shape, Point p) {
  return nearestEdge(shape, p)->distance;
}

GeometricTransform moved(double right, double down) {
  return {Homography::translation(right, down), pictureSize};
}

}  // namespace

/// Labels and pictures under every geometric transform.
class TestAugmentationGeometry : public QObject {
  Q_OBJECT

private:
  static void addKinds() {
    QTest::addColumn<int>("kind");
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      QTest::newRow(kinds[i].name) << static_cast<int>(i);
    }
  }
  static const Kind& kindOfRow() {
    QFETCH(int, kind);
    return kinds[static_cast<std::size_t>(kind)];
  }

private Q_SLOTS:
  void boundsEqualTheTransformedGeometry_data() { addKinds(); }
  void boundsEqualTheTransformedGeometry() {
    const std::vector<Shape> shapes{box, polygon, maskOfDisc()};
    for (int seed = 0; seed < seeds; ++seed) {
      const GeometricTransform transform = transformFor(kindOfRow(), seed);
      for (const Shape& shape : shapes) {
        const Sampled expected = sampled(shape, transform);
        const auto visible = transformed(shape, transform);
        if (!visible) {  // then no more than a grain of it is inside
          QVERIFY(!expected.any || areaOf(Shape(expected.bounds)) < 1);
          continue;
        }
        if (std::holds_alternative<Mask>(shape) && visible->share < 1) {
          continue;  // a sliver along the border may be between the middles of pixels
        }
        // Half a pixel: across its corners for a mask, whose pixels may turn them outwards.
        const double most = std::holds_alternative<Mask>(shape) ? std::sqrt(0.5) : 0.5;
        const Box bounds = boundsOf(visible->shape);
        QVERIFY2(!expected.any || distanceBetween(bounds, expected.bounds) <= most + 1.0 / 16,
                 qPrintable(QStringLiteral("seed %1 kind %2: %3, expected %4")
                                .arg(seed)
                                .arg(shape.index())
                                .arg(text(bounds), text(expected.bounds))));
        QVERIFY(visible->share > 0 && visible->share <= 1);
      }
    }
  }

  void cornersOfBoxesAreMappedExactly_data() { addKinds(); }
  void cornersOfBoxesAreMappedExactly() {
    for (int seed = 0; seed < seeds; ++seed) {
      // A picture so large that nothing is cut.
      GeometricTransform transform = transformFor(kindOfRow(), seed);
      transform.map = Homography::translation(500, 500) * transform.map;
      transform.size = {1000, 1000};
      Box expected{1e9, 1e9, -1e9, -1e9};
      for (const Point corner :
           {Point{box.x0, box.y0}, {box.x1, box.y0}, {box.x1, box.y1}, {box.x0, box.y1}}) {
        const Point p = placeOf(corner, transform.map.matrix());
        expected = {std::min(expected.x0, p.x), std::min(expected.y0, p.y),
                    std::max(expected.x1, p.x), std::max(expected.y1, p.y)};
      }
      const auto visible = transformed(box, transform);
      QVERIFY(visible && visible->share == 1);
      QVERIFY(distanceBetween(std::get<Box>(visible->shape), expected) < 1e-9);
    }
  }

  void pointsAreMappedExactly_data() { addKinds(); }
  void pointsAreMappedExactly() {
    const Keypoints keypoints{{{{10.5, 8}, 2}, {{24, 18}, 1}, {{47.9, 35.9}, 2}, {{0, 0}, 0}}};
    for (int seed = 0; seed < seeds; ++seed) {
      const GeometricTransform transform = transformFor(kindOfRow(), seed);
      const auto visible = transformed(keypoints, transform);
      const auto points = visible ? std::get<Keypoints>(visible->shape).points
                                  : std::vector<Keypoint>(keypoints.points.size(), {{0, 0}, 0});
      for (std::size_t i = 0; i < points.size(); ++i) {
        const Keypoint& before = keypoints.points[i];
        const Point p = placeOf(before.position, transform.map.matrix());
        const bool inside =
            p.x >= 0 && p.y >= 0 && p.x < transform.size.width && p.y < transform.size.height;
        QCOMPARE(points[i].visibility, inside ? before.visibility : 0);
        if (points[i].visibility > 0) {
          QVERIFY(std::hypot(points[i].position.x - p.x, points[i].position.y - p.y) < 1e-6);
        }
      }
    }
  }

  void affineMapsScaleAreasByTheirDeterminant_data() { addKinds(); }
  void affineMapsScaleAreasByTheirDeterminant() {
    for (int seed = 0; seed < seeds; ++seed) {
      GeometricTransform transform = transformFor(kindOfRow(), seed);
      if (!transform.map.isAffine()) {
        continue;
      }
      transform.map = Homography::translation(500, 500) * transform.map;
      transform.size = {1000, 1000};
      const double determinant = std::abs(cv::determinant(transform.map.matrix()));
      const auto visible = transformed(polygon, transform);
      QVERIFY(visible);
      QCOMPARE(std::get<Polygon>(visible->shape).parts[0].holes.size(), 1U);
      QVERIFY(std::abs(areaOf(visible->shape) / areaOf(polygon) - determinant) < 1e-9);
    }
  }

  void masksAreSampledAtTheMiddlesOfPixels_data() { addKinds(); }
  void masksAreSampledAtTheMiddlesOfPixels() {
    const Mask mask = maskOfPolygon();
    for (int seed = 0; seed < seeds; ++seed) {
      const GeometricTransform transform = transformFor(kindOfRow(), seed);
      const cv::Mat1b pixels = pixelsOf(warped(mask, transform));
      QCOMPARE(pixels.cols, transform.size.width);
      QCOMPARE(pixels.rows, transform.size.height);
      const cv::Matx33d back = transform.map.matrix().inv();
      for (int y = 0; y < pixels.rows; ++y) {
        for (int x = 0; x < pixels.cols; ++x) {
          const Point p = placeOf({x + 0.5, y + 0.5}, back);
          const bool onEdge =
              std::abs(p.x - std::round(p.x)) < 1e-9 || std::abs(p.y - std::round(p.y)) < 1e-9;
          QVERIFY(onEdge || (pixels(y, x) != 0) == contains(mask, p));
        }
      }
    }
  }

  void masksAgreeWithPolygons_data() { addKinds(); }
  void masksAgreeWithPolygons() {
    const Mask mask = maskOfPolygon();
    for (int seed = 0; seed < seeds; ++seed) {
      const GeometricTransform transform = transformFor(kindOfRow(), seed);
      const auto outline = transformed(polygon, transform);
      if (!outline) {
        continue;
      }
      const cv::Mat1b pixels = pixelsOf(warped(mask, transform));
      const cv::Matx33d back = transform.map.matrix().inv();
      for (int y = 0; y < pixels.rows; ++y) {
        for (int x = 0; x < pixels.cols; ++x) {
          // A middle is no farther from that of the pixel it is in than half the diagonal.
          const Point p = placeOf({x + 0.5, y + 0.5}, back);
          const bool expected = contains(std::get<Polygon>(outline->shape), {x + 0.5, y + 0.5});
          QVERIFY((pixels(y, x) != 0) == expected ||
                  distanceToEdge(polygon, p) <= std::sqrt(0.5) + 1e-9);
        }
      }
    }
  }

  void masksAgreeWithPictures_data() { addKinds(); }
  void masksAgreeWithPictures() {
    const Mask mask = maskOfPolygon();
    for (int seed = 0; seed < seeds; ++seed) {
      const GeometricTransform transform = transformFor(kindOfRow(), seed);
      const auto result = warped(painted(mask), transform, Surroundings::Mirrored);
      QVERIFY(result);
      const cv::Mat1b pixels = pixelsOf(warped(mask, transform));
      const cv::Matx33d back = transform.map.matrix().inv();
      int compared = 0;
      for (int y = 0; y < pixels.rows; ++y) {
        for (int x = 0; x < pixels.cols; ++x) {
          const Point p = placeOf({x + 0.5, y + 0.5}, back);
          const bool inPicture =
              p.x >= 0 && p.y >= 0 && p.x < pictureSize.width && p.y < pictureSize.height;
          const int value = result->at<cv::Vec3b>(y, x)[0];
          if (inPicture && (value == 0 || value == 255)) {
            QCOMPARE(static_cast<int>(pixels(y, x)), value);
            ++compared;
          }
        }
      }
      QVERIFY(compared > 0);
    }
  }

  void picturesMoveExactlyAsPolygonsDo_data() { addKinds(); }
  void picturesMoveExactlyAsPolygonsDo() {
    const Box square{16, 12, 32, 24};
    const Mask mask = maskOfPixels(cv::Mat1b(12, 16, std::uint8_t{255}), {16, 12},
                                   pictureSize.width, pictureSize.height);
    for (int seed = 0; seed < seeds; ++seed) {
      const GeometricTransform transform = transformFor(kindOfRow(), seed);
      const auto visible = transformed(polygonOf(square), transform);
      if (!visible || visible->share < 1 || !transform.map.isAffine()) {
        continue;  // the middle of a lit area is the area's only under affine maps
      }
      const auto picture = warped(painted(mask), transform, Surroundings::Mirrored);
      QVERIFY(picture);
      cv::Mat1b channel;
      cv::extractChannel(*picture, channel, 0);
      double sum = 0;
      Point middle;
      for (int y = 0; y < channel.rows; ++y) {
        for (int x = 0; x < channel.cols; ++x) {
          sum += channel(y, x);
          middle.x += channel(y, x) * (x + 0.5);
          middle.y += channel(y, x) * (y + 0.5);
        }
      }
      const Box bounds = boundsOf(visible->shape);
      if (bounds.x0 < 2 || bounds.y0 < 2 || bounds.x1 > transform.size.width - 2 ||
          bounds.y1 > transform.size.height - 2) {
        continue;  // its blurred edge is cut
      }
      const Point expected = centroidOf(std::get<Polygon>(visible->shape));
      QVERIFY(std::abs(middle.x / sum - expected.x) < 0.05);
      QVERIFY(std::abs(middle.y / sum - expected.y) < 0.05);
    }
  }

  void mirroringAndCroppingKeepEveryPixel() {
    cv::Mat picture(pictureSize.height, pictureSize.width, CV_8UC3);
    cv::RNG(3).fill(picture, cv::RNG::UNIFORM, 0, 256);
    const GeometricTransform mirrored{
        Homography::translation(pictureSize.width, 0) * Homography::scaling(-1, 1), pictureSize};
    cv::Mat expected;
    cv::flip(picture, expected, 1);
    QVERIFY(cv::norm(*warped(picture, mirrored, Surroundings::MeanColour), expected) == 0);
    const GeometricTransform cut{Homography::translation(-7, -5), {20, 16}};
    QVERIFY(cv::norm(*warped(picture, cut, Surroundings::MeanColour),
                     picture(cv::Rect(7, 5, 20, 16))) == 0);
  }

  void orientedBoxesStayOrientedUnderSimilarities() {
    for (const Kind& kind : kinds) {
      for (int seed = 0; seed < seeds; ++seed) {
        GeometricTransform transform = transformFor(kind, seed);
        transform.map = Homography::translation(500, 500) * transform.map;
        transform.size = {1000, 1000};
        const auto visible = transformed(orientedBox, transform);
        QVERIFY(visible);
        const auto& turned = std::get<OrientedBox>(visible->shape);
        const std::vector<Point> result = cornersOf(turned);
        for (const Point& corner : cornersOf(orientedBox)) {
          const Point p = placeOf(corner, transform.map.matrix());
          double nearest = 1e9;
          for (const Point& candidate : result) {
            nearest = std::min(nearest, std::hypot(candidate.x - p.x, candidate.y - p.y));
          }
          if (transform.map.isSimilarity()) {
            QVERIFY(nearest < 1e-9);
          } else {
            const OrientedBox grown{turned.centre, turned.width + 1e-6, turned.height + 1e-6,
                                    turned.angle};
            QVERIFY(contains(grown, p));
          }
        }
      }
    }
  }

  void anObjectMostlyOutsideLosesItsLabel() {
    const std::vector<Annotation> labels{annotationOf(Box{0, 0, 10, 10}),
                                         annotationOf(Box{20, 20, 30, 30})};
    const auto some = transformed(labels, moved(-6, 0), 0.25);
    QCOMPARE(some.size(), 2U);
    QCOMPARE(std::get<Box>(some[0].shape), (Box{0, 0, 4, 10}));
    QVERIFY(some[0].attributes.truncated);
    QVERIFY(!some[1].attributes.truncated);
    const auto fewer = transformed(labels, moved(-8, 0), 0.25);
    QCOMPARE(fewer.size(), 1U);
    QCOMPARE(std::get<Box>(fewer[0].shape), (Box{12, 20, 22, 30}));
  }

  void polygonsAreCutAtTheBorderWithTheirHoles() {
    const Polygon ring{{{.outer = {{2, 2}, {22, 2}, {22, 22}, {2, 22}},
                         .holes = {{{6, 6}, {18, 6}, {18, 18}, {6, 18}}}}}};
    const auto visible = transformed(ring, moved(-12, 0));
    QVERIFY(visible);
    QCOMPARE(boundsOf(visible->shape), (Box{0, 2, 10, 22}));
    QCOMPARE(areaOf(visible->shape), (400.0 - 144) / 2);
    QCOMPARE(visible->share, 0.5);
  }

  void aBoxFollowsItsMask_data() { addKinds(); }
  void aBoxFollowsItsMask() {
    const Mask mask = maskOfPolygon();
    std::vector<Annotation> labels{annotationOf(boundsOf(mask)), annotationOf(mask),
                                   annotationOf(box, 2)};
    for (int seed = 0; seed < seeds; ++seed) {
      const auto result = transformed(labels, transformFor(kindOfRow(), seed), 0.1);
      if (result.empty() || result[0].labelClass != 1) {
        QVERIFY(result.size() < 2);
        continue;
      }
      QCOMPARE(result[0].shape, Shape(boundsOf(result[1].shape)));
    }
  }

  void aBoxFollowsTheShapeOfItsGroup() {
    Annotation outline = annotationOf(polygon);
    Annotation loose = annotationOf(Box{0, 0, 48, 36});
    outline.attributes.group = loose.attributes.group = 4;
    const auto result = transformed({loose, outline}, moved(1, 0), 0.25);
    QCOMPARE(result[0].shape, Shape(boundsOf(result[1].shape)));
    outline.attributes.group = 5;
    QCOMPARE(transformed({loose, outline}, moved(1, 0), 0.25)[0].shape, Shape(Box{1, 0, 48, 36}));
  }

  void linesAreCutAndTheLongestPieceStays() {
    const Line line{{{-10, 5}, {20, 5}, {20, -5}, {30, -5}, {30, 5}, {35, 5}}};
    const auto visible = transformed(line, moved(0, 0));
    QVERIFY(visible);
    QCOMPARE(std::get<Line>(visible->shape), (Line{{{0, 5}, {20, 5}, {20, 0}}}));
    QVERIFY(!transformed(Line{{{-5, -5}, {-1, 20}}}, moved(0, 0)));
  }

  void tagsStay() { QVERIFY(transformed(ImageTag{}, moved(1000, 0))); }

  void theSameSeedGivesTheSameTransform() {
    for (const Kind& kind : kinds) {
      const GeometricTransform a = transformFor(kind, 5);
      const GeometricTransform b = transformFor(kind, 5);
      QCOMPARE(a.map.matrix(), b.map.matrix());
      QCOMPARE(a.size, b.size);
    }
    QCOMPARE(transformFor(kinds[0], 3).map.matrix(), cv::Matx33d::eye());
    QVERIFY(transformFor(kinds[3], 3).map.matrix() != transformFor(kinds[3], 4).map.matrix());
  }

  void tooLargePicturesAreRefused() {
    const GeometricTransform transform{Homography(), {40000, 1}};
    QVERIFY(!warped(cv::Mat(1, 1, CV_8UC3), transform, Surroundings::MeanColour));
  }
};

QTEST_APPLESS_MAIN(TestAugmentationGeometry)
#include "tst_augmentation_geometry.moc"
