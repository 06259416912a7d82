#include "project_in_folder.h"
#include "ui/commands/shortcuts.h"
#include "ui/main_window.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QSettings>
#include <QStandardPaths>
#include <QtTest>

using namespace touchstone::ui;

/// The keys that the program comes with.
class TestKeys : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings_.path());
    QCoreApplication::setOrganizationName("Touchstone");
    QCoreApplication::setApplicationName("touchstone-test");
    theme::apply(*qApp, theme::Appearance::Light);
    window_ = std::make_unique<MainWindow>();
    QSignalSpy opened(window_.get(), &MainWindow::projectOpened);
    window_->openFolder(folder_.path());
    QVERIFY(opened.wait());
    for (const Page page : {Page::Train, Page::Review, Page::Explore, Page::Label}) {
      window_->showPage(page);
    }
    for (QAction* action : window_->findChildren<QAction*>()) {
      if (!action->objectName().isEmpty() && !action->shortcuts().isEmpty()) {
        actions_ << action;
      }
    }
  }

  void cleanupTestCase() {
    window_.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
  }

  void noTwoActionsOfAPlaceHaveTheSameKeys() {
    QVERIFY(actions_.size() > 40);
    QStringList clashes;
    for (const QAction* action : std::as_const(actions_)) {
      for (const QKeySequence& keys : action->shortcuts()) {
        for (const QAction* other : clashing(actions_, *action, keys)) {
          clashes << action->objectName() + " " + keys.toString() + " " + other->objectName();
        }
      }
    }
    QCOMPARE(clashes, QStringList());
  }

  void keysOfOtherToolsDoWhatTheirUsersExpect_data() {
    QTest::addColumn<QString>("id");
    const auto row = [](const char* keys, const char* id) {
      QTest::newRow(keys) << QString::fromLatin1(id);
    };
    // LabelImg
    row("Ctrl+O", "file.open");
    row("Ctrl+U", "file.open");
    row("Ctrl+R", "file.labelFiles");
    row("Ctrl+Shift+O", "file.import");
    row("Ctrl+V", "object.paste");
    row("Ctrl+S", "file.save");
    row("Ctrl+Shift+S", "file.export");
    row("Ctrl+W", "file.close");
    row("Ctrl+Shift+D", "image.exclude");
    row("Ctrl+Q", "file.quit");
    row("Ctrl+Y", "file.nextFormat");
    row("W", "draw.box");
    row("Ctrl+Shift+R", "draw.squares");
    row("Ctrl+J", "draw.select");
    row("Ctrl+E", "object.class");
    row("Ctrl+D", "object.duplicate");
    row("Del", "object.delete");
    row("Ctrl+L", "class.book");
    row("Ctrl+Shift+L", "view.panel");
    row("Ctrl+Shift+A", "draw.stay");
    row("Ctrl+H", "view.hideAll");
    row("Ctrl+A", "view.showAll");
    row("Ctrl++", "view.zoomIn");
    row("Ctrl+-", "view.zoomOut");
    row("Ctrl+=", "view.actualSize");
    row("Ctrl+F", "view.fit");
    row("Ctrl+Shift+F", "view.fitWidth");
    row("Ctrl+Shift++", "view.brighten");
    row("Ctrl+Shift+-", "view.darken");
    row("Ctrl+Shift+=", "view.neutral");
    row("D", "image.next");
    row("A", "image.previous");
    row("Space", "image.verify");
    // labelme
    row("Ctrl+N", "draw.polygon");
    row("Ctrl+C", "object.copy");
    row("Ctrl+Z", "edit.undo");
    row("T", "object.hide");
    // CVAT
    row("Ctrl+Shift+Z", "edit.redo");
    row("F1", "help.shortcuts");
  }

  void keysOfOtherToolsDoWhatTheirUsersExpect() {
    QFETCH(const QString, id);
    const QKeySequence keys(QString::fromLatin1(QTest::currentDataTag()));
    const auto* action = window_->findChild<QAction*>(id);
    QVERIFY2(action != nullptr, qPrintable("no action " + id));
    QVERIFY2(action->shortcuts().contains(keys), qPrintable(action->text()));
  }

private:
  QTemporaryDir settings_;
  ProjectInFolder folder_;
  std::unique_ptr<MainWindow> window_;
  QList<QAction*> actions_;
};

QTEST_MAIN(TestKeys)
#include "tst_keys.moc"
