#include "label_window.h"
#include "labeling/review/prediction_file.h"
#include "project_in_folder.h"
#include "ui/label/suggestion_bar.h"
#include "ui/label/suggestions.h"

#include <QSignalSpy>
#include <QSlider>
#include <QtTest>

#include <algorithm>

using namespace touchstone;
using namespace touchstone::labeling;
using namespace touchstone::ui;

/// What a model suggests, answered in the window by keys and mouse.
class TestSuggestionsInWindow : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() {
    QCoreApplication::setOrganizationName("Touchstone tests");
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings_.path());
  }

  void init() {
    QSettings().clear();
    folder_ = std::make_unique<ProjectInFolder>(2);
    window_ = std::make_unique<LabelWindow>();
    QVERIFY(window_->open(folder_->path()));
    bolt_ = addClass(session(), "bolt");
    nut_ = addClass(session(), "nut");
    const auto run = session().project().newRun("detect", "{}");
    QVERIFY(run.has_value());
    run_ = run->name;
    suggest({{bolt_, {20, 20, 60, 60}, 0.95},
             {nut_, {100, 20, 140, 60}, 0.8},
             {nut_, {101, 20, 140, 60}, 0.7},
             {bolt_, {20, 80, 40, 100}, 0.3}});
  }

  void cleanup() {
    window_.reset();
    folder_.reset();
  }

  void oneKeyAcceptsAllThatAreShown() {
    QCOMPARE(suggestions().open().size(), std::size_t{2});
    QCOMPARE(suggestions().hidden(), 2);
    window_->perform({key(Qt::Key_Y)});
    QCOMPARE(labels().size(), std::size_t{2});
    QVERIFY(suggestions().open().empty());
    QCOMPARE(document().image(image())->state, ImageState::Labelled);
    window_->perform({key(Qt::Key_Z, Qt::ControlModifier)});
    QVERIFY(labels().empty());
    QCOMPARE(suggestions().open().size(), std::size_t{2});
  }

  void aKeyAnswersTheOneUnderThePointer() {
    hover({120, 40});
    window_->perform({key(Qt::Key_X)});
    hover({40, 40});
    window_->perform({key(Qt::Key_Q)});
    QCOMPARE(labels().size(), std::size_t{1});
    const Annotation& label = *document().annotation(labels().front());
    QVERIFY(label.shape == Shape(Box{20, 20, 60, 60}));
    QCOMPARE(label.labelClass, bolt_);
    QVERIFY(window_->state().selection() == labels());
    // The worse one that the rejected one covered is no better.
    QCOMPARE(suggestions().open().size(), std::size_t{1});
    QCOMPARE(suggestions().open().front().score, 0.7);
  }

  void aClickAcceptsAndTheNextDragCorrects() {
    window_->perform({key(Qt::Key_V), click({40, 40}), drag({60, 60}, {70, 66})});
    QCOMPARE(labels().size(), std::size_t{1});
    const Box box = boundsOf(document().annotation(labels().front())->shape);
    QVERIFY(std::abs(box.x1 - 70) < 1 && std::abs(box.y1 - 66) < 1);
    QCOMPARE(box.x0, 20.0);
  }

  void aToolThatDrawsDrawsOverThem() {
    window_->perform({key(Qt::Key_1), key(Qt::Key_W), drag({25, 25}, {55, 58})});
    QCOMPARE(labels().size(), std::size_t{1});
    // What was drawn is what the model meant: nothing is suggested twice.
    QCOMPARE(suggestions().open().size(), std::size_t{1});
  }

  void slidersChooseHowSureAndHowFarApart() {
    const auto* bar = window_->label().findChild<SuggestionBar*>();
    QVERIFY(bar->isVisible());
    for (QSlider* slider : bar->findChildren<QSlider*>()) {
      slider->setValue(slider->accessibleName() == "Confidence" ? 10 : 99);
    }
    QCOMPARE(suggestions().open().size(), std::size_t{4});
    QCOMPARE(suggestions().hidden(), 0);
  }

  void rejectedOnesStayAway() {
    window_->perform({key(Qt::Key_Y, Qt::ShiftModifier)});
    QVERIFY(labels().empty());
    QVERIFY(std::none_of(suggestions().open().begin(), suggestions().open().end(),
                         [](const Prediction& open) { return open.score > 0.75; }));
  }

  void theModelIsAskedAndItsAnswerKept() {
    QFile model(
        QString::fromStdString((session().project().runFolder(run_) / "model.json").string()));
    QVERIFY(model.open(QIODevice::WriteOnly));
    auto record = session().project().runs().back();
    record.state = "done";
    QVERIFY(session().project().updateRun(record).has_value());
    const std::filesystem::path answer = folder_->path().toStdString() + "/answer.json";
    QVERIFY(writePredictions({.images = {image()},
                              .predictions = {{.id = 0,
                                               .run = run_,
                                               .image = image(),
                                               .labelClass = nut_,
                                               .shape = Box{1, 2, 30, 40},
                                               .score = 0.6}}},
                             document(), answer)
                .has_value());
    session().setEngine({.path = FAKE_ENGINE,
                         .arguments = {"good", QString::fromStdString(answer.string())},
                         .startLimit = std::chrono::milliseconds(20'000),
                         .cancelLimit = std::chrono::milliseconds(5'000)});
    QSignalSpy asked(&suggestions(), &Suggestions::asked);
    window_->perform({key(Qt::Key_I, Qt::ControlModifier)});
    QVERIFY(suggestions().isAsking());
    QVERIFY(asked.wait());
    QVERIFY(!suggestions().isAsking());
    QCOMPARE(suggestions().open().size(), std::size_t{1});
    QVERIFY(suggestions().open().front().shape == Shape(Box{1, 2, 30, 40}));
  }

  void withoutAModelASentenceSaysSo() {
    QSignalSpy failed(&suggestions(), &Suggestions::failed);
    suggestions().ask();
    QCOMPARE(failed.size(), 1);
    QVERIFY(failed[0][0].toString().startsWith("There is no trained model yet"));
  }

private:
  struct Suggested {
    ClassId labelClass = 0;
    Box box;
    double score = 0;
  };

  [[nodiscard]] ProjectSession& session() const { return *window_->window().session(); }
  [[nodiscard]] const Document& document() const { return session().document(); }
  [[nodiscard]] Suggestions& suggestions() const { return window_->label().suggestions(); }
  [[nodiscard]] ImageId image() const { return window_->state().image(); }
  [[nodiscard]] const std::vector<AnnotationId>& labels() const {
    return document().annotationsOf(image());
  }

  void suggest(const std::vector<Suggested>& boxes) const {
    std::vector<Prediction> predictions;
    for (const Suggested& suggested : boxes) {
      predictions.push_back({.id = 0,
                             .run = run_,
                             .image = image(),
                             .labelClass = suggested.labelClass,
                             .shape = suggested.box,
                             .score = suggested.score});
    }
    QVERIFY(session().project().replacePredictions({image()}, std::move(predictions)).has_value());
    session().announcePredictions();
  }

  void hover(Point point) const {
    QTest::mouseMove(&window_->canvas(), window_->on({1, 1}));
    QTest::mouseMove(&window_->canvas(), window_->on(point));
    QTRY_VERIFY(window_->canvas().hoveredSuggestion());
  }

  QTemporaryDir settings_;
  std::unique_ptr<ProjectInFolder> folder_;
  std::unique_ptr<LabelWindow> window_;
  std::string run_;
  ClassId bolt_ = 0;
  ClassId nut_ = 0;
};

QTEST_MAIN(TestSuggestionsInWindow)
#include "tst_suggestions_in_window.moc"
