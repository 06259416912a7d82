#include "label_panels.h"
#include "ui/label/history_panel.h"

#include <QAbstractItemModelTester>
#include <QListView>
#include <QTemporaryDir>
#include <QtTest>

#include <random>

using namespace touchstone::labeling;
using namespace touchstone::ui;

class TestHistoryPanel : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { prepareForPanels(settings_.path()); }

  void rowsFollowEveryStep() {
    PanelFixture f;
    HistoryModel model;
    const QAbstractItemModelTester tester(&model);
    model.setSession(f.session.get());
    std::mt19937 random(3);
    for (int i = 0; i < 200; ++i) {
      switch (random() % 4) {
        case 0:
          f.session->undo();
          break;
        case 1:
          f.session->redo();
          break;
        default:
          f.add(Box{0, 0, 5, 5}, f.bolt, static_cast<ImageId>(random() % 3 + 1));
      }
      QCOMPARE(model.rowCount(), static_cast<int>(f.steps()));
      const auto done = static_cast<int>(f.session->project().doneSteps());
      QCOMPARE(model.currentRow(), done == 0 ? -1 : model.rowCount() - done);
      int undone = 0;
      for (int row = 0; row < model.rowCount(); ++row) {
        undone += model.index(row).data(HistoryModel::UndoneRole).toBool() ? 1 : 0;
      }
      QCOMPARE(undone, model.rowCount() - done);
    }
  }

  void aStepSaysWhoAndWhere() {
    PanelFixture f;
    HistoryModel model;
    model.setSession(f.session.get());
    f.add(Box{0, 0, 5, 5}, f.bolt, 2);
    const QModelIndex newest = model.index(0);
    QCOMPARE(newest.data().toString(), QString("Draw box"));
    QCOMPARE(newest.data(HistoryModel::WhereRole).toString(), QString("f2.png"));
    QCOMPARE(newest.data(HistoryModel::ImageRole).toLongLong(), qint64{2});
    QCOMPARE(newest.data(HistoryModel::WhoRole).toString(),
             QString::fromStdString(f.session->project().author()));
    QCOMPARE(newest.data(HistoryModel::WhenRole).toString(), QString("just now"));
    QVERIFY(model.index(1).data(HistoryModel::WhereRole).toString().isEmpty());
  }

  void aClickTravelsToTheStateAfterTheStep() {
    PanelFixture f;
    HistoryPanel panel;
    panel.setSession(f.session.get());
    panel.resize(300, 600);
    panel.show();
    std::vector<Document> states;
    for (int i = 0; i < 6; ++i) {
      f.add(Box{i * 10.0, 0, i * 10.0 + 5, 5}, f.bolt);
      states.push_back(f.session->document());
    }
    QSignalSpy image(&panel, &HistoryPanel::imageRequested);
    click(panel, 4);
    QVERIFY(f.session->document() == states[1]);
    QCOMPARE(image.count(), 1);
    QCOMPARE(f.steps(), std::size_t{8});
    click(panel, 1);
    QVERIFY(f.session->document() == states[4]);
    click(panel, 1);
    QVERIFY(f.session->document() == states[4]);
  }

  void timesAreInWords() {
    const QDateTime now(QDate(2026, 11, 25), QTime(15, 0));
    QCOMPARE(timeAgo(now.addSecs(-5), now), QString("just now"));
    QCOMPARE(timeAgo(now.addSecs(-61), now), QString("1 minute ago"));
    QCOMPARE(timeAgo(now.addSecs(-3599), now), QString("59 minutes ago"));
    QCOMPARE(timeAgo(now.addSecs(-2 * 3600), now), QString("2 hours ago"));
    QVERIFY(timeAgo(now.addDays(-1), now).startsWith("yesterday at "));
    QVERIFY(timeAgo(now.addDays(-9), now).contains("16"));
  }

private:
  static void click(HistoryPanel& panel, int row) {
    auto* list = panel.findChild<QListView*>();
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualRect(list->model()->index(row, 0)).center());
  }

  QTemporaryDir settings_;
};

QTEST_MAIN(TestHistoryPanel)
#include "tst_history_panel.moc"
