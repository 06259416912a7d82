#include "project_in_folder.h"
#include "ui/canvas/canvas.h"
#include "ui/commands/command_palette.h"
#include "ui/label/class_popup.h"
#include "ui/label/label_state.h"
#include "ui/label/label_workspace.h"
#include "ui/main_window.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QSettings>
#include <QStandardPaths>
#include <QtTest>

using namespace touchstone;
using namespace touchstone::labeling;
using namespace touchstone::ui;

class TestMainWindow : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings_.path());
    QCoreApplication::setOrganizationName("Touchstone");
    QCoreApplication::setApplicationName("touchstone-test");
    theme::apply(*qApp, theme::Appearance::Light);
  }

  void cleanup() {
    window_.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
  }

  void labelsAnImageWithTheKeyboardAndTheMouse() {
    const ProjectInFolder folder(3);
    openWindow(folder.path());
    const ClassId bolt = addClass(*session(), "bolt");
    const ClassId nut = addClass(*session(), "nut");
    const ImageId first = state().image();

    QTest::keyClick(&canvas(), Qt::Key_1);
    QCOMPARE(state().currentClass(), bolt);
    QTest::keyClick(&canvas(), Qt::Key_W);
    drag({20, 20}, {80, 60});
    QCOMPARE(document().annotationsOf(first).size(), std::size_t{1});
    const AnnotationId box = document().annotationsOf(first).front();
    QCOMPARE(document().annotation(box)->labelClass, bolt);
    QCOMPARE(document().image(first)->state, ImageState::Labelled);

    QTest::keyClick(&canvas(), Qt::Key_2);
    QCOMPARE(document().annotation(box)->labelClass, nut);
    QTest::keyClick(&canvas(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(document().annotation(box)->labelClass, bolt);
    QTest::keyClick(&canvas(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(document().annotation(box) == nullptr);
    QVERIFY(state().selection().empty());
    QTest::keyClick(&canvas(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(document().annotation(box) != nullptr);

    QTest::keyClick(&canvas(), Qt::Key_Space);
    QCOMPARE(document().image(first)->state, ImageState::Verified);
    QTest::keyClick(&canvas(), Qt::Key_D);
    QVERIFY(state().image() != first);
    QTest::keyClick(&canvas(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(document().annotationsOf(state().image()).size(), std::size_t{1});
    QTest::keyClick(&canvas(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(document().annotationsOf(state().image()).size(), std::size_t{2});
    QTest::keyClick(&canvas(), Qt::Key_A);
    QCOMPARE(state().image(), first);
  }

  void nudgesDuplicatesAndDeletes() {
    const ProjectInFolder folder(1);
    openWindow(folder.path());
    addClass(*session(), "bolt");
    QTest::keyClick(&canvas(), Qt::Key_1);
    QTest::keyClick(&canvas(), Qt::Key_W);
    drag({20, 20}, {80, 60});
    const AnnotationId id = state().selection().front();
    const Box drawn = std::get<Box>(document().annotation(id)->shape);
    QTest::keyClick(&canvas(), Qt::Key_Right);
    QTest::keyClick(&canvas(), Qt::Key_Down, Qt::ShiftModifier);
    const Box nudged = std::get<Box>(document().annotation(id)->shape);
    QCOMPARE(nudged.x0, drawn.x0 + 1);
    QCOMPARE(nudged.y0, drawn.y0 + 10);
    QTest::keyClick(&canvas(), Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(document().annotations().size(), std::size_t{2});
    QTest::keyClick(&canvas(), Qt::Key_Delete);
    QCOMPARE(document().annotations().size(), std::size_t{1});
    QVERIFY(document().annotation(id) != nullptr);
  }

  void firstBoxAsksForItsClass() {
    const ProjectInFolder folder(1);
    openWindow(folder.path());
    QTest::keyClick(&canvas(), Qt::Key_W);
    drag({20, 20}, {80, 60});
    QVERIFY(document().annotations().empty());
    QVERIFY(popup() != nullptr);
    QTest::keyClicks(search(), "washer");
    QTest::keyClick(search(), Qt::Key_Return);
    QCOMPARE(document().annotations().size(), std::size_t{1});
    QCOMPARE(document().classes().begin()->second.name, std::string("washer"));
    session()->undo();
    QVERIFY(document().annotations().empty());
    QVERIFY(document().classes().empty());
  }

  void classIsAskedForUntilOneIsChosenForTheNextObjects() {
    const ProjectInFolder folder(1);
    openWindow(folder.path());
    const ClassId bolt = addClass(*session(), "bolt");
    const ClassId nut = addClass(*session(), "nut");
    QTest::keyClick(&canvas(), Qt::Key_W);
    drag({20, 20}, {40, 40});
    QTest::keyClick(search(), Qt::Key_2);
    QCOMPARE(classesOnImage(), std::vector<ClassId>{nut});
    QVERIFY(canvas().hasFocus());

    // Enter takes the class used last, and so does a press beside the popup, which draws on.
    drag({50, 20}, {70, 40});
    QTest::keyClick(search(), Qt::Key_Return);
    drag({20, 60}, {40, 80});
    drag({50, 60}, {70, 80});
    QCOMPARE(classesOnImage(), (std::vector<ClassId>{nut, nut, nut}));
    QTest::keyClick(search(), Qt::Key_Escape);
    QCOMPARE(classesOnImage().size(), std::size_t{3});
    QVERIFY(state().selection().empty());

    QTest::keyClick(&canvas(), Qt::Key_1);
    drag({50, 60}, {70, 80});
    QVERIFY(popup() == nullptr);
    QCOMPARE(classesOnImage(), (std::vector<ClassId>{nut, nut, nut, bolt}));
    state().chooseForNext(0);
    drag({20, 60}, {60, 80});
    QVERIFY(popup() != nullptr);
  }

  void digitBeginsANameWhereClassesAreCalledSo() {
    const ProjectInFolder folder(1);
    openWindow(folder.path());
    addClass(*session(), "7");
    const ClassId one = addClass(*session(), "1");
    QTest::keyClick(&canvas(), Qt::Key_W);
    drag({20, 20}, {40, 40});
    QTest::keyClick(search(), Qt::Key_1);
    QVERIFY(classesOnImage().empty());
    QTest::keyClick(search(), Qt::Key_Return);
    QCOMPARE(classesOnImage(), std::vector<ClassId>{one});
  }

  void formatOfTheLabelFilesGoesRound() {
    const ProjectInFolder folder(1);
    openWindow(folder.path());
    addClass(*session(), "bolt");
    QTest::keyClick(&canvas(), Qt::Key_1);
    QTest::keyClick(&canvas(), Qt::Key_W);
    drag({20, 20}, {80, 60});
    for (const char* format : {"yolo", "createml", "voc"}) {
      QTest::keyClick(&canvas(), Qt::Key_Y, Qt::ControlModifier);
      QCOMPARE(session()->project().syncFormat(), std::string(format));
    }
    QCOMPARE(QDir(folder.path()).entryList({"*.txt", "*.json", "*.xml"}).size(), 4);
  }

  void digitTagsAWholeImageAndGoesOn() {
    const ProjectInFolder folder(2);
    openWindow(folder.path());
    const ClassId ant = addClass(*session(), "ant");
    const ClassId bee = addClass(*session(), "bee");
    state().setTagsImages(true);
    const ImageId first = state().image();
    QTest::keyClick(&canvas(), Qt::Key_1);
    QVERIFY(state().image() != first);
    const auto tagOf = [&](ImageId image) {
      return document().annotation(document().annotationsOf(image).front())->labelClass;
    };
    QCOMPARE(tagOf(first), ant);
    QTest::keyClick(&canvas(), Qt::Key_A);
    QTest::keyClick(&canvas(), Qt::Key_2);
    QCOMPARE(document().annotationsOf(first).size(), std::size_t{1});
    QCOMPARE(tagOf(first), bee);
  }

  void paletteRunsACommandByAFewLetters() {
    const ProjectInFolder folder(2);
    openWindow(folder.path());
    const ImageId first = state().image();
    QTest::keyClick(window_.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    auto* palette = window_->findChild<CommandPalette*>();
    QVERIFY(palette != nullptr);
    auto* search = palette->findChild<QLineEdit*>();
    QTest::keyClicks(search, "next im");
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(state().image() != first);
  }

  void typingInTheSearchBoxIsNoShortcut() {
    const ProjectInFolder folder(2);
    openWindow(folder.path());
    const ImageId first = state().image();
    QTest::keyClick(window_.get(), Qt::Key_Slash);
    auto* search = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    QVERIFY(search != nullptr);
    QTest::keyClicks(search, "d");
    QCOMPARE(search->text(), QString("d"));
    QCOMPARE(state().image(), first);
  }

  void folderWithoutImagesIsOneSentenceAndTheWelcomePageStays() {
    const QTemporaryDir empty;
    window_ = std::make_unique<MainWindow>();
    window_->show();
    QSignalSpy failed(window_.get(), &MainWindow::openingFailed);
    window_->openFolder(empty.path());
    QVERIFY(failed.wait());
    QVERIFY(failed.front().front().toString().contains(empty.path()));
    QVERIFY(window_->session() == nullptr);
  }

  void openingTheOpenFolderAgainChangesNothing() {
    const ProjectInFolder folder(1);
    openWindow(folder.path());
    const ProjectSession* before = session();
    window_->openFolder(folder.path() + "/.");
    QCOMPARE(window_->session(), before);
    QVERIFY(!session()->project().isReadOnly());
    QVERIFY(canvas().isVisible());
  }

  void unreadableImageSaysSoOnTheCanvas() {
    const ProjectInFolder folder(1);
    QFile broken(folder.path() + "/f0.png");
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("this is no picture");
    broken.close();
    window_ = std::make_unique<MainWindow>();
    window_->show();
    QSignalSpy opened(window_.get(), &MainWindow::projectOpened);
    window_->openFolder(folder.path());
    QVERIFY(opened.wait());
    QVERIFY(!document().image(state().image())->problem.empty());
    QVERIFY(!canvas().hasPicture());
    QTest::keyClick(&canvas(), Qt::Key_D);
    QTRY_VERIFY(canvas().hasPicture());
  }

  void labelsAreThereAfterTheWindowIsClosed() {
    const ProjectInFolder folder(1);
    openWindow(folder.path());
    addClass(*session(), "bolt");
    QTest::keyClick(&canvas(), Qt::Key_1);
    QTest::keyClick(&canvas(), Qt::Key_W);
    drag({20, 20}, {80, 60});
    const auto drawn = document().annotations();
    window_.reset();
    QVERIFY(folder.open()->document().annotations() == drawn);
    QVERIFY(QFile::exists(folder.path() + "/f1.xml"));
  }

private:
  void openWindow(const QString& folder) {
    window_ = std::make_unique<MainWindow>();
    window_->resize(1280, 800);
    window_->show();
    QSignalSpy opened(window_.get(), &MainWindow::projectOpened);
    window_->openFolder(folder);
    QVERIFY(opened.wait());
    QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    QTRY_VERIFY(canvas().hasFocus());
    // The picture is decoded in the background; drawing needs it.
    QTRY_VERIFY(canvas().hasPicture());
  }

  LabelWorkspace& label() const { return *window_->findChild<LabelWorkspace*>(); }
  Canvas& canvas() const { return label().canvas(); }
  LabelState& state() const { return label().state(); }
  ProjectSession* session() const { return window_->session(); }
  const Document& document() const { return session()->document(); }

  /// The popup that asks for a class, or nullptr.
  ClassPopup* popup() const {
    const auto popups = window_->findChildren<ClassPopup*>();
    const auto open = std::find_if(popups.begin(), popups.end(),
                                   [](const ClassPopup* each) { return each->isVisible(); });
    return open == popups.end() ? nullptr : *open;
  }
  QLineEdit* search() const {
    require(popup() != nullptr, "a class is asked for");
    return popup()->findChild<QLineEdit*>();
  }

  std::vector<ClassId> classesOnImage() const {
    std::vector<ClassId> classes;
    for (const AnnotationId id : document().annotationsOf(state().image())) {
      classes.push_back(document().annotation(id)->labelClass);
    }
    return classes;
  }

  void drag(Point from, Point to) {
    const auto on = [this](Point point) { return canvas().view().toView(point).toPoint(); };
    QTest::mousePress(&canvas(), Qt::LeftButton, {}, on(from));
    QTest::mouseMove(&canvas(), on(to));
    QTest::mouseRelease(&canvas(), Qt::LeftButton, {}, on(to));
  }

  QTemporaryDir settings_;
  std::unique_ptr<MainWindow> window_;
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
