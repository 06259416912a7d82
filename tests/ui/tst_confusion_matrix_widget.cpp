#include "ui/review/class_table_model.h"
#include "ui/review/confusion_matrix_widget.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace touchstone;
using ui::ConfusionMatrixWidget;

namespace {

analysis::Matrix<long> counts() {
  analysis::Matrix<long> matrix(3, 3);
  matrix.values = {10, 2, 0, 1, 8, 1, 0, 3, 9};
  return matrix;
}

}  // namespace

class TestConfusionMatrixWidget : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void aClickChoosesTheCell();
  void theKeyboardReachesEveryCell();
  void aMatrixThatDoesNotFitItsClassesIsNotShown();
  void theClassTableShowsTheFigures();
};

void TestConfusionMatrixWidget::aClickChoosesTheCell() {
  ConfusionMatrixWidget widget;
  widget.resize(400, 400);
  widget.setMatrix({"ant", "bee", "wasp"}, counts());
  QSignalSpy chosen(&widget, &ConfusionMatrixWidget::cellChosen);
  QTest::mouseClick(&widget, Qt::LeftButton, {}, widget.cellRect(2, 1).center());
  QCOMPARE(chosen.count(), 1);
  QCOMPARE(chosen[0][0].toInt(), 2);
  QCOMPARE(chosen[0][1].toInt(), 1);
  QTest::mouseClick(&widget, Qt::LeftButton, {}, QPoint(1, 1));
  QCOMPARE(chosen.count(), 1);
}

void TestConfusionMatrixWidget::theKeyboardReachesEveryCell() {
  ConfusionMatrixWidget widget;
  widget.resize(400, 400);
  widget.setMatrix({"ant", "bee", "wasp"}, counts());
  QSignalSpy chosen(&widget, &ConfusionMatrixWidget::cellChosen);
  for (const auto key :
       {Qt::Key_Down, Qt::Key_Right, Qt::Key_Right, Qt::Key_Right, Qt::Key_Return}) {
    QTest::keyClick(&widget, key);
  }
  QCOMPARE(chosen.count(), 1);
  QCOMPARE(chosen[0][0].toInt(), 1);
  QCOMPARE(chosen[0][1].toInt(), 2);
  QCOMPARE(widget.accessibleDescription(), QString("1 labelled bee, taken for wasp"));
}

void TestConfusionMatrixWidget::aMatrixThatDoesNotFitItsClassesIsNotShown() {
  ConfusionMatrixWidget widget;
  widget.resize(400, 400);
  widget.setMatrix({"ant", "bee"}, counts());
  QSignalSpy chosen(&widget, &ConfusionMatrixWidget::cellChosen);
  QTest::mouseClick(&widget, Qt::LeftButton, {}, QPoint(200, 200));
  QTest::keyClick(&widget, Qt::Key_Return);
  QCOMPARE(chosen.count(), 0);
  QVERIFY(!widget.grab().isNull());
}

void TestConfusionMatrixWidget::theClassTableShowsTheFigures() {
  ui::ClassTableModel model;
  const QAbstractItemModelTester tester(&model);
  analysis::EvaluationReport report;
  report.classes = {"ant", "bee"};
  report.metrics.perClass = {{.precision = 0.5, .recall = 1, .f1 = 0.667, .support = 4},
                             {.precision = 1, .recall = 0.25, .f1 = 0.4, .support = 8}};
  model.setReport(report);
  QCOMPARE(model.rowCount(), 2);
  const auto text = [&](int row, ui::ClassTableModel::Column wanted) {
    const auto& columns = model.columns();
    const auto found = std::find(columns.begin(), columns.end(), wanted);
    const QModelIndex index = model.index(row, static_cast<int>(found - columns.begin()));
    return found != columns.end() ? model.data(index, Qt::DisplayRole).toString() : "no column";
  };
  QCOMPARE(text(0, ui::ClassTableModel::Name), QString("ant"));
  QCOMPARE(text(0, ui::ClassTableModel::F1), QString("0.67"));
  QCOMPARE(text(1, ui::ClassTableModel::Recall), QString("0.25"));
  QCOMPARE(text(1, ui::ClassTableModel::Support), QString("8"));
  QCOMPARE(text(0, ui::ClassTableModel::AveragePrecision), QString("no column"));
  report.detection.emplace();
  report.detection->perClass.resize(2);
  report.detection->perClass[0].numbers.ap50 = 0.9;
  report.detection->perClass[1].threshold = 0.35;
  model.setReport(report);
  QCOMPARE(text(0, ui::ClassTableModel::AveragePrecision), QString("0.90"));
  QCOMPARE(text(1, ui::ClassTableModel::Threshold), QString("0.35"));
  QCOMPARE(text(1, ui::ClassTableModel::Support), QString("8"));
}

QTEST_MAIN(TestConfusionMatrixWidget)
#include "tst_confusion_matrix_widget.moc"
