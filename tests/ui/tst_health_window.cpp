#include "labeling/query/query.h"
#include "project_in_folder.h"
#include "ui/label/health_bars.h"
#include "ui/label/health_cells.h"
#include "ui/label/health_window.h"
#include "ui/label/label_edits.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QtTest>

using namespace touchstone::labeling;
using namespace touchstone::ui;

/// Looks at the figures of a small project and chooses some of them.
class TestHealthWindow : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { theme::apply(*qApp, theme::Appearance::Light); }

  void init() {
    folder_ = std::make_unique<ProjectInFolder>(4);
    session_ = folder_->open();
    bolt_ = addClass(*session_, "bolt");
    nut_ = addClass(*session_, "hex nut");
    window_ = std::make_unique<HealthWindow>([this] { return listQuery_; });
  }

  void cleanup() {
    window_->setSession(nullptr);
    window_.reset();
    session_.reset();
    listQuery_.clear();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
  }

  void everyChosenBarListsItsImages() {
    drawBoxes();
    open();
    for (HealthBars* bars : window_->findChildren<HealthBars*>()) {
      QSignalSpy chosen(bars, &HealthBars::chosen);
      for (int row = 0; row < bars->bars().size(); ++row) {
        QTest::mouseClick(bars, Qt::LeftButton, {}, bars->rowRect(row).center());
        QCOMPARE(chosen.count(), row + 1);
        const ParsedQuery parsed = parseQuery(chosen.last().front().toString().toStdString());
        QVERIFY2(!parsed.problem, chosen.last().front().toString().toUtf8().constData());
      }
    }
  }

  void barsAndCellsAreReachedByKeys() {
    drawBoxes();
    open();
    QSignalSpy chosen(window_.get(), &HealthWindow::queryRequested);
    auto* bars = barsNamed("Labels of each class");
    QVERIFY(bars != nullptr);
    QCOMPARE(bars->bars().size(), 2);
    QTest::keyClick(bars, Qt::Key_Down);
    QTest::keyClick(bars, Qt::Key_Return);
    QCOMPARE(chosen.last().front().toString(), QString("-state:excluded class:\"hex nut\""));
    QVERIFY(bars->accessibleDescription().startsWith("hex nut: 1 label (25.0 %) in 1 image"));

    auto* cells = cellsNamed("Classes that stand together");
    QVERIFY(cells != nullptr);
    QTest::keyClick(cells, Qt::Key_Right);
    QTest::keyClick(cells, Qt::Key_Space);
    QCOMPARE(chosen.last().front().toString(),
             QString("-state:excluded class:bolt class:\"hex nut\""));
    QCOMPARE(cells->table().counts(0, 1), 1L);
    QTest::mouseClick(cells, Qt::LeftButton, {}, cells->cellRect(0, 0).center());
    QCOMPARE(chosen.last().front().toString(), QString("-state:excluded class:bolt"));
  }

  void onlyTheChosenImagesAreCounted() {
    drawBoxes();
    listQuery_ = "f1 or f2";
    open();
    auto* scope = window_->findChild<QComboBox*>();
    QCOMPARE(barsNamed("Splits")->bars().last().figure, QString("4"));
    scope->setCurrentIndex(2);
    Q_EMIT scope->activated(2);
    const ChartBar bar = barsNamed("Splits")->bars().last();
    QCOMPARE(bar.figure, QString("2"));
    QCOMPARE(bar.query, QString("(f1 or f2) split:unassigned"));
  }

  void figuresFollowTheLabels() {
    open();
    QCOMPARE(barsNamed("Missing and empty")->bars().first().figure, QString("4"));
    drawBoxes();
    QTRY_COMPARE(barsNamed("Missing and empty")->bars().first().figure, QString("2"));
  }

  void objectsAreMeasuredForOneClass() {
    drawBoxes();
    open();
    auto* classes = window_->findChildren<QComboBox*>().last();
    const auto measured = [this] {
      int objects = 0;
      for (const ChartBar& bar : barsNamed("Sizes of the objects")->bars()) {
        objects += bar.figure.toInt();
      }
      return objects;
    };
    QCOMPARE(measured(), 4);
    classes->setCurrentIndex(2);
    Q_EMIT classes->activated(2);
    QCOMPARE(measured(), 1);
  }

  void imagesWithTagsOnlyShowNoObjects() {
    const ImageId image = session_->document().images().begin()->first;
    session_->perform(toggledTag(session_->document(), image, bolt_,
                                 [this] { return session_->project().newAnnotationId(); }));
    open();
    QVERIFY(!barsNamed("Sizes of the objects")->isVisible());
    QVERIFY(barsNamed("Labels of each class")->isVisible());
    QCOMPARE(barsNamed("Labels of each class")->bars().first().figure, QString("1"));
  }

  void aProjectWithoutAnythingIsShown() {
    session_->undo();
    session_->undo();
    open();
    QVERIFY(barsNamed("Labels of each class")->bars().isEmpty());
  }

private:
  void open() {
    window_->setSession(session_.get());
    window_->show();
    QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
  }

  /// Two bolts and a nut on the first image, a bolt on the second.
  void drawBoxes() {
    auto image = session_->document().images().begin();
    const ImageId first = image->first;
    const ImageId second = (++image)->first;
    draw(first, bolt_, {0, 0, 20, 20});
    draw(first, bolt_, {50, 10, 180, 90});
    draw(first, nut_, {100, 50, 140, 90});
    draw(second, bolt_, {10, 10, 30, 90});
  }

  void draw(ImageId image, ClassId labelClass, const Box& box) {
    Annotation object;
    object.image = image;
    object.labelClass = labelClass;
    object.shape = box;
    Edit edit{.name = "Draw",
              .gesture = 0,
              .changes = {AnnotationChange{session_->project().newAnnotationId(), object}}};
    QVERIFY(session_->perform(withImageStates(session_->document(), std::move(edit))));
  }

  [[nodiscard]] HealthBars* barsNamed(const QString& name) const {
    for (HealthBars* bars : window_->findChildren<HealthBars*>()) {
      if (bars->accessibleName().startsWith(name + ':')) {
        return bars;
      }
    }
    return nullptr;
  }
  [[nodiscard]] HealthCells* cellsNamed(const QString& name) const {
    for (HealthCells* cells : window_->findChildren<HealthCells*>()) {
      if (cells->accessibleName().startsWith(name + ':')) {
        return cells;
      }
    }
    return nullptr;
  }

  std::unique_ptr<ProjectInFolder> folder_;
  std::unique_ptr<ProjectSession> session_;
  std::unique_ptr<HealthWindow> window_;
  QString listQuery_;
  ClassId bolt_ = 0;
  ClassId nut_ = 0;
};

QTEST_MAIN(TestHealthWindow)
#include "tst_health_window.moc"
