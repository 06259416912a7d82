#include "training/runs/presets.h"

#include <QtTest>

using namespace touchstone::training;

namespace {

/// A network of five stages; a picture costs so many seconds when all of it learns, and a third of
/// it when three stages are frozen.
PresetInput input(std::size_t samples, double seconds) {
  return {
      .samples = samples,
      .pretrained = true,
      .stages = 5,
      .learnSeconds = [=](LearningMode, int freeze) { return freeze < 3 ? seconds : seconds / 3; }};
}

TrainingRequest request(const char* preset) {
  TrainingRequest result;
  result.preset = preset;
  return result;
}

}  // namespace

class TestPresets : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void fewImagesLearnAHead() {
    for (const char* preset : {"fast", "balanced"}) {
      const auto choice = presetChoice(request(preset), input(300, 1e-3));
      QCOMPARE(choice.mode, LearningMode::FrozenBackbone);
      QCOMPARE(choice.epochs, 66);
    }
  }

  void asMuchLearnsAsTheTimeAllows_data() {
    QTest::addColumn<double>("seconds");
    QTest::addColumn<int>("mode");
    QTest::addColumn<int>("freeze");
    const auto row = [](const char* name, double seconds, LearningMode mode, int freeze) {
      QTest::newRow(name) << seconds << static_cast<int>(mode) << freeze;
    };
    // Four epochs of 10,000 pictures in ten minutes: 15 ms a picture.
    row("all of it", 0.0149, LearningMode::FineTuning, 0);
    row("the later stages", 0.0151, LearningMode::FineTuning, 3);
    row("the head", 0.046, LearningMode::FrozenBackbone, 0);
  }

  void asMuchLearnsAsTheTimeAllows() {
    QFETCH(double, seconds);
    QFETCH(int, mode);
    QFETCH(int, freeze);
    const auto choice = presetChoice(request("balanced"), input(10'000, seconds));
    QCOMPARE(static_cast<int>(choice.mode), mode);
    QCOMPARE(choice.freeze, freeze);
  }

  void thoroughFineTunesInAnyCase() {
    const auto choice = presetChoice(request("thorough"), input(10'000, 10));
    QCOMPARE(choice.mode, LearningMode::FineTuning);
    QCOMPARE(choice.freeze, 3);
    QCOMPARE(choice.epochs, 10);
  }

  void epochsAreHalvedUntilTheyFit() {
    // 40 epochs of 500 pictures would take 5,000 s, an hour is 3,600.
    const auto choice = presetChoice(request("thorough"), input(500, 0.25));
    QCOMPARE(choice.freeze, 0);
    QCOMPARE(choice.epochs, 20);
  }

  void whatWasAskedForIsKept() {
    auto asked = request("fast");
    asked.freeze = 2;
    asked.epochs = 7;
    const auto choice = presetChoice(asked, input(300, 100));
    QCOMPARE(choice.mode, LearningMode::FineTuning);
    QCOMPARE(choice.freeze, 2);
    QCOMPARE(choice.epochs, 7);
    asked.freeze = 5;
    QCOMPARE(presetChoice(asked, input(300, 100)).mode, LearningMode::FrozenBackbone);
  }

  void manyPicturesTeachAWholeNetworkAsFromRandomWeights() {
    auto asked = request("thorough");
    asked.freeze = 0;
    QCOMPARE(presetChoice(asked, input(19'999, 1e-3)).mode, LearningMode::FineTuning);
    QCOMPARE(presetChoice(asked, input(20'000, 1e-3)).mode, LearningMode::PreTraining);
  }

  void withoutWeightsTheNumberOfPicturesDecides() {
    auto few = input(300, 1e-3);
    few.pretrained = false;
    QCOMPARE(presetChoice(request("balanced"), few).mode, LearningMode::FromScratch);
    auto many = input(100'000, 1e-3);
    many.pretrained = false;
    const auto choice = presetChoice(request("thorough"), many);
    QCOMPARE(choice.mode, LearningMode::PreTraining);
    QCOMPARE(choice.epochs, 16);
  }
};

QTEST_APPLESS_MAIN(TestPresets)
#include "tst_presets.moc"
