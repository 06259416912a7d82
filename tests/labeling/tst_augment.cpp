#include "labeling/augmentation/augment.h"
#include "labeling/augmentation/recipe_json.h"
#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_raster.h"

#include <QtTest>

using namespace touchstone::labeling;

namespace {

/// A picture with two objects: masks with their boxes.
LabelledPicture example() {
  LabelledPicture labelled{cv::Mat(60, 80, CV_8UC3), {}};
  cv::RNG(9).fill(labelled.picture, cv::RNG::UNIFORM, 0, 256);
  for (const cv::Rect& area : {cv::Rect(10, 12, 20, 16), cv::Rect(45, 30, 18, 22)}) {
    cv::Mat1b pixels(area.size(), std::uint8_t{255});
    pixels(cv::Rect(0, 0, 4, 4)) = 0;
    Annotation annotation;
    annotation.image = 3;
    annotation.labelClass = area.x;
    annotation.shape = maskOfPixels(pixels, area.tl(), 80, 60);
    labelled.annotations.push_back(annotation);
    annotation.shape = boundsOf(annotation.shape);
    labelled.annotations.push_back(annotation);
  }
  return labelled;
}

bool areEqual(const LabelledPicture& a, const LabelledPicture& b) {
  return a.picture.size() == b.picture.size() &&
         cv::norm(a.picture, b.picture, cv::NORM_INF) == 0 && a.annotations == b.annotations;
}

LabelledPicture augmented(const AugmentationRecipe& recipe, std::uint64_t seed) {
  const auto result = augment(example(), recipe, seed);
  return result ? *result : LabelledPicture();
}

AugmentationRecipe preset(const QString& name) {
  return *augmentationPreset(name.toStdString());
}

}  // namespace

/// Recipes and what they make of a picture.
class TestAugment : public QObject {
  Q_OBJECT

private:
  static void addPresets() {
    QTest::addColumn<QString>("name");
    for (const std::string& name : augmentationPresets()) {
      QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
  }

private Q_SLOTS:
  void theSameSeedGivesTheSameBytes_data() { addPresets(); }
  void theSameSeedGivesTheSameBytes() {
    QFETCH(QString, name);
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      QVERIFY(areEqual(augmented(preset(name), seed), augmented(preset(name), seed)));
    }
    QCOMPARE(areEqual(augmented(preset(name), 1), augmented(preset(name), 2)), name == "none");
  }

  void nothingChangesWithoutStrength() { QVERIFY(areEqual(augmented({}, 4), example())); }

  void everyStrengthChangesSomething_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < augmentationStrengths().size(); ++i) {
      const std::string name(augmentationStrengths()[i].name);
      QTest::newRow(name.c_str()) << static_cast<int>(i);
    }
  }
  void everyStrengthChangesSomething() {
    QFETCH(int, index);
    const AugmentationStrength strength = augmentationStrengths()[static_cast<std::size_t>(index)];
    AugmentationRecipe recipe;
    recipe.*strength.value = 1;
    const AugmentationSources sources{.donor = {},
                                      .background = [](Random&) -> touchstone::Result<cv::Mat> {
                                        return cv::Mat(60, 80, CV_8UC3, cv::Scalar(1, 2, 3));
                                      }};
    int changed = 0;
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
      const auto result = augment(example(), recipe, seed, sources);
      QVERIFY(result);
      changed += areEqual(*result, example()) ? 0 : 1;
    }
    QVERIFY(changed > 0);
  }

  void masksAndTheirBoxesStayConsistent_data() { addPresets(); }
  void masksAndTheirBoxesStayConsistent() {
    QFETCH(QString, name);
    int boxes = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
      const LabelledPicture result = augmented(preset(name), seed);
      const auto& labels = result.annotations;
      QCOMPARE(labels.size() % 2, 0U);  // pasted objects have their boxes too
      for (const Annotation& label : labels) {
        if (const auto* mask = std::get_if<Mask>(&label.shape)) {
          QCOMPARE(mask->width, result.picture.cols);
          QCOMPARE(mask->height, result.picture.rows);
          QVERIFY(!isEmpty(*mask));
          continue;
        }
        ++boxes;
        const bool hasMask =
            std::any_of(labels.begin(), labels.end(), [&](const Annotation& other) {
              return std::holds_alternative<Mask>(other.shape) &&
                     other.labelClass == label.labelClass &&
                     boundsOf(other.shape) == std::get<Box>(label.shape);
            });
        QVERIFY2(hasMask, qPrintable(QStringLiteral("seed %1").arg(seed)));
      }
    }
    QVERIFY(boxes > 100);
  }

  void masksOfDifferentObjectsStayApart() {
    AugmentationRecipe recipe = preset("strong");
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
      const LabelledPicture result = augmented(recipe, seed);
      Mask all = emptyMask(result.picture.cols, result.picture.rows);
      for (const Annotation& label : result.annotations) {
        if (const auto* mask = std::get_if<Mask>(&label.shape)) {
          QCOMPARE(areaOf(intersectionOf(all, *mask)), 0.0);
          all = unionOf(all, *mask);
        }
      }
    }
  }

  void shapesStayInsideThePicture() {
    LabelledPicture labelled = example();
    labelled.annotations.clear();
    for (const Shape& shape :
         {Shape(Box{5, 5, 40, 30}), Shape(Polygon{{{{{10, 10}, {70, 12}, {60, 55}}, {}}}}),
          Shape(Line{{{2, 2}, {70, 20}, {40, 58}}}),
          Shape(Keypoints{{{{20, 20}, 2}, {{60, 50}, 1}}}), Shape(ImageTag{})}) {
      Annotation annotation;
      annotation.shape = shape;
      labelled.annotations.push_back(annotation);
    }
    AugmentationRecipe recipe = preset("strong");
    recipe.copyPaste = 0;
    int dropped = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
      const auto result = augment(labelled, recipe, seed);
      QVERIFY(result);
      dropped += static_cast<int>(labelled.annotations.size() - result->annotations.size());
      for (const Annotation& annotation : result->annotations) {
        const Box bounds = boundsOf(annotation.shape);
        QVERIFY(bounds.x0 >= -1e-6 && bounds.y0 >= -1e-6);
        QVERIFY(bounds.x1 <= result->picture.cols + 1e-6);
        QVERIFY(bounds.y1 <= result->picture.rows + 1e-6);
      }
      QVERIFY(std::any_of(result->annotations.begin(), result->annotations.end(),
                          [](const Annotation& a) { return isImageTag(a.shape); }));
    }
    QVERIFY(dropped > 0);
  }

  void tinyPicturesAreNoProblem() {
    for (const cv::Size size : {cv::Size(1, 1), cv::Size(1, 5), cv::Size(3, 2)}) {
      Annotation annotation;
      annotation.shape = Box{0, 0, 1, 1};
      const LabelledPicture tiny{cv::Mat(size, CV_8UC3, cv::Scalar(9, 9, 9)), {annotation}};
      for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const auto result = augment(tiny, preset("strong"), seed);
        QVERIFY(result && !result->picture.empty());
      }
    }
  }

  void oneStrengthLeavesTheDrawsOfTheOthers() {
    AugmentationRecipe dark;
    dark.brightness = 1;
    AugmentationRecipe both = dark;
    both.mirror = 1;
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
      const cv::Mat a = augmented(dark, seed).picture;
      cv::Mat mirrored;
      cv::flip(a, mirrored, 1);
      const cv::Mat b = augmented(both, seed).picture;
      QVERIFY(cv::norm(a, b) == 0 || cv::norm(mirrored, b) == 0);
    }
  }

  void whatWasNotUnderstoodIsDropped() {
    LabelledPicture labelled = example();
    labelled.annotations[0].unknown = R"({"area":3})";
    labelled.annotations[0].sourceId = 7;
    const auto result = augment(labelled, {}, 1);
    QVERIFY(result);
    QVERIFY(result->annotations[0].unknown.empty());
    QCOMPARE(result->annotations[0].sourceId, 0);
  }

  void recipesSurviveTheirText_data() { addPresets(); }
  void recipesSurviveTheirText() {
    QFETCH(QString, name);
    AugmentationRecipe recipe = preset(name);
    recipe.classStrengths = {{"bolt", 1.5}, {"gear \"8\"", 0}};
    recipe.smallestVisible = 0.4;
    const auto read = recipeFromText(recipeToText(recipe), "recipe.json");
    QVERIFY(read);
    QCOMPARE(*read, recipe);
  }

  void badRecipesAreRefusedByName_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    QTest::newRow("no JSON") << "light"
                             << "one JSON object";
    QTest::newRow("unknown kind") << R"({"rotate":1})"
                                  << "\"rotate\" is no kind";
    QTest::newRow("too strong") << R"({"blur":1.5})"
                                << "\"blur\" must be a number from 0 to 1";
    QTest::newRow("no number") << R"({"blur":"much"})"
                               << "\"blur\" must be";
    QTest::newRow("classes") << R"({"classes":[1]})"
                             << "\"classes\" must be an object";
    QTest::newRow("factor") << R"({"classes":{"a":-1}})"
                            << "\"a\" must be a number from 0 to 10";
  }
  void badRecipesAreRefusedByName() {
    QFETCH(QString, text);
    QFETCH(QString, message);
    const auto read = recipeFromText(text.toStdString(), "r.json");
    QVERIFY(!read);
    const QString said = QString::fromStdString(read.error().message);
    QVERIFY2(said.contains(message) && said.contains("r.json"), qPrintable(said));
  }

  void classFactorsScaleAllStrengths() {
    AugmentationRecipe recipe;
    recipe.blur = 0.4;
    recipe.noise = 0.8;
    recipe.classStrengths = {{"bolt", 2}, {"nut", 0}};
    QCOMPARE(recipeFor(recipe, {}).blur, 0.4);
    QCOMPARE(recipeFor(recipe, {"gear"}).blur, 0.4);
    QCOMPARE(recipeFor(recipe, {"nut", "bolt"}).blur, 0.8);
    QCOMPARE(recipeFor(recipe, {"nut", "bolt"}).noise, 1.0);
    QCOMPARE(recipeFor(recipe, {"nut"}).blur, 0.0);
    QVERIFY(!augmentationPreset("extreme"));
  }
};

QTEST_APPLESS_MAIN(TestAugment)
#include "tst_augment.moc"
