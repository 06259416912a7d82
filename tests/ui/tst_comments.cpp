#include "label_panels.h"
#include "ui/label/comment_commands.h"
#include "ui/label/comment_popup.h"
#include "ui/label/comments_panel.h"

#include <QAbstractItemModelTester>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QtTest>

using namespace touchstone::labeling;
using namespace touchstone::ui;

class TestComments : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { prepareForPanels(settings_.path()); }

  void everyChangeOfACommentIsAStep() {
    PanelFixture f;
    CommentCommands commands(f.state);
    commands.setSession(f.session.get());
    const std::size_t before = f.steps();
    const CommentId id = commands.add({12.5, 30}, "  is this a nut?\n");
    const auto stored = [&]() -> const Comment& { return *f.session->document().comment(id); };
    QCOMPARE(stored().text, std::string("is this a nut?"));
    QCOMPARE(stored().x, 12.5);
    QCOMPARE(stored().author, f.session->project().author());
    QVERIFY(stored().time > 0);
    QCOMPARE(f.state.comment(), id);
    commands.toggleResolved(id);
    QVERIFY(stored().resolved);
    commands.toggleResolved(id);
    QVERIFY(!stored().resolved);
    commands.setText(id, "is this a bolt?");
    QCOMPARE(stored().text, std::string("is this a bolt?"));
    commands.setText(id, "  ");
    QCOMPARE(stored().text, std::string("is this a bolt?"));
    commands.remove(id);
    QVERIFY(f.session->document().comments().empty());
    QCOMPARE(f.state.comment(), CommentId{0});
    QCOMPARE(f.steps(), before + 5);
    f.session->undo();
    QCOMPARE(stored().text, std::string("is this a bolt?"));
    for (int i = 0; i < 4; ++i) {
      f.session->undo();
    }
    QVERIFY(f.session->document().comments().empty());
  }

  void aBlankCommentIsNone() {
    PanelFixture f;
    CommentCommands commands(f.state);
    commands.setSession(f.session.get());
    QCOMPARE(commands.add({0, 0}, " \n"), CommentId{0});
    QVERIFY(f.session->document().comments().empty());
  }

  void theListShowsTheImageOrTheProject() {
    PanelFixture f;
    CommentCommands commands(f.state);
    commands.setSession(f.session.get());
    CommentListModel model(f.state);
    const QAbstractItemModelTester tester(&model);
    model.setSession(f.session.get());
    const CommentId first = commands.add({1, 1}, "first");
    const CommentId second = commands.add({2, 2}, "second");
    f.state.setImage(2);
    const CommentId other = commands.add({3, 3}, "other");
    QCOMPARE(model.rowCount(), 1);
    model.setFilter({.wholeProject = true, .resolvedToo = true});
    QCOMPARE(model.rowCount(), 3);
    commands.toggleResolved(other);
    QCOMPARE(model.commentAt(0), second);
    QCOMPARE(model.commentAt(1), first);
    QCOMPARE(model.commentAt(2), other);
    model.setFilter({.wholeProject = true, .resolvedToo = false});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(openComments(f.session->document(), 0), 2);
    QCOMPARE(openComments(f.session->document(), 2), 0);
  }

  void theNextOpenCommentIsFoundOnAnyImage() {
    PanelFixture f;
    CommentCommands commands(f.state);
    commands.setSession(f.session.get());
    const CommentId first = commands.add({1, 1}, "first");
    f.state.setImage(2);
    const CommentId resolved = commands.add({2, 2}, "resolved");
    commands.toggleResolved(resolved);
    f.state.setImage(3);
    const CommentId last = commands.add({3, 4}, "last");
    QSignalSpy place(&commands, &CommentCommands::placeRequested);
    commands.showNext();
    QCOMPARE(f.state.comment(), first);
    QCOMPARE(f.state.image(), ImageId{1});
    commands.showNext();
    QCOMPARE(f.state.comment(), last);
    QCOMPARE(f.state.image(), ImageId{3});
    QCOMPARE(place.count(), 2);
    QCOMPARE(place.back().at(1).toDouble(), 4.0);
  }

  void thePanelCountsWhatIsOpen() {
    PanelFixture f;
    CommentCommands commands(f.state);
    commands.setSession(f.session.get());
    CommentsPanel panel(f.state, commands);
    QSignalSpy open(&panel, &CommentsPanel::openCountChanged);
    panel.setSession(f.session.get());
    const CommentId id = commands.add({1, 1}, "look");
    QCOMPARE(open.back().front().toInt(), 1);
    commands.toggleResolved(id);
    QCOMPARE(open.back().front().toInt(), 0);
  }

  void enterSavesAndShiftEnterBeginsALine() {
    QWidget window;
    auto* popup = new CommentPopup({}, &window);
    QSignalSpy written(popup, &CommentPopup::written);
    popup->popUp({10, 10});
    auto* text = popup->findChild<QPlainTextEdit*>();
    QTest::keyClicks(text, "one");
    QTest::keyClick(text, Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(text, "two");
    QTest::keyClick(text, Qt::Key_Return);
    QCOMPARE(written.count(), 1);
    QCOMPARE(written.front().front().toString(), QString("one\ntwo"));
  }

private:
  QTemporaryDir settings_;
};

QTEST_MAIN(TestComments)
#include "tst_comments.moc"
