#include "analysis/audits/object_audit.h"
#include "analysis/audits/object_quality.h"
#include "analysis/metrics/classification_metrics.h"
#include "labeling/random.h"

#include <QtTest>

#include <algorithm>

using namespace touchstone::analysis;
using touchstone::labeling::Box;
using touchstone::labeling::FindingKind;
using touchstone::labeling::Random;

namespace {

enum class Mistake { None, Class, Shifted, Double };

/// Images of touching objects with a tenth of the labels wrong in each way, and what a detector of
/// middling quality says: it misses some, is unsure of others, and sees things.
class Planted {
public:
  static constexpr int classes = 4;
  std::vector<ImageObjects> images;
  std::vector<std::vector<Mistake>> mistakes;  ///< of each given box
  std::vector<bool> lacks;                     ///< images with an object that is not labelled

  explicit Planted(std::uint64_t seed) : random_(seed, 1) {
    for (int i = 0; i < 400; ++i) {
      addImage();
    }
  }

private:
  void addImage() {
    images.emplace_back();
    mistakes.emplace_back();
    lacks.push_back(false);
    const double scale = random_.chance(0.5F) ? 1 : 12;  // small and large pictures
    Box previous{20, 20, 60, 60};
    for (int n = random_.between(1, 6); n > 0; --n) {
      const Box box = besides(previous);
      previous = box;
      addObject(random_.between(0, classes - 1), scaled(box, scale));
    }
    for (int n = random_.between(0, 2); n > 0; --n) {
      predict(random_.between(0, classes - 1), scaled(besides(previous), scale),
              random_.real(0.05, 0.5));
    }
  }

  /// Overlaps the box before a little.
  Box besides(const Box& box) {
    const double x = box.x0 + (random_.chance(0.5F) ? 0.85 : 1.5) * box.width();
    const double y = 20 + random_.real(0, 40);
    return {x, y, x + random_.real(25, 60), y + random_.real(25, 60)};
  }

  static Box scaled(const Box& box, double scale) {
    return {box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale};
  }

  void addObject(int labelClass, const Box& box) {
    const double chance = random_.real();
    if (chance < 0.1) {
      lacks.back() = true;
    } else if (chance < 0.2) {
      give((labelClass + random_.between(1, classes - 1)) % classes, box, Mistake::Class);
    } else if (chance < 0.3) {
      const double x = box.x0 + 0.3 * box.width();
      const double y = box.y0 + 0.2 * box.height();
      give(labelClass, {x, y, x + box.width(), y + box.height()}, Mistake::Shifted);
    } else {
      give(labelClass, box, Mistake::None);
    }
    if (chance > 0.97) {
      give((labelClass + 1) % classes, box, Mistake::Double);
    }
    if (random_.chance(0.97F)) {
      const double certainty = 1 - random_.real() * random_.real();
      const bool confused = random_.chance(0.05F);
      predict(confused ? (labelClass + 1) % classes : labelClass, jittered(box),
              confused ? certainty / 2 : certainty);
    }
  }

  void give(int labelClass, const Box& box, Mistake mistake) {
    images.back().given.push_back({.labelClass = labelClass, .box = box});
    mistakes.back().push_back(mistake);
  }

  void predict(int labelClass, const Box& box, double score) {
    images.back().predicted.push_back({.labelClass = labelClass, .box = box, .score = score});
  }

  Box jittered(const Box& box) {
    const auto noise = [&](double side) { return side * random_.real(-0.07, 0.07); };
    return {box.x0 + noise(box.width()), box.y0 + noise(box.height()), box.x1 + noise(box.width()),
            box.y1 + noise(box.height())};
  }

  Random random_;
};

/// Area under the ROC curve of a quality of given boxes for one kind of mistake.
template <class Quality>
double rocOf(const Planted& planted, Mistake mistake, Quality quality) {
  std::vector<double> suspicion;
  std::vector<bool> positive;
  for (std::size_t n = 0; n < planted.images.size(); ++n) {
    for (std::size_t i = 0; i < planted.mistakes[n].size(); ++i) {
      suspicion.push_back(-quality(n, i));
      positive.push_back(planted.mistakes[n][i] == mistake);
    }
  }
  return areaUnderRoc(suspicion, positive);
}

ImageObjects imageWith(std::vector<GivenBox> given, std::vector<PredictedBox> predicted) {
  return {.given = std::move(given), .predicted = std::move(predicted)};
}

/// Makes the detector a good one: it finds all of these.
void addGoodImages(std::vector<ImageObjects>& images) {
  for (int n = 0; n < 200; ++n) {
    const Box box{10, 10, 50, 50};
    images.push_back(imageWith({{n % 2, box}}, {{n % 2, box, 0.9}}));
  }
}

}  // namespace

class TestObjectQuality : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void everyKindOfMistakeIsFound_data() {
    QTest::addColumn<int>("seed");
    for (const int seed : {1, 2, 3}) {
      QTest::newRow(qPrintable(QString("seed %1").arg(seed))) << seed;
    }
  }
  void everyKindOfMistakeIsFound() {
    QFETCH(int, seed);
    const Planted planted(static_cast<std::uint64_t>(seed));
    const auto qualities = objectQuality(planted.images);
    const double ofClass = rocOf(planted, Mistake::Class, [&](std::size_t n, std::size_t i) {
      return qualities[n].given[i].classQuality;
    });
    const double ofLocation = rocOf(planted, Mistake::Shifted, [&](std::size_t n, std::size_t i) {
      return qualities[n].given[i].locationQuality;
    });
    const double ofDoubles = rocOf(planted, Mistake::Double, [&](std::size_t n, std::size_t i) {
      return qualities[n].given[i].presence;
    });
    std::vector<double> suspicion;
    for (const ObjectQuality& quality : qualities) {
      suspicion.push_back(quality.unlabelled.empty() ? -1 : -quality.unlabelled.front().quality);
    }
    const double ofLacking = areaUnderRoc(suspicion, planted.lacks);
    const QString figures = QString("class %1, location %2, doubles %3, overlooked %4")
                                .arg(ofClass)
                                .arg(ofLocation)
                                .arg(ofDoubles)
                                .arg(ofLacking);
    QVERIFY2(std::min({ofClass, ofLocation, ofDoubles, ofLacking}) >= 0.9, qPrintable(figures));
  }

  void anOverlookedObjectThatTouchesAnotherIsFound() {
    const auto quality = objectQuality(std::vector{
        imageWith({{0, {0, 0, 40, 40}}}, {{0, {0, 0, 40, 40}, 0.9}, {0, {30, 0, 70, 40}, 0.8}})});
    QCOMPARE(quality[0].unlabelled.size(), std::size_t{1});
    QVERIFY(quality[0].unlabelled[0].quality < 0.4);
    QVERIFY(quality[0].given[0].quality() > 0.9);
  }

  void distanceHasNoScale() {
    const auto shifted = [](double scale) {
      return imageWith({{0, {0, 0, 40 * scale, 40 * scale}}},
                       {{0, {15 * scale, 0, 55 * scale, 40 * scale}, 0.9}});
    };
    std::vector<ImageObjects> images;
    addGoodImages(images);
    images.push_back(shifted(1));
    images.push_back(shifted(50));
    const auto quality = objectQuality(images);
    const double small = quality[quality.size() - 2].given[0].locationQuality;
    QVERIFY(small < 0.6);
    QVERIFY(std::abs(small - quality.back().given[0].locationQuality) < 1e-12);
  }

  void aBoxOfNothingIsDoubtedWhenTheDetectorIsGood() {
    std::vector<ImageObjects> images;
    addGoodImages(images);
    images.push_back(imageWith({{0, {10, 10, 50, 50}}}, {}));
    QVERIFY(objectQuality(images).back().given[0].presence < 0.5);
    const auto poor = objectQuality(
        std::vector{imageWith({{0, {10, 10, 50, 50}}}, {}),
                    imageWith({{0, {10, 10, 50, 50}}}, {{0, {10, 10, 50, 50}, 0.5}})});
    QVERIFY(poor[0].given[0].presence > 0.9);
  }

  void findingsSayWhatToDo() {
    std::vector<ImageObjects> objects;
    addGoodImages(objects);
    const Box left{0, 0, 40, 40};
    const Box right{60, 0, 100, 40};
    const Box shifted{75, 0, 115, 40};
    objects.push_back(imageWith({{0, left}, {1, right}}, {{1, left, 0.9}, {0, right, 0.8}}));
    objects.push_back(imageWith({{0, shifted}}, {{1, left, 0.9}, {0, right, 0.9}}));
    objects.push_back(imageWith({{0, left}}, {{1, left, 0.95}}));
    objects.push_back(imageWith({{0, left}}, {}));
    std::vector<AuditedImage> images;
    std::int64_t annotation = 0;
    for (std::size_t n = 0; n < objects.size(); ++n) {
      AuditedImage& image = images.emplace_back();
      image.image = static_cast<std::int64_t>(n) + 1;
      image.objects = objects[n];
      for (std::size_t i = 0; i < objects[n].given.size(); ++i) {
        image.annotations.push_back(++annotation);
      }
    }
    const std::vector<std::string> names{"bolt", "nut"};
    const LabelAudit audit = auditObjects(images, names);
    QCOMPARE(audit.scores.size(), static_cast<std::size_t>(annotation));
    const auto of = [&](FindingKind kind) {
      std::vector<touchstone::labeling::Finding> found;
      std::copy_if(audit.findings.begin(), audit.findings.end(), std::back_inserter(found),
                   [=](const auto& finding) { return finding.kind == kind; });
      return found;
    };
    QCOMPARE(audit.findings.size(), std::size_t{6});
    QCOMPARE(of(FindingKind::Swapped).size(), std::size_t{2});
    const auto wrong = of(FindingKind::LabelError);
    QCOMPARE(wrong.size(), std::size_t{1});
    QCOMPARE(wrong[0].given, std::string("bolt"));
    QCOMPARE(wrong[0].suggested, std::string("nut"));
    QCOMPARE(wrong[0].image, 203L);
    QCOMPARE(wrong[0].message, std::string("Labelled “bolt”, but the model sees “nut” (95 %)."));
    const auto located = of(FindingKind::BadlyLocated);
    QCOMPARE(located.size(), std::size_t{1});
    QVERIFY(located[0].suggestedShape == touchstone::labeling::Shape(right));
    const auto overlooked = of(FindingKind::Overlooked);
    QCOMPARE(overlooked.size(), std::size_t{1});
    QCOMPARE(overlooked[0].suggested, std::string("nut"));
    QVERIFY(!overlooked[0].annotation.has_value());
    QVERIFY(overlooked[0].suggestedShape == touchstone::labeling::Shape(left));
    QCOMPARE(of(FindingKind::Spurious).size(), std::size_t{1});
    QVERIFY(std::is_sorted(audit.findings.begin(), audit.findings.end(),
                           [](const auto& a, const auto& b) { return a.score < b.score; }));
  }

  void nothingAtAllIsFine() {
    QVERIFY(objectQuality({}).empty());
    QCOMPARE(objectQuality(std::vector<ImageObjects>(1))[0].score, 1.0);
    QVERIFY(auditObjects({}, {}).findings.empty());
  }
};

QTEST_APPLESS_MAIN(TestObjectQuality)
#include "tst_object_quality.moc"
