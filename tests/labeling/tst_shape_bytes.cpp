#include "labeling/project/shape_bytes.h"

#include <QtTest>

#include <cmath>
#include <random>

using namespace touchstone::labeling;

Q_DECLARE_METATYPE(Shape)

namespace {

std::vector<std::pair<const char*, Shape>> examples() {
  const std::vector<Point> decimals{{1.25, 2}, {-3.5, 100.125}, {0, 640.07}};
  const std::vector<Point> allDigits{{1.0 / 3, 2}, {1e300, -1e-300}, {-0.0, 5}};
  return {{"tag", ImageTag{}},
          {"box", Box{10.25, 20.5, 40.35, 61.2}},
          {"box of all digits", Box{0.1 + 0.2, 1.0 / 7, 1e15, std::nextafter(2, 3)}},
          {"turned box", OrientedBox{{5, 6}, 7.5, 8, 0.7853981633974483}},
          {"polygon", Polygon{{{decimals, {decimals, allDigits}}, {allDigits, {}}}}},
          {"polygon without parts", Polygon{}},
          {"mask", Mask{640, 480, {0, 300, 4'000'000'000U, 5}}},
          {"keypoints", Keypoints{{{{1.5, 2}, 0}, {{3, 4.25}, 2}}}},
          {"line", Line{allDigits}},
          {"line without points", Line{}}};
}

}  // namespace

class TestShapeBytes : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void everyShapeComesBackExactly_data() {
    QTest::addColumn<Shape>("shape");
    for (const auto& [name, shape] : examples()) {
      QTest::newRow(name) << shape;
    }
  }

  void everyShapeComesBackExactly() {
    QFETCH(Shape, shape);
    const auto back = shapeOfBytes(bytesOf(shape));
    QVERIFY(back && *back == shape);
  }

  void theSignOfZeroIsKept() {
    const auto back = shapeOfBytes(bytesOf(Line{{{-0.0, 0.0}}}));
    QVERIFY(std::signbit(std::get<Line>(*back).points[0].x));
    QVERIFY(!std::signbit(std::get<Line>(*back).points[0].y));
  }

  void everyNumberWithDecimalsComesBackExactly() {
    std::mt19937_64 random(1);
    for (int round = 0; round < 20'000; ++round) {
      const double scale = std::pow(10, static_cast<double>(random() % 7));
      const double x = static_cast<double>(random() % 100'000'000) / scale;
      const Shape shape = Line{{{x, -x}, {x / 3, 7}}};
      const Shape rounded = Line{{{x, -x}, {x + 1, 7}}};
      QVERIFY(shapeOfBytes(bytesOf(shape)) == shape);
      QVERIFY(shapeOfBytes(bytesOf(rounded)) == rounded);
    }
  }

  void aPolygonOfCocoTakesFewBytes() {
    PolygonPart part;
    for (int i = 0; i < 30; ++i) {
      part.outer.push_back({(30'000 + i * 123) / 100.0, (20'000 + i * 77) / 100.0});
    }
    QVERIFY(bytesOf(Polygon{{part}}).size() < 30 * 2 * 2 + 10);
  }

  void damagedBytesAreNothing() {
    std::mt19937 random(1);
    for (const auto& [name, shape] : examples()) {
      const std::string whole = bytesOf(shape);
      for (std::size_t length = 0; length < whole.size(); ++length) {
        QVERIFY(!shapeOfBytes(whole.substr(0, length)));
      }
      QVERIFY(!shapeOfBytes(whole + "x"));
      for (int round = 0; round < 1000; ++round) {
        std::string bytes = whole;
        bytes[random() % bytes.size()] = static_cast<char>(random());
        static_cast<void>(shapeOfBytes(bytes));
      }
    }
  }
};

QTEST_APPLESS_MAIN(TestShapeBytes)
#include "tst_shape_bytes.moc"
