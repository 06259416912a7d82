#include "labeling/geometry/mask.h"
#include "labeling/review/suggestions.h"
#include "project_fixture.h"

#include <QtTest>

using namespace touchstone;
using namespace touchstone::labeling;

class TestSuggestions : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<ProjectFolder>();
    project_ = *folder_->open();
    bolt_ = addClass(*project_, "bolt");
    nut_ = addClass(*project_, "nut");
    QVERIFY(project_->newRun("detect", "{}").has_value());
  }

  void cleanup() { project_.reset(); }

  void theStoreKeepsThemBestFirst() {
    predict({at(1, bolt_, {0, 0, 10, 10}, 0.4), at(1, nut_, {5, 5, 9, 9}, 0.9),
             at(2, bolt_, {1, 1, 4, 4}, 0.7)});
    auto first = project_->predictionsOf(1);
    QVERIFY(first.has_value());
    QCOMPARE(first->size(), std::size_t{2});
    QCOMPARE(first->front().labelClass, nut_);
    QVERIFY(first->front().shape == Shape(Box{5, 5, 9, 9}));
    // Those of an image replace its earlier ones, and no number is given twice.
    const PredictionId before = first->front().id;
    QVERIFY(project_->replacePredictions({1}, {at(1, nut_, {0, 0, 2, 2}, 0.3)}).has_value());
    first = project_->predictionsOf(1);
    QCOMPARE(first->size(), std::size_t{1});
    QVERIFY(first->front().id > before);
    QCOMPARE(project_->predictionsOf(2)->size(), std::size_t{1});
  }

  void theOrderForLabellingIsThatOfTheLastPredictions() {
    QVERIFY(project_->labellingOrder()->empty());
    QVERIFY(project_->replacePredictions({1, 2}, {}).has_value());
    QVERIFY(project_->replacePredictions({2, 1}, {}).has_value());
    QCOMPARE(*project_->labellingOrder(), (std::vector<ImageId>{2, 1}));
    project_.reset();
    project_ = *folder_->open();
    QCOMPARE(*project_->labellingOrder(), (std::vector<ImageId>{2, 1}));
    QVERIFY(project_->replacePredictions({2}, {}).has_value());
    QCOMPARE(*project_->labellingOrder(), std::vector<ImageId>{2});
  }

  void uncertainAndCoveredOnesAreLeftOut() {
    predict({at(1, bolt_, {0, 0, 10, 10}, 0.9), at(1, bolt_, {0, 0, 10, 9}, 0.8),
             at(1, nut_, {0, 0, 10, 9}, 0.7), at(1, bolt_, {20, 20, 30, 30}, 0.2)});
    auto open = suggestions(1);
    QCOMPARE(open.size(), std::size_t{2});
    QCOMPARE(open[0].score, 0.9);
    QCOMPARE(open[1].labelClass, nut_);
    QCOMPARE(suggestions(1, {.smallestScore = 0.1}).size(), std::size_t{3});
    QCOMPARE(suggestions(1, {.smallestScore = 0.1, .largestOverlap = 0.95}).size(), std::size_t{4});
  }

  void whatIsLabelledIsNotSuggested() {
    predict({at(1, bolt_, {0, 0, 10, 10}, 0.9), at(1, nut_, {0, 0, 10, 10}, 0.8)});
    addBox(*project_, 1, bolt_, {0, 0, 10, 9});
    const auto open = suggestions(1);
    QCOMPARE(open.size(), std::size_t{1});
    QCOMPARE(open[0].labelClass, nut_);
  }

  void masksCoverByTheirPixels() {
    Mask left = emptyMask(10, 10);
    left.counts = {0, 50, 50};
    Mask right = emptyMask(10, 10);
    right.counts = {50, 50};
    const Mask corners{10, 10, {0, 1, 98, 1}};
    predict({{.run = "0001", .image = 1, .labelClass = bolt_, .shape = left, .score = 0.9},
             {.run = "0001", .image = 1, .labelClass = bolt_, .shape = right, .score = 0.8},
             {.run = "0001", .image = 1, .labelClass = bolt_, .shape = corners, .score = 0.7},
             {.run = "0001", .image = 1, .labelClass = bolt_, .shape = left, .score = 0.6}});
    QCOMPARE(suggestions(1).size(), std::size_t{3});
  }

  void oneClassIsSuggestedForAWholeImage() {
    const auto tag = [&](ClassId labelClass, double score) {
      return Prediction{
          .run = "0001", .image = 1, .labelClass = labelClass, .shape = ImageTag{}, .score = score};
    };
    predict({tag(bolt_, 0.6), tag(nut_, 0.55)});
    QCOMPARE(suggestions(1).size(), std::size_t{1});
    QCOMPARE(suggestions(1)[0].labelClass, bolt_);
    accept(suggestions(1));
    QVERIFY(suggestions(1).empty());
  }

  void acceptingLabelsAndUndoingSuggestsAgain() {
    predict({at(1, bolt_, {0, 0, 10, 10}, 0.9), at(1, nut_, {20, 20, 30, 30}, 0.8)});
    accept({suggestions(1)[0]});
    QCOMPARE(document().annotationsOf(1).size(), std::size_t{1});
    const Annotation& label = *document().annotation(document().annotationsOf(1).front());
    QVERIFY(label.shape == Shape(Box{0, 0, 10, 10}));
    QCOMPARE(*label.attributes.score, 0.9);
    QVERIFY(isConfirmed(label));
    QCOMPARE(document().image(1)->state, ImageState::Labelled);
    QCOMPARE(suggestions(1).size(), std::size_t{1});
    QVERIFY(project_->undo().has_value());
    QCOMPARE(suggestions(1).size(), std::size_t{2});
    QVERIFY(document().annotationsOf(1).empty());
    QCOMPARE(document().image(1)->state, ImageState::Unlabelled);
  }

  void aRejectedOneDoesNotComeBack() {
    predict({at(1, bolt_, {0, 0, 10, 10}, 0.9)});
    const auto open = suggestions(1);
    QVERIFY(project_->perform(editRejecting(*project_, open)).has_value());
    QVERIFY(suggestions(1).empty());
    // Nor when its label is taken away again later, or after a restart.
    project_.reset();
    project_ = *folder_->open();
    QVERIFY(suggestions(1).empty());
    QVERIFY(project_->undo().has_value());
    QCOMPARE(suggestions(1).size(), std::size_t{1});
  }

  void anAcceptedOneThatWasDeletedStaysAway() {
    predict({at(1, bolt_, {0, 0, 10, 10}, 0.9)});
    accept(suggestions(1));
    QVERIFY(project_
                ->perform({.name = "Delete",
                           .gesture = 0,
                           .changes = {AnnotationChange{document().annotationsOf(1).front(),
                                                        std::nullopt}}})
                .has_value());
    QVERIFY(suggestions(1).empty());
  }

private:
  [[nodiscard]] const Document& document() const { return project_->document(); }
  static Prediction at(ImageId image, ClassId labelClass, const Box& box, double score) {
    return {.run = "0001", .image = image, .labelClass = labelClass, .shape = box, .score = score};
  }
  void predict(std::vector<Prediction> predictions) {
    QVERIFY(project_->replacePredictions({1, 2}, std::move(predictions)).has_value());
  }
  [[nodiscard]] std::vector<Prediction> suggestions(ImageId image,
                                                    const SuggestionOptions& options = {}) const {
    return openSuggestions(document(), *project_->predictionsOf(image), options);
  }
  void accept(const std::vector<Prediction>& open) {
    QVERIFY(project_->perform(editAccepting(*project_, open)).has_value());
  }

  std::unique_ptr<ProjectFolder> folder_;
  std::unique_ptr<Project> project_;
  ClassId bolt_ = 0;
  ClassId nut_ = 0;
};

QTEST_APPLESS_MAIN(TestSuggestions)
#include "tst_suggestions.moc"
