#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_raster.h"
#include "labeling/geometry/mask_regions.h"
#include "labeling/geometry/ring.h"
#include "labeling/selection/flood.h"
#include "labeling/selection/grab_cut.h"
#include "labeling/selection/scissors.h"
#include "labeling/selection/superpixels.h"

#include <QtTest>
#include <opencv2/imgproc.hpp>
#include <queue>

#include <cmath>
#include <cstdlib>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

/// Returns a picture of few, similar colours, so that floods have ragged forms.
cv::Mat fewColours(cv::RNG& random, int channels) {
  cv::Mat pixels(random.uniform(1, 40), random.uniform(1, 40), CV_8UC(channels));
  random.fill(pixels, cv::RNG::UNIFORM, 100, 103);
  return pixels;
}

bool alike(const cv::Mat& picture, cv::Point a, cv::Point b, int tolerance) {
  for (int channel = 0; channel < picture.channels(); ++channel) {
    if (std::abs(picture.ptr(a.y, a.x)[channel] - picture.ptr(b.y, b.x)[channel]) > tolerance) {
      return false;
    }
  }
  return true;
}

/// Fills breadth first, pixel by pixel.
cv::Mat1b plainFlood(const cv::Mat& picture, cv::Point seed, const FloodOptions& options) {
  cv::Mat1b filled(picture.size(), std::uint8_t{0});
  std::queue<cv::Point> open;
  const auto visit = [&](cv::Point p) {
    if (p.inside(cv::Rect({}, picture.size())) && filled(p) == 0 &&
        alike(picture, seed, p, options.tolerance)) {
      filled(p) = 255;
      open.push(p);
    }
  };
  for (int y = 0; y < picture.rows && !options.contiguous; ++y) {
    for (int x = 0; x < picture.cols; ++x) {
      visit({x, y});
    }
  }
  visit(seed);
  while (!open.empty()) {
    const cv::Point p = open.front();
    open.pop();
    for (int dy = -1; dy <= 1; ++dy) {
      for (int dx = -1; dx <= 1; ++dx) {
        if (options.connectivity == Connectivity::Eight || dx == 0 || dy == 0) {
          visit(p + cv::Point(dx, dy));
        }
      }
    }
  }
  return filled;
}

double overlap(const Mask& a, const Mask& b) {
  return areaOf(intersectionOf(a, b)) / areaOf(unionOf(a, b));
}

/// A reddish ellipse with a dark spot, on a bluish ground, both noisy.
struct Photograph {
  cv::Mat3b pixels = cv::Mat3b(300, 400);
  Mask object;
  Box box{110, 70, 290, 230};

  Photograph() {
    cv::Mat1b inside(pixels.size(), std::uint8_t{0});
    cv::ellipse(inside, {200, 150}, {80, 70}, 20, 0, 360, cv::Scalar(255), cv::FILLED);
    object = maskOfPixels(inside);
    pixels = cv::Vec3b(150, 100, 60);
    pixels.setTo(cv::Scalar(50, 70, 170), inside);
    cv::circle(pixels, {180, 140}, 15, cv::Scalar(30, 30, 90), cv::FILLED);
    cv::Mat3b noise(pixels.size());
    cv::RNG random(4);
    random.fill(noise, cv::RNG::UNIFORM, 0, 30);
    pixels += noise;
  }
};

std::stop_token stopped() {
  std::stop_source source;
  source.request_stop();
  return source.get_token();
}

}  // namespace

class TestSelection : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void floodsEqualAPlainSearch() {
    cv::RNG random(41);
    for (int trial = 0; trial < 300; ++trial) {
      const cv::Mat picture = fewColours(random, trial % 2 == 0 ? 1 : 3);
      const FloodOptions options{
          .tolerance = random.uniform(0, 3),
          .contiguous = random.uniform(0, 3) > 0,
          .connectivity = random.uniform(0, 2) == 0 ? Connectivity::Four : Connectivity::Eight};
      const cv::Point seed(random.uniform(0, picture.cols), random.uniform(0, picture.rows));
      const auto mask = floodSelection(wholeRegion(picture), {seed.x + 0.5, seed.y + 0.5}, options);
      QVERIFY(mask);
      QCOMPARE(*mask, maskOfPixels(plainFlood(picture, seed, options)));
    }
  }

  void floodsStayInTheirRegion() {
    const cv::Mat picture(200, 300, CV_8UC3, cv::Scalar(9, 9, 9));
    const cv::Rect area(100, 50, 60, 40);
    const auto mask = floodSelection(regionOf(picture, area), {120, 60}, {});
    QCOMPARE(pixelBoundsOf(*mask), area);
    QCOMPARE(areaOf(*mask), 2400.0);
    QCOMPARE(mask->width, 300);
    QVERIFY(!floodSelection(regionOf(picture, area), {99.9, 60}, {}));
    QVERIFY(!floodSelection(regionOf(picture, area), {std::nan(""), 60}, {}));
    QCOMPARE(floodSelection(wholeRegion(picture), {1, 1}, {}, stopped()).error().kind,
             ErrorKind::Cancelled);
  }

  void grabCutFindsTheObject() {
    const Photograph photograph;
    auto cut = GrabCut::start(wholeRegion(photograph.pixels), photograph.box);
    QVERIFY(cut);
    const auto mask = cut->select();
    QVERIFY(mask);
    QVERIFY(overlap(*mask, photograph.object) >= 0.95);
    auto again = GrabCut::start(wholeRegion(photograph.pixels), photograph.box);
    cv::theRNG().next();
    QCOMPARE(*again->select(), *mask);
  }

  void grabCutWorksOnAPartAndAtASmallerScale() {
    const Photograph photograph;
    const cv::Rect area = areaAround(photograph.box, photograph.pixels.size());
    QCOMPARE(area, cv::Rect(65, 30, 270, 240));
    const GrabCutOptions coarse{.iterations = 3, .workingPixels = 8000};
    auto cut = GrabCut::start(regionOf(photograph.pixels, area), photograph.box, coarse);
    QVERIFY(overlap(*cut->select(), photograph.object) >= 0.95);
    cv::Mat grey;
    cv::cvtColor(photograph.pixels, grey, cv::COLOR_BGR2GRAY);
    auto ofGrey = GrabCut::start(regionOf(grey, area), photograph.box);
    QVERIFY(ofGrey->select());
  }

  void strokesAreObeyed() {
    const Photograph photograph;
    auto cut = GrabCut::start(wholeRegion(photograph.pixels), photograph.box,
                              {.iterations = 2, .workingPixels = 20'000});
    QVERIFY(cut->select());
    const BrushTip tip{.form = BrushTip::Form::Round, .diameter = 9};
    cut->addStroke(Ground::Object, tip, {{30, 30}, {60, 30}});
    cut->addStroke(Ground::Background, tip, {{150, 150}, {250, 150}});
    cut->addStroke(Ground::Background, {.form = BrushTip::Form::Square, .diameter = 1}, {{40, 30}});
    const auto mask = cut->select();
    QVERIFY(contains(*mask, {31, 30}));
    QVERIFY(contains(*mask, {59, 33}));
    QVERIFY(!contains(*mask, {200, 150}));
    QVERIFY(!contains(*mask, {40, 30}));
    // The last word counts.
    cut->addStroke(Ground::Object, tip, {{200, 150}});
    QVERIFY(contains(*cut->select(), {200, 150}));
  }

  void grabCutBeginsWithWhatAModelExpects() {
    // Two discs of one colour in one box: the box alone cannot tell which is meant.
    cv::Mat picture(100, 200, CV_8UC3, cv::Scalar(200, 80, 40));
    cv::circle(picture, {70, 50}, 25, cv::Scalar(40, 60, 210), cv::FILLED);
    cv::circle(picture, {130, 50}, 25, cv::Scalar(60, 200, 90), cv::FILLED);
    cv::Mat1b disc(100, 200, std::uint8_t{0});
    cv::circle(disc, {70, 50}, 18, 255, cv::FILLED);
    const Box box{35, 15, 165, 85};
    auto cut = GrabCut::start(wholeRegion(picture), box);
    QVERIFY(cut.has_value());
    cut->expect(maskOfPixels(disc));
    const cv::Mat1b found = pixelsOf(*cut->select());
    QCOMPARE(found(50, 70), std::uint8_t{255});
    QCOMPARE(found(50, 93), std::uint8_t{255});  // up to the edge, beyond what was expected
    QCOMPARE(found(50, 130), std::uint8_t{0});
    auto whole = GrabCut::start(wholeRegion(picture), box);
    whole->expect(maskOfPixels(cv::Mat1b(100, 200, std::uint8_t{0})));
    QCOMPARE(pixelsOf(*whole->select())(50, 130), std::uint8_t{255});
  }

  void grabCutRefusesBoxesItCannotUse() {
    const Photograph photograph;
    const PictureRegion region = wholeRegion(photograph.pixels);
    QVERIFY(!GrabCut::start(region, {0, 0, 400, 300}));
    QVERIFY(!GrabCut::start(region, {10, 10, 11, 40}));
    QVERIFY(!GrabCut::start(region, {500, 10, 600, 40}));
    auto tiny = GrabCut::start(region, {10, 10, 12, 12});
    QVERIFY(tiny && tiny->select());
    auto cut = GrabCut::start(region, photograph.box);
    QCOMPARE(cut->select(stopped()).error().kind, ErrorKind::Cancelled);
    QVERIFY(overlap(*cut->select(), photograph.object) >= 0.95);
    const BrushTip huge{.form = BrushTip::Form::Square, .diameter = 2000};
    cut->addStroke(Ground::Background, huge, {{200, 150}});
    QVERIFY(isEmpty(*cut->select()));
    cut->addStroke(Ground::Object, huge, {{200, 150}});
    QCOMPARE(areaOf(*cut->select()), 120000.0);
  }

  void scissorsFollowAnEdge() {
    cv::Mat1b picture(400, 500, std::uint8_t{60});
    cv::circle(picture, {250, 200}, 100, cv::Scalar(200), cv::FILLED);
    cv::GaussianBlur(picture, picture, {0, 0}, 1);
    const auto map = ScissorsMap::around(wholeRegion(picture), {350.5, 200.5});
    QVERIFY(map);
    const std::vector<Point> contour = map->contourTo({250.5, 100.5});
    QVERIFY(contour.size() > 100);
    QCOMPARE(contour.front(), (Point{350.5, 200.5}));
    QCOMPARE(contour.back(), (Point{250.5, 100.5}));
    for (std::size_t i = 0; i < contour.size(); ++i) {
      QVERIFY(std::abs(distanceBetween(contour[i], {250.5, 200.5}) - 100) <= 2);
      QVERIFY(i == 0 || distanceBetween(contour[i - 1], contour[i]) < 1.5);
    }
  }

  void scissorsStayInTheirArea() {
    const cv::Mat3b picture(400, 500, cv::Vec3b(60, 70, 80));
    const PictureRegion region = regionOf(picture, {100, 100, 200, 150});
    const auto map = ScissorsMap::around(region, {110, 240}, 50);
    QCOMPARE(map->area(), cv::Rect(100, 190, 61, 60));
    QCOMPARE(map->contourTo({1000, -1000}).back(), (Point{160.5, 190.5}));
    QCOMPARE(map->contourTo({110, 240}).back(), (Point{110.5, 240.5}));
    QVERIFY(!ScissorsMap::around(region, {99, 120}));
    QCOMPARE(ScissorsMap::around(region, {110, 240}, 50, stopped()).error().kind,
             ErrorKind::Cancelled);
  }

  void anchorsMoveToTheStrongestEdge() {
    cv::Mat1b picture(100, 100, std::uint8_t{0});
    picture.colRange(60, 100) = 200;
    picture.colRange(50, 60) = 40;
    const PictureRegion region = wholeRegion(picture);
    const Point edge = strongestEdgeNear(region, {56, 30.5}, 8);
    QVERIFY(edge.x == 59.5 || edge.x == 60.5);
    QCOMPARE(edge.y, 30.5);
    QCOMPARE(strongestEdgeNear(region, {20, 30}, 8), (Point{20, 30}));
    QCOMPARE(strongestEdgeNear(region, {-20, 30}, 8), (Point{-20, 30}));
  }

  void superpixelsCoverEveryPixelOnce_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("side");
    QTest::newRow("ordinary") << 400 << 300 << 20;
    QTest::newRow("small superpixels") << 120 << 90 << 3;
    QTest::newRow("one pixel") << 1 << 1 << 10;
    QTest::newRow("one row") << 50 << 1 << 10;
    QTest::newRow("larger than the picture") << 30 << 20 << 100;
    QTest::newRow("long and thin") << 300 << 7 << 16;
  }

  void superpixelsCoverEveryPixelOnce() {
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, side);
    cv::Mat picture;
    cv::resize(Photograph().pixels, picture, {width, height}, 0, 0, cv::INTER_NEAREST);
    const auto patches = Superpixels::of(wholeRegion(picture), {.side = side, .compactness = 10});
    QVERIFY(patches);
    std::vector<double> sizes(static_cast<std::size_t>(patches->count()));
    for (const int label : cv::Mat1i(patches->labels())) {
      QVERIFY(label >= 0 && label < patches->count());
      ++sizes[static_cast<std::size_t>(label)];
    }
    Mask all = emptyMask(width, height);
    double sum = 0;
    for (int i = 0; i < patches->count(); ++i) {
      const Mask one = patches->maskOf({i});
      QVERIFY(sizes[static_cast<std::size_t>(i)] > 0);
      QCOMPARE(areaOf(one), sizes[static_cast<std::size_t>(i)]);
      QCOMPARE(connectedRegions(one, Connectivity::Four).size(), 1U);
      all = unionOf(all, one);
      sum += areaOf(one);
    }
    QCOMPARE(sum, static_cast<double>(width) * height);
    QCOMPARE(areaOf(all), sum);
    const auto again = Superpixels::of(wholeRegion(picture), {.side = side, .compactness = 10});
    QCOMPARE(cv::countNonZero(again->labels() != patches->labels()), 0);
  }

  void superpixelsFollowTheObject() {
    const Photograph photograph;
    const auto patches = Superpixels::of(wholeRegion(photograph.pixels), {});
    const int expected = (400 / 24) * (300 / 24);
    QVERIFY(patches->count() > expected / 2 && patches->count() < expected * 2);
    // All patches that lie mostly in the object, together, are nearly the object.
    std::set<int> inside;
    for (int i = 0; i < patches->count(); ++i) {
      const Mask one = patches->maskOf({i});
      if (areaOf(intersectionOf(one, photograph.object)) > areaOf(one) / 2) {
        inside.insert(i);
      }
    }
    QVERIFY(overlap(patches->maskOf(inside), photograph.object) >= 0.95);
  }

  void strokesTakeWholeSuperpixels() {
    const Photograph photograph;
    const cv::Rect area(100, 50, 200, 200);
    const auto patches = Superpixels::of(regionOf(photograph.pixels, area), {});
    const BrushTip tip{.form = BrushTip::Form::Round, .diameter = 11};
    const std::set<int> under = patches->under(tip, {150, 150}, {250, 150});
    QVERIFY(under.size() >= 4);
    const Mask mask = patches->maskOf(under);
    for (double x = 150; x <= 250; x += 1) {
      QVERIFY(contains(mask, {x, 150}));
    }
    std::set<int> touched;
    const cv::Mat1b pixels = pixelsOf(mask, area);
    for (int y = 0; y < area.height; ++y) {
      for (int x = 0; x < area.width; ++x) {
        if (pixels(y, x) != 0) {
          touched.insert(patches->labels()(y, x));
        }
      }
    }
    QCOMPARE(touched, under);
    QVERIFY(patches->under(tip, {10, 10}, {20, 20}).empty());
    QVERIFY(isEmpty(patches->maskOf({-1, patches->count()})));
    QVERIFY(cv::countNonZero(patches->borders()) > 0);
    QCOMPARE(Superpixels::of(wholeRegion(photograph.pixels), {}, stopped()).error().kind,
             ErrorKind::Cancelled);
  }

  void unsuitablePicturesAreRefused() {
    const cv::Mat deep(20, 20, CV_16UC3, cv::Scalar(9, 9, 9));
    const cv::Mat fourChannels(20, 20, CV_8UC4, cv::Scalar(9, 9, 9, 9));
    for (const cv::Mat& picture : {deep, fourChannels, cv::Mat()}) {
      const PictureRegion region = wholeRegion(picture);
      QVERIFY(!floodSelection(region, {5, 5}, {}));
      QVERIFY(!GrabCut::start(region, {2, 2, 9, 9}));
      QVERIFY(!ScissorsMap::around(region, {5, 5}));
      QVERIFY(!Superpixels::of(region, {}));
      QCOMPARE(strongestEdgeNear(region, {5, 5}, 3), (Point{5, 5}));
    }
    const cv::Mat good(20, 20, CV_8UC1, cv::Scalar(9));
    const PictureRegion beyond{.pixels = good, .place = {10, 10}, .image = {25, 25}};
    QVERIFY(!floodSelection(beyond, {12, 12}, {}));
    QVERIFY(!checkedRegion(regionOf(good, {30, 30, 5, 5})));
  }
};

QTEST_APPLESS_MAIN(TestSelection)
#include "tst_selection.moc"
