#include "labeling/sample/sample_project.h"
#include "ui/canvas/canvas.h"
#include "ui/label/label_state.h"
#include "ui/label/label_workspace.h"
#include "ui/main_window.h"
#include "ui/project_session.h"
#include "ui/review/review_workspace.h"
#include "ui/theme/theme.h"
#include "ui/train/train_workspace.h"
#include "ui/train/training_loop.h"

#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>
#include <QToolButton>
#include <QtTest>

#include <algorithm>

using namespace touchstone::labeling;
using namespace touchstone::ui;

namespace {

constexpr int patience = 120'000;  ///< milliseconds; a busy machine takes its time

template <class Button>
Button* buttonNamed(QWidget& page, const QString& text) {
  const QList<Button*> buttons = page.findChildren<Button*>();
  const auto named = std::find_if(buttons.begin(), buttons.end(), [&](const Button* button) {
    return button->text().trimmed() == text;
  });
  return named == buttons.end() ? nullptr : *named;
}

bool isShown(const QWidget* widget) {
  return widget != nullptr && widget->isVisible();
}

}  // namespace

/// Label, train, see what is wrong, fix it, train again: the window with the real engine, by keys
/// and clicks. Each test goes on where the last one ended.
class TestWholeLoop : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.filePath("settings"));
    qputenv("XDG_DATA_HOME", folder_.filePath("data").toUtf8());
    qputenv("TORCH_HOME", folder_.filePath("torch").toUtf8());
    qunsetenv("TOUCHSTONE_BACKBONES");
    QCoreApplication::setOrganizationName("Touchstone");
    QCoreApplication::setApplicationName("touchstone-test");
    theme::apply(*qApp, theme::Appearance::Light);
    QVERIFY(writeSampleProject(
        sample_.toStdString(),
        {.task = SampleTask::Detect, .images = 24, .seed = 3, .labelErrors = 0.1}));
    addWeights();
    openWindow();
  }

  void cleanupTestCase() {
    window_.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
  }

  void init() {
    if (failed_) {
      QSKIP("an earlier step failed");
    }
  }

  void cleanup() { failed_ = failed_ || QTest::currentTestFailed(); }

  void drawsABoxAndGivesItAClass() {
    Canvas& canvas = label().canvas();
    const ImageId image = label().state().image();
    const std::size_t before = document().annotationsOf(image).size();
    QTest::keyClick(&canvas, Qt::Key_1);
    QTest::keyClick(&canvas, Qt::Key_W);
    drag({10, 10}, {70, 60});
    QCOMPARE(document().annotationsOf(image).size(), before + 1);
    drawn_ = label().state().selection().front();
    const ClassId first = document().annotation(drawn_)->labelClass;
    QTest::keyClick(&canvas, Qt::Key_2);
    QVERIFY(document().annotation(drawn_)->labelClass != first);

    QTest::keyClick(&canvas, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(document().annotation(drawn_)->labelClass, first);
    QTest::keyClick(&canvas, Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(document().annotation(drawn_) == nullptr);
    QTest::keyClick(&canvas, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTest::keyClick(&canvas, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(document().annotation(drawn_)->labelClass != first);
  }

  void trainsAndAuditsWithOneButton() {
    QTest::keyClick(window_.get(), Qt::Key_2, Qt::ControlModifier);
    auto* page = window_->findChild<TrainWorkspace*>();
    QVERIFY(isShown(page));
    QTest::mouseClick(buttonNamed<QToolButton>(*page, "Details"), Qt::LeftButton);
    const QList<QSpinBox*> numbers = page->findChildren<QSpinBox*>();
    const auto epochs = std::find_if(numbers.begin(), numbers.end(), [](const QSpinBox* number) {
      return number->accessibleName() == "Epochs";
    });
    QVERIFY(epochs != numbers.end());
    (*epochs)->setValue(10);
    const QList<QComboBox*> choices = page->findChildren<QComboBox*>();
    const auto task = std::find_if(choices.begin(), choices.end(), [](const QComboBox* choice) {
      return choice->accessibleName() == "Task";
    });
    QVERIFY(task != choices.end());
    QCOMPARE((*task)->currentData().toString(), QString("detect"));  // what boxes are drawn for
    (*task)->setCurrentIndex((*task)->findData("classify"));

    auto* train = buttonNamed<QPushButton>(*page, "Train");
    QVERIFY(isShown(train));
    QTRY_VERIFY_WITH_TIMEOUT(train->isEnabled(), patience);
    Round round(loop());
    QTest::mouseClick(train, Qt::LeftButton);
    QVERIFY(loop().isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(round.isOver(), patience);
    QVERIFY2(round.isFinished(), qPrintable(round.sentence()));
    QCOMPARE(loop().epochs().size(), std::size_t{10});
    QCOMPARE(project().runs().size(), std::size_t{1});
    QCOMPARE(project().runs().front().state, std::string("done"));
    QCOMPARE(project().iterations().size(), std::size_t{1});
    QVERIFY(project().findings().size() > 2);
  }

  void acceptsOneFindingAndKeepsTheNext() {
    auto* train = window_->findChild<TrainWorkspace*>();
    auto* review = buttonNamed<QPushButton>(*train, "Review what is wrong");
    QVERIFY(isShown(review));
    QTest::mouseClick(review, Qt::LeftButton);
    auto* page = window_->findChild<ReviewWorkspace*>();
    QVERIFY(isShown(page));
    auto* list = page->findChild<QListView*>("findings");
    QTRY_VERIFY(list->hasFocus());
    QVERIFY(page->queue().openCount() > 2);

    selectFirst(*page, *list, [](const Finding& finding) {
      return finding.annotation && !finding.suggested.empty();
    });
    const Finding accepted = *page->queue().current();
    QCOMPARE(classOf(*accepted.annotation), accepted.given);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(classOf(*accepted.annotation), accepted.suggested);
    QVERIFY(page->queue().current() != nullptr);
    QVERIFY(keyOf(*page->queue().current()) != keyOf(accepted));

    selectFirst(*page, *list,
                [](const Finding& finding) { return finding.annotation.has_value(); });
    const Finding kept = *page->queue().current();
    QTest::keyClick(list, Qt::Key_Space);
    QCOMPARE(classOf(*kept.annotation), kept.given);
    QVERIFY(page->queue().current() != nullptr);
    QVERIFY(keyOf(*page->queue().current()) != keyOf(kept));
    QCOMPARE(document().decisions().size(), std::size_t{2});
    accepted_ = accepted;
  }

  void trainsAgainAndShowsBeforeAndAfter() {
    auto* page = window_->findChild<ReviewWorkspace*>();
    auto* again = buttonNamed<QPushButton>(*page, "Train again");
    QVERIFY(isShown(again));
    Round round(loop());
    QTest::mouseClick(again, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(round.isOver(), patience);
    QVERIFY2(round.isFinished(), qPrintable(round.sentence()));
    const auto iterations = project().iterations();
    QCOMPARE(iterations.size(), std::size_t{2});
    QCOMPARE(iterations[1].decisions, 2);
    QVERIFY(iterations[0].labelHash != iterations[1].labelHash);
    QCOMPARE(iterations[0].split, iterations[1].split);
    QTRY_VERIFY(showsText(*page, "Accuracy .* → .*"));
  }

  void everythingIsThereAfterTheWindowIsClosed() {
    const auto labels = document().annotations();
    window_.reset();
    const auto project = Project::open(sample_.toStdString());
    QVERIFY(project);
    QVERIFY((*project)->document().annotations() == labels);
    QVERIFY((*project)->document().annotation(drawn_) != nullptr);
    QCOMPARE((*project)->iterations().size(), std::size_t{2});
    const std::string& picture = (*project)->document().image(accepted_.image)->path;
    QFile file(folder_.filePath("sample/Annotations/") +
               QFileInfo(QString::fromStdString(picture)).completeBaseName() + ".xml");
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("<name>" + QByteArray::fromStdString(accepted_.suggested)));
  }

private:
  /// Sees how a round of the loop ends.
  class Round {
  public:
    explicit Round(TrainingLoop& loop)
        : finished_(&loop, &TrainingLoop::finished), stopped_(&loop, &TrainingLoop::stopped) {}
    [[nodiscard]] bool isOver() const { return !finished_.isEmpty() || !stopped_.isEmpty(); }
    [[nodiscard]] bool isFinished() const { return finished_.count() == 1; }
    [[nodiscard]] QString sentence() const {
      return stopped_.isEmpty() ? QString() : stopped_.front().front().toString();
    }

  private:
    QSignalSpy finished_;
    QSignalSpy stopped_;
  };

  /// Lets a network of one epoch pass for a pre-trained one: with none at all the audit trains
  /// networks of its own, for minutes.
  void addWeights() {
    QVERIFY(runs({"train", sample_, "--epochs", "1", "--size", "32"}));
    QVERIFY(runs({"backbones", "add", sample_ + "/.touchstone/runs/0001/weights.safetensors"}));
    QVERIFY(QDir(sample_ + "/.touchstone").removeRecursively());
  }

  static bool runs(const QStringList& arguments) {
    QProcess program;
    program.start(ENGINE, arguments);
    return program.waitForFinished(patience) && program.exitStatus() == QProcess::NormalExit &&
           program.exitCode() == 0;
  }

  void openWindow() {
    window_ = std::make_unique<MainWindow>();
    window_->resize(1280, 800);
    window_->show();
    QSignalSpy opened(window_.get(), &MainWindow::projectOpened);
    window_->openFolder(sample_);
    QVERIFY(opened.wait(patience));
    window_->session()->setEngine({.path = ENGINE});
    QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    QTRY_VERIFY(label().canvas().hasFocus());
    // The picture is decoded in the background; drawing needs it.
    QTRY_VERIFY(label().canvas().hasPicture());
  }

  void drag(Point from, Point to) {
    Canvas& canvas = label().canvas();
    const auto on = [&](Point point) { return canvas.view().toView(point).toPoint(); };
    QTest::mousePress(&canvas, Qt::LeftButton, {}, on(from));
    QTest::mouseMove(&canvas, on(to));
    QTest::mouseRelease(&canvas, Qt::LeftButton, {}, on(to));
  }

  template <class Wanted>
  static void selectFirst(ReviewWorkspace& page, QListView& list, Wanted wanted) {
    const std::vector<Finding>& open = page.queue().open();
    const auto found = std::find_if(open.begin(), open.end(), wanted);
    QVERIFY(found != open.end());
    const auto row = static_cast<int>(found - open.begin());
    list.setCurrentIndex(list.model()->index(row, 0));
    QCOMPARE(page.queue().currentRow(), row);
  }

  static bool showsText(QWidget& page, const QString& pattern) {
    const QRegularExpression expression(pattern);
    const QList<QLabel*> labels = page.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
      return label->isVisible() && expression.match(label->text()).hasMatch();
    });
  }

  LabelWorkspace& label() const { return *window_->findChild<LabelWorkspace*>(); }
  Project& project() const { return window_->session()->project(); }
  const Document& document() const { return project().document(); }
  TrainingLoop& loop() const { return window_->session()->trainingLoop(); }
  std::string classOf(AnnotationId annotation) const {
    return document().labelClass(document().annotation(annotation)->labelClass)->name;
  }

  QTemporaryDir folder_;
  QString sample_ = folder_.filePath("sample");
  std::unique_ptr<MainWindow> window_;
  AnnotationId drawn_ = 0;
  Finding accepted_;
  bool failed_ = false;
};

QTEST_MAIN(TestWholeLoop)
#include "tst_whole_loop.moc"
