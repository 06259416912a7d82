#include "labeling/augmentation/augment.h"
#include "training/data/mixing.h"
#include "training/data/variation.h"
#include "training/runs/training_request.h"

#include <opencv2/core.hpp>

#include <QtTest>

using namespace touchstone;
using namespace touchstone::training;

namespace {

cv::Mat picture() {
  cv::Mat made(24, 24, CV_8UC3);
  cv::randu(made, 0, 255);
  return made;
}

bool alike(const cv::Mat& a, const cv::Mat& b) {
  return a.size() == b.size() && cv::norm(a, b, cv::NORM_INF) == 0;
}

Sample sample(int label, labeling::Split split) {
  Sample made;
  made.label = label;
  made.split = split;
  return made;
}

}  // namespace

class TestVariation : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void aPictureChangesInItsOwnSize() {
    const cv::Mat original = picture();
    const auto recipe = *labeling::augmentationPreset("strong");
    const cv::Mat first = varied(original, recipe, 1);
    QVERIFY(first.size() == original.size());
    QVERIFY(!alike(first, original));
    QVERIFY(alike(first, varied(original, recipe, 1)));
    QVERIFY(!alike(first, varied(original, recipe, 2)));
  }

  /// Red stays red: pictures here are RGB, those of the recipes BGR.
  void colourTemperatureMeansRedAndBlue() {
    const cv::Mat red(8, 8, CV_8UC3, cv::Scalar(200, 0, 0));
    labeling::AugmentationRecipe recipe;
    recipe.temperature = 1;
    const cv::Vec3b changed = varied(red, recipe, 3).at<cv::Vec3b>(4, 4);
    QVERIFY(changed[0] > 100);
    QCOMPARE(int(changed[2]), 0);
  }

  void trainingSamplesOfTheClassGetCopies() {
    Variation variation;
    variation.copies = 2;
    variation.recipes = {{}, *labeling::augmentationPreset("light")};
    QVERIFY(!variation.changes(0));
    QVERIFY(variation.changes(1));
    QVERIFY(!variation.changes(2));
    const auto samples =
        withVariedCopies({sample(0, labeling::Split::Train), sample(1, labeling::Split::Train),
                          sample(1, labeling::Split::Val)},
                         variation);
    QCOMPARE(samples.size(), std::size_t{5});
    QCOMPARE(samples[3].copy, 1);
    QCOMPARE(samples[4].copy, 2);
    QCOMPARE(samples[4].label, 1);
    QCOMPARE(samples[4].split, labeling::Split::Train);
  }

  void markedClassesAloneVaryWithoutARecipe() {
    const auto recipe = recipeWithMarks({}, {{"ant", 2}}, {"ant", "bee"});
    QVERIFY(recipe.has_value());
    QCOMPARE(recipe->classStrengths.at("ant"), 1.5);
    QCOMPARE(recipe->classStrengths.at("bee"), 0.0);
    QVERIFY(labeling::recipeFor(*recipe, {"bee"}).brightness == 0);
    QVERIFY(labeling::recipeFor(*recipe, {"ant"}).brightness > 0);
    QVERIFY(!recipeWithMarks({}, {}, {"ant", "bee"}));
  }

  void markedClassesVaryMoreThanTheRecipeSays() {
    const auto wanted = *labeling::augmentationPreset("light");
    const auto recipe = recipeWithMarks(wanted, {{"ant", 4}}, {"ant", "bee"});
    QCOMPARE(labeling::recipeFor(*recipe, {"bee"}).brightness, wanted.brightness);
    QCOMPARE(labeling::recipeFor(*recipe, {"ant"}).brightness, 2 * wanted.brightness);
  }

  /// The mean of a symmetric beta distribution is 1/2, its variance 1 / (4 (2 alpha + 1)).
  void sharesFollowABetaDistribution_data() {
    QTest::addColumn<QString>("mixing");
    QTest::addColumn<double>("variance");
    QTest::newRow("mixup") << "mixup" << 1 / (4 * 1.4);
    // The rectangle is cut off at the border, so that more of the first picture stays.
    QTest::newRow("cutmix") << "cutmix" << -1.0;
  }

  void sharesFollowABetaDistribution() {
    QFETCH(QString, mixing);
    QFETCH(double, variance);
    labeling::Random random(5, 0);
    const auto kind = *mixingFromName(mixing.toStdString());
    constexpr int count = 20'000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < count; ++i) {
      const auto plan = mixingPlan(kind, {64, 64}, random);
      QVERIFY(plan.firstShare >= 0 && plan.firstShare <= 1);
      if (kind == Mixing::CutMix) {
        QCOMPARE(plan.firstShare, 1 - plan.area.area() / 4096.0);
        QVERIFY((plan.area & cv::Rect(0, 0, 64, 64)) == plan.area);
      }
      sum += plan.firstShare;
      squares += plan.firstShare * plan.firstShare;
    }
    const double mean = sum / count;
    if (variance > 0) {
      QVERIFY(std::abs(mean - 0.5) < 0.01);
      QVERIFY(std::abs(squares / count - mean * mean - variance) < 0.005);
    } else {
      QVERIFY(mean > 0.5 && mean < 0.75);
    }
  }

  void unknownMixingHasNoKind() { QVERIFY(!mixingFromName("blend")); }
};

QTEST_APPLESS_MAIN(TestVariation)
#include "tst_variation.moc"
