#include "label_panels.h"
#include "ui/label/objects_panel.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QTemporaryDir>
#include <QTreeView>
#include <QtTest>

using namespace touchstone::labeling;
using namespace touchstone::ui;

class TestObjectsPanel : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { prepareForPanels(settings_.path()); }

  void anEditTouchesOnlyItsRows() {
    PanelFixture f;
    ObjectListModel model(f.state);
    const QAbstractItemModelTester tester(&model);
    model.setSession(f.session.get());
    const AnnotationId first = f.add(Box{0, 0, 10, 10}, f.bolt);
    const AnnotationId second = f.add(Box{20, 0, 30, 10}, f.nut);
    QCOMPARE(model.rowCount(), 2);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.toggle(ObjectListModel::LockedColumn, second, {second});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.front().front().toModelIndex().row(), 1);
    const AnnotationId third = f.add(Box{40, 0, 50, 10}, f.nut);
    QCOMPARE(inserted.count(), 1);
    f.add(Box{0, 0, 5, 5}, f.nut, 2);
    QCOMPARE(model.rowCount(), 3);
    f.session->undo();
    f.session->undo();
    QCOMPARE(removed.count(), 1);
    QCOMPARE(model.rowOf(third), -1);
    QCOMPARE(model.rowOf(first), 0);
    QCOMPARE(reset.count(), 0);
  }

  void objectsMoveWithTheirLayer() {
    PanelFixture f;
    ObjectListModel model(f.state);
    const QAbstractItemModelTester tester(&model);
    model.setSession(f.session.get());
    std::vector<AnnotationId> ids;
    for (int i = 0; i < 5; ++i) {
      ids.push_back(f.add(Box{i * 10.0, 0, i * 10.0 + 5, 5}, f.bolt));
    }
    Annotation raised = f.object(ids[1]);
    raised.attributes.layer = 1;
    f.session->perform(
        {.name = "Raise", .gesture = 0, .changes = {AnnotationChange{ids[1], raised}}});
    QCOMPARE(model.rowOf(ids[1]), 4);
    QCOMPARE(model.rowOf(ids[2]), 1);
    f.session->undo();
    QCOMPARE(model.rowOf(ids[1]), 1);
  }

  void theSelectionIsThatOfTheCanvas() {
    PanelFixture f;
    const AnnotationId first = f.add(Box{0, 0, 10, 10}, f.bolt);
    const AnnotationId second = f.add(Box{20, 0, 30, 10}, f.nut);
    ObjectsPanel panel(f.state);
    panel.setSession(f.session.get());
    auto* list = panel.findChild<QTreeView*>();
    f.state.select({second});
    QCOMPARE(list->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(list->selectionModel()->selectedRows().front().row(), 1);
    list->selectAll();
    QCOMPARE(f.state.selection(), (std::vector<AnnotationId>{first, second}));
  }

  void aSelectedObjectThatMovesStaysSelected() {
    PanelFixture f;
    const AnnotationId first = f.add(Box{0, 0, 10, 10}, f.bolt);
    f.add(Box{20, 0, 30, 10}, f.nut);
    ObjectsPanel panel(f.state);
    panel.setSession(f.session.get());
    f.state.select({first});
    Annotation raised = f.object(first);
    raised.attributes.layer = 1;
    f.session->perform(
        {.name = "Raise", .gesture = 0, .changes = {AnnotationChange{first, raised}}});
    QCOMPARE(f.state.selection(), std::vector<AnnotationId>{first});
    QCOMPARE(panel.findChild<QTreeView*>()->selectionModel()->selectedRows().front().row(), 1);
  }

  void aSymbolIsSwitchedForAllSelectedObjects() {
    PanelFixture f;
    const AnnotationId first = f.add(Box{0, 0, 10, 10}, f.bolt);
    const AnnotationId second = f.add(Box{20, 0, 30, 10}, f.nut);
    const AnnotationId third = f.add(Box{40, 0, 50, 10}, f.nut);
    ObjectsPanel panel(f.state);
    panel.setSession(f.session.get());
    panel.resize(300, 400);
    panel.show();
    f.state.select({first, second});
    const std::size_t before = f.steps();
    click(panel, 0, ObjectListModel::VerifiedColumn);
    QVERIFY(f.object(first).attributes.verified && f.object(second).attributes.verified);
    QVERIFY(!f.object(third).attributes.verified);
    QCOMPARE(f.steps(), before + 1);
    QCOMPARE(f.state.selection().size(), std::size_t{2});
    click(panel, 2, ObjectListModel::LockedColumn);
    QVERIFY(f.object(third).attributes.locked && !f.object(first).attributes.locked);
    click(panel, 2, ObjectListModel::VisibleColumn);
    QVERIFY(f.state.isHidden(third) && !f.state.isHidden(first));
    f.session->undo();
    QVERIFY(!f.object(third).attributes.locked);
  }

  void onlyTheObjectsOfOneClassAreListed() {
    PanelFixture f;
    f.add(Box{0, 0, 10, 10}, f.bolt);
    const AnnotationId second = f.add(Box{20, 0, 30, 10}, f.nut);
    ObjectsPanel panel(f.state);
    const QAbstractItemModelTester tester(const_cast<ObjectListModel*>(&panel.model()));
    panel.setSession(f.session.get());
    auto* filter = panel.findChild<QComboBox*>();
    QCOMPARE(filter->count(), 3);
    filter->setCurrentIndex(2);
    QCOMPARE(panel.model().rowCount(), 1);
    QCOMPARE(panel.model().objectAt(0), second);
    f.add(Box{40, 0, 50, 10}, f.bolt);
    QCOMPARE(panel.model().rowCount(), 1);
    f.add(Box{40, 0, 50, 10}, f.nut);
    QCOMPARE(panel.model().rowCount(), 2);
  }

  void aHiddenClassHidesItsObjects() {
    PanelFixture f;
    const AnnotationId first = f.add(Box{0, 0, 10, 10}, f.bolt);
    f.state.setClassHidden(f.bolt, true);
    QVERIFY(!f.state.shows(first, f.bolt));
    QVERIFY(f.state.shows(first, f.nut));
    f.state.setImage(2);
    QVERIFY(f.state.isClassHidden(f.bolt));
    f.state.showAll();
    QVERIFY(f.state.shows(first, f.bolt));
  }

private:
  static void click(ObjectsPanel& panel, int row, int column) {
    auto* list = panel.findChild<QTreeView*>();
    const QRect place = list->visualRect(panel.model().index(row, column));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, place.center());
  }

  QTemporaryDir settings_;
};

QTEST_MAIN(TestObjectsPanel)
#include "tst_objects_panel.moc"
