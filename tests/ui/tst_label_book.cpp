#include "label_panels.h"
#include "named_widget.h"
#include "ui/book/book_window.h"
#include "ui/book/change_dialog.h"
#include "ui/book/class_dialogs.h"
#include "ui/book/class_page.h"
#include "ui/book/class_tree_model.h"
#include "ui/book/example_strip.h"
#include "ui/label/class_list_model.h"
#include "ui/label/page_text.h"
#include "ui/label/quick_class.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>
#include <QtTest>

using namespace touchstone::labeling;
using namespace touchstone::ui;

class TestLabelBook : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { prepareForPanels(settings_.path()); }

  void init() {
    f_ = std::make_unique<PanelFixture>();
    first_ = f_->add(Box{10, 10, 40, 40}, f_->bolt);
    f_->add(Box{50, 10, 80, 40}, f_->bolt, 2);
    other_ = f_->add(Box{10, 50, 40, 80}, f_->nut);
    window_ = std::make_unique<QWidget>();
    book_ = new BookWindow(f_->state, window_.get());
    book_->setSession(f_->session.get());
    book_->showClass(f_->bolt);
    book_->show();
  }

  void cleanup() {
    window_.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    f_.reset();
  }

  void theDefinitionIsTypedAtOnce() {
    auto* definition = named<PageText>(*book_, "Definition");
    book_->activateWindow();
    book_->editDefinition();
    QTRY_VERIFY(definition->hasFocus());
    QTest::keyClicks(definition, "With a thread");
    definition->commit();
    QCOMPARE(f_->session->document().labelClass(f_->bolt)->definition,
             std::string("With a thread"));
  }

  void theTreeFollowsTheProject() {
    ClassTreeModel model;
    const QAbstractItemModelTester tester(&model);
    model.setSession(f_->session.get());
    QCOMPARE(model.rowCount(), 2);
    LabelClass nut = classOf(f_->nut);
    nut.parent = f_->bolt;
    set(f_->nut, nut);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.parent(model.indexOf(f_->nut)), model.indexOf(f_->bolt));
    const QModelIndex count = model.indexOf(f_->bolt).siblingAtColumn(ClassTreeModel::CountColumn);
    QCOMPARE(count.data().toString(), QString("2"));
    f_->add(Box{0, 0, 4, 4}, f_->bolt);
    QCOMPARE(count.data().toString(), QString("3"));
    f_->session->undo();
    f_->session->undo();
    QCOMPARE(model.rowCount(), 2);
  }

  void theListOfClassesFollowsTheProject() {
    ClassListModel model(f_->state);
    const QAbstractItemModelTester tester(&model);
    model.setSession(f_->session.get());
    LabelClass nut = classOf(f_->nut);
    nut.order = 1;
    set(f_->nut, nut);
    QCOMPARE(model.rowOf(f_->nut), 0);
    QCOMPARE(model.index(0).data(ClassListModel::KeyRole).toString(), QString("1"));
    QCOMPARE(model.index(1).data(ClassListModel::CountRole).toInt(), 2);
  }

  void textsAreKeptWhenTheyAreLeft() {
    auto* definition = named<PageText>(*book_, "Definition");
    const std::size_t before = f_->steps();
    QTest::keyClicks(definition, "has a thread");
    QCOMPARE(f_->steps(), before);
    definition->commit();
    QCOMPARE(classOf(f_->bolt).definition, std::string("has a thread"));
    QCOMPARE(f_->steps(), before + 1);
    QTest::keyClicks(definition, "!");
    book_->showClass(f_->nut);
    QCOMPARE(classOf(f_->bolt).definition, std::string("has a thread!"));
    QVERIFY(classOf(f_->nut).definition.empty());
    QVERIFY(definition->toPlainText().isEmpty());
  }

  void aRuleThatIsNotUnderstoodIsNamedWhileItIsTyped() {
    auto* rules = named<PageText>(*book_, "Rules");
    auto* problems = book_->findChild<QLabel*>("ruleProblems");
    QVERIFY(problems->isHidden());
    QTest::keyClicks(rules, "at leats 12 px");
    QVERIFY(!problems->isHidden());
    QVERIFY(problems->text().startsWith("“at leats 12 px” is not understood."));
    rules->setPlainText("at least 12 px\ninside nut");
    QVERIFY(problems->isHidden());
    rules->setPlainText("inside washer");
    QCOMPARE(problems->text(), QString("There is no class “washer”."));
    rules->commit();
    QCOMPARE(classOf(f_->bolt).rules, std::string("inside washer"));
    book_->showClass(f_->nut);
    QVERIFY(problems->isHidden());
    book_->showClass(f_->bolt);
    QVERIFY(!problems->isHidden());
    f_->session->undo();
    QVERIFY(classOf(f_->bolt).rules.empty());
    QVERIFY(problems->isHidden());
  }

  void theSelectedObjectsBecomeExamples() {
    auto* add = named<QToolButton>(*book_, "Add the selected objects as examples");
    QVERIFY(!add->isEnabled());
    f_->state.select({first_, other_});
    QVERIFY(add->isEnabled());
    add->click();
    QCOMPARE(classOf(f_->bolt).examples, (std::vector<std::int64_t>{first_, other_}));
    add->click();
    QCOMPARE(classOf(f_->bolt).examples.size(), std::size_t{2});
    auto* strip = named<QListView>(*book_, "Examples");
    QCOMPARE(strip->model()->rowCount(), 2);
    QSignalSpy editor(f_->session.get(), &ProjectSession::editorRequested);
    Q_EMIT strip->clicked(strip->model()->index(1, 0));
    QCOMPARE(editor.front().at(1).toLongLong(), qint64{other_});
    strip->setCurrentIndex(strip->model()->index(0, 0));
    QTest::keyClick(strip, Qt::Key_Delete);
    QCOMPARE(classOf(f_->bolt).examples, std::vector<std::int64_t>{other_});
    f_->session->undo();
    QCOMPARE(classOf(f_->bolt).examples.size(), std::size_t{2});
  }

  void aTakenKeyIsRefused() {
    auto* key = named<QLineEdit>(*book_, "Key of the class");
    type(*key, "x");
    QCOMPARE(classOf(f_->bolt).hotkey, std::string("x"));
    book_->showClass(f_->nut);
    QSignalSpy failed(f_->session.get(), &ProjectSession::failed);
    type(*key, "x");
    QCOMPARE(failed.count(), 1);
    QVERIFY(classOf(f_->nut).hotkey.empty());
    QVERIFY(key->text().isEmpty());
  }

  void renamingShowsWhatItChangesFirst() {
    Image test = *f_->session->document().image(2);
    test.split = Split::Test;
    f_->session->perform({.name = "Split", .gesture = 0, .changes = {ImageChange{2, test}}});
    auto* dialog = makeRenameDialog(*f_->session, f_->bolt, window_.get());
    dialog->open();
    auto* name = named<QLineEdit>(*dialog, "New name");
    auto* accept = named<QPushButton>(*dialog, "Rename");
    QVERIFY(!accept->isEnabled());
    name->setText("nut");
    QVERIFY(!accept->isEnabled());
    QCOMPARE(dialog->findChild<QLabel*>("problem")->text(),
             QString("There is a class “nut” already."));
    name->setText("screw");
    QCOMPARE(dialog->findChild<QLabel*>("sentence")->text(),
             QString("Rename bolt to screw: 2 objects on 2 images, 1 of them in the test split."));
    const std::size_t before = f_->steps();
    accept->click();
    QCOMPARE(classOf(f_->bolt).name, std::string("screw"));
    QCOMPARE(f_->steps(), before + 1);
    f_->session->undo();
    QCOMPARE(classOf(f_->bolt).name, std::string("bolt"));
  }

  void mergingAndDeletingAreOneUndo() {
    Image labelled = *f_->session->document().image(2);
    labelled.state = ImageState::Labelled;
    f_->session->perform({.name = "Label", .gesture = 0, .changes = {ImageChange{2, labelled}}});
    const Document before = f_->session->document();
    auto* merge = makeMergeDialog(*f_->session, f_->bolt, window_.get());
    merge->open();
    QCOMPARE(merge->findChild<QLabel*>("sentence")->text(),
             QString("Merge bolt into nut: 2 objects on 2 images."));
    named<QPushButton>(*merge, "Merge")->click();
    QCOMPARE(f_->session->document().countOf(f_->nut), std::size_t{3});
    QCOMPARE(book_->shownClass(), f_->nut);
    f_->session->undo();
    QVERIFY(f_->session->document() == before);

    auto* removal = makeDeleteDialog(*f_->session, f_->bolt, window_.get());
    removal->open();
    named<QPushButton>(*removal, "Delete")->click();
    QCOMPARE(f_->session->document().annotations().size(), std::size_t{1});
    QCOMPARE(f_->session->document().image(2)->state, ImageState::Unlabelled);
    f_->session->undo();
    QVERIFY(f_->session->document() == before);
  }

  void splittingTakesTheSelection() {
    auto* dialog = makeSplitDialog(*f_->session, f_->bolt, {first_}, window_.get());
    dialog->open();
    named<QLineEdit>(*dialog, "To the class")->setText("stud");
    named<QPushButton>(*dialog, "Split")->click();
    const auto stud = f_->session->document().findClass("stud");
    QVERIFY(stud.has_value());
    QCOMPARE(f_->object(first_).labelClass, *stud);
    QCOMPARE(f_->session->document().countOf(f_->bolt), std::size_t{1});
  }

  void anAttributeIsDefinedAndRenamed() {
    auto* page = book_->findChild<ClassPage*>();
    LabelClass bolt = classOf(f_->bolt);
    bolt.attributes = {{"rusty", AttributeKind::Flag, {}}};
    set(f_->bolt, bolt);
    auto* name = named<QLineEdit>(*page, "Name of the attribute rusty");
    type(*name, "corroded");
    QCOMPARE(classOf(f_->bolt).attributes.front().name, std::string("corroded"));
    named<QToolButton>(*page, "Remove the attribute corroded")->click();
    QVERIFY(classOf(f_->bolt).attributes.empty());
  }

  void classesAreMovedUpAndDown() {
    book_->showClass(f_->nut);
    named<QToolButton>(*book_, "Move the class up")->click();
    ClassTreeModel model;
    model.setSession(f_->session.get());
    QCOMPARE(model.indexOf(f_->nut).row(), 0);
    QCOMPARE(book_->shownClass(), f_->nut);
    QVERIFY(!named<QToolButton>(*book_, "Move the class up")->isEnabled());
  }

  void aFewLettersChooseAClass() {
    addClass(*f_->session, "big nut");
    const ClassId washer = addClass(*f_->session, "washer");
    QWidget window;
    QLineEdit focus(&window);
    window.show();
    QuickClass quick(window);
    QSignalSpy chosen(&quick, &QuickClass::chosen);
    quick.start(f_->session->document());
    QTest::keyClick(&focus, Qt::Key_B);
    QCOMPARE(chosen.count(), 0);
    QTest::keyClick(&focus, Qt::Key_O);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.back().front().toLongLong(), qint64{f_->bolt});
    QVERIFY(!quick.isActive());
    QTest::keyClicks(&focus, "lt");
    QVERIFY(focus.text().isEmpty());
    QTest::keyClicks(&focus, "a");
    QCOMPARE(focus.text(), QString("a"));

    quick.start(f_->session->document());
    QTest::keyClick(&focus, Qt::Key_N);
    QCOMPARE(chosen.count(), 1);
    QTest::keyClick(&focus, Qt::Key_Return);
    QCOMPARE(chosen.back().front().toLongLong(), qint64{f_->nut});
    quick.start(f_->session->document());
    QTest::keyClick(&focus, Qt::Key_Q);
    QTest::keyClick(&focus, Qt::Key_Escape);
    QVERIFY(!quick.isActive());
    QCOMPARE(chosen.count(), 2);
    QCOMPARE(quickMatches(f_->session->document(), "W"), std::vector<ClassId>{washer});
  }

private:
  [[nodiscard]] LabelClass classOf(ClassId id) const {
    return *f_->session->document().labelClass(id);
  }
  void set(ClassId id, const LabelClass& value) {
    f_->session->perform({.name = "Set", .gesture = 0, .changes = {ClassChange{id, value}}});
  }
  static void type(QLineEdit& field, const QString& text) {
    field.selectAll();
    QTest::keyClicks(&field, text);
    Q_EMIT field.editingFinished();
  }

  QTemporaryDir settings_;
  std::unique_ptr<PanelFixture> f_;
  std::unique_ptr<QWidget> window_;
  BookWindow* book_ = nullptr;
  AnnotationId first_ = 0;
  AnnotationId other_ = 0;
};

QTEST_MAIN(TestLabelBook)
#include "tst_label_book.moc"
