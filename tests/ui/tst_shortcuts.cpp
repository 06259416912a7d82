#include "ui/commands/action_table.h"
#include "ui/commands/shortcut_editor.h"
#include "ui/commands/shortcut_sheet.h"
#include "ui/commands/shortcuts.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTreeWidget>
#include <QtTest>

using namespace touchstone::ui;

class TestShortcuts : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings_.path());
    QCoreApplication::setOrganizationName("Touchstone");
    QCoreApplication::setApplicationName("touchstone-test");
    theme::apply(*qApp, theme::Appearance::Light);
  }

  void init() {
    QSettings().clear();
    owner_ = std::make_unique<QWidget>();
    page_ = new QWidget(owner_.get());
    next_ = makeAction(*owner_, {"image.next", "Next image", {}, "D", [] {}});
    copy_ = makeAction(*owner_, {"object.duplicate", "Duplicate", {}, "Ctrl+D", [] {}});
    keep_ = new QAction("Keep", page_);
    bindKeys(*keep_, "review.keep", {QKeySequence("Space")}, "review");
  }

  void cleanup() {
    owner_.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
  }

  void ownKeysSurviveAndTheComingOnesAreNothingToRemember() {
    QVERIFY(!hasOwnKeys(*next_));
    setKeys(*next_, {QKeySequence("N")});
    QVERIFY(hasOwnKeys(*next_));
    const QAction* again = makeAction(*owner_, {"image.next", "Next image", {}, "D", [] {}});
    QCOMPARE(again->shortcuts(), QList<QKeySequence>{QKeySequence("N")});
    QCOMPARE(again->toolTip(), QString("Next image (N)"));
    resetKeys(*next_);
    QCOMPARE(next_->shortcut(), QKeySequence("D"));
    QVERIFY(QSettings().allKeys().isEmpty());
  }

  void anActionWithoutKeysStaysWithoutThem() {
    setKeys(*next_, {});
    const QAction* again = makeAction(*owner_, {"image.next", "Next image", {}, "D", [] {}});
    QVERIFY(again->shortcuts().isEmpty());
    QCOMPARE(again->toolTip(), QString("Next image"));
  }

  void keysClashOnlyWhereBothWork() {
    const QList<QAction*> all{next_, copy_, keep_};
    QCOMPARE(clashing(all, *next_, QKeySequence("Ctrl+D")), QList<QAction*>{copy_});
    QVERIFY(clashing(all, *next_, QKeySequence("D")).isEmpty());
    QCOMPARE(clashing(all, *next_, QKeySequence("Space")), QList<QAction*>{keep_});
    auto* label = new QAction("Verify", page_);
    bindKeys(*label, "image.verify", {}, "label");
    QVERIFY(clashing(all, *label, QKeySequence("Space")).isEmpty());
  }

  void keysThatOthersBeginWithClash() {
    setKeys(*copy_, {QKeySequence("G, D")});
    QCOMPARE(clashing({next_, copy_}, *next_, QKeySequence("G")), QList<QAction*>{copy_});
  }

  void theEditorSaysWhoHasTheKeysAndTakesThemOver() {
    auto* editor = new ShortcutEditor({next_, copy_}, owner_.get());
    editor->show();
    auto* table = editor->findChild<QTreeWidget*>();
    table->setCurrentItem(itemNamed(*table, "Next image"));
    auto* field = editor->findChild<QKeySequenceEdit*>();
    field->setKeySequence(QKeySequence("Ctrl+D"));
    QVERIFY(textsOf(*editor).contains("“Duplicate” has these keys now and would lose them."));
    button(*editor, "Use these keys")->click();
    QCOMPARE(next_->shortcut(), QKeySequence("Ctrl+D"));
    QVERIFY(copy_->shortcut().isEmpty());
    button(*editor, "All as they came")->click();
    QCOMPARE(next_->shortcut(), QKeySequence("D"));
    QCOMPARE(copy_->shortcut(), QKeySequence("Ctrl+D"));
    editor->close();
  }

  void theSheetShowsTheKeysAsTheyAreNow() {
    setKeys(*next_, {QKeySequence("N")});
    auto* sheet = new ShortcutSheet({next_, copy_}, owner_.get());
    sheet->show();
    const QStringList texts = textsOf(*sheet);
    QVERIFY(texts.contains("Next image"));
    QVERIFY(texts.contains("N"));
    QVERIFY(!texts.contains("D"));
    sheet->close();
  }

private:
  static QTreeWidgetItem* itemNamed(const QTreeWidget& table, const QString& name) {
    return table.findItems(name, Qt::MatchExactly | Qt::MatchRecursive).value(0);
  }
  static QPushButton* button(const QWidget& parent, const QString& text) {
    for (auto* each : parent.findChildren<QPushButton*>()) {
      if (each->text().trimmed() == text) {
        return each;
      }
    }
    return nullptr;
  }
  static QStringList textsOf(const QWidget& parent) {
    QStringList texts;
    for (const auto* label : parent.findChildren<QLabel*>()) {
      texts << label->text();
    }
    return texts;
  }

  QTemporaryDir settings_;
  std::unique_ptr<QWidget> owner_;
  QWidget* page_ = nullptr;
  QAction* next_ = nullptr;
  QAction* copy_ = nullptr;
  QAction* keep_ = nullptr;
};

QTEST_MAIN(TestShortcuts)
#include "tst_shortcuts.moc"
