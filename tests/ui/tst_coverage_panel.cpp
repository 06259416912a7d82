#include "analysis/report/stored_audit.h"
#include "review_project.h"
#include "ui/review/coverage_model.h"
#include "ui/review/review_workspace.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QTableView>
#include <QTest>

using namespace touchstone;

namespace {

/// Review on a project whose last audit looked at the light and the distance: in dim light there is
/// one ant, which the model takes for something else, and no bee.
struct Covered {
  ReviewProject project;
  ui::ReviewWorkspace workspace;

  Covered() {
    analysis::Coverage coverage;
    coverage.classes = {"ants", "bees"};
    coverage.errors = analysis::MeasuredShare{.share = 0.2, .samples = 6, .low = 0, .high = 0.6};
    coverage.grids = {light(), distance()};
    analysis::CoverageIssue gap;
    gap.situation = analysis::Situation::Brightness;
    gap.bin = "dim";
    gap.labelClass = "bees";
    gap.message = "No bees in dim light.";
    gap.advice = "Collect about 3.";
    coverage.issues = {gap};
    analysis::AuditReport report;
    report.findings = {project.error("ants/1.png", "bees", 0.1)};
    report.coverage = coverage;
    if (const auto stored = storeAudit(project.session->project(), report); !stored) {
      qFatal("%s", stored.error().message.c_str());
    }
    workspace.resize(1200, 800);
    workspace.setSession(project.session.get());
    workspace.show();
  }
  ~Covered() { workspace.setSession(nullptr); }

  [[nodiscard]] analysis::CoverageCell cell(const std::vector<std::string>& images) const {
    analysis::CoverageCell made;
    made.samples = static_cast<long>(images.size());
    for (const std::string& image : images) {
      made.examples.push_back({project.image(image), project.label(image)});
    }
    return made;
  }

  [[nodiscard]] analysis::CoverageGrid light() const {
    analysis::CoverageGrid grid;
    grid.bins = {"dim", "bright"};
    grid.cells = analysis::Matrix<analysis::CoverageCell>(2, 2);
    grid.cells(0, 0) = cell({"ants/1.png"});
    grid.cells(0, 0).errors =
        analysis::MeasuredShare{.share = 1, .samples = 1, .low = 0.2, .high = 1};
    grid.cells(0, 1) = cell({"ants/2.png", "ants/3.png"});
    grid.cells(1, 1) = cell({"bees/4.png", "bees/5.png", "bees/6.png"});
    grid.all = {cell({"ants/1.png"}), cell({"ants/2.png", "bees/4.png"})};
    return grid;
  }

  [[nodiscard]] analysis::CoverageGrid distance() const {
    analysis::CoverageGrid grid = light();
    grid.situation = analysis::Situation::Distance;
    grid.bins = {"near", "far"};
    return grid;
  }

  [[nodiscard]] QTableView* table() const { return workspace.findChild<QTableView*>("coverage"); }
  [[nodiscard]] auto* model() const { return static_cast<ui::CoverageModel*>(table()->model()); }
};

}  // namespace

class TestCoveragePanel : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void countsAreByClassAndBin() {
    const Covered covered;
    const auto* model = covered.model();
    const QAbstractItemModelTester tester(covered.model());
    QCOMPARE(model->rowCount(), 3);
    QCOMPARE(model->headerData(0, Qt::Vertical, Qt::DisplayRole).toString(), QStringLiteral("all"));
    QCOMPARE(model->headerData(2, Qt::Vertical, Qt::DisplayRole).toString(),
             QStringLiteral("bees"));
    QCOMPARE(model->headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(),
             QStringLiteral("bright"));
    QCOMPARE(model->index(2, 1).data().toString(), QStringLiteral("3"));
    QCOMPARE(model->index(2, 0).data().toString(), QStringLiteral("0"));
  }

  void gapsAndMistakesAreMarked() {
    const Covered covered;
    const auto* model = covered.model();
    QVERIFY(model->index(2, 0).data(ui::CoverageModel::GapRole).toBool());
    QVERIFY(!model->index(1, 0).data(ui::CoverageModel::GapRole).toBool());
    QVERIFY(model->index(2, 0).data(Qt::ToolTipRole).toString().contains("Collect about 3."));
    QCOMPARE(model->index(1, 0).data(ui::CoverageModel::ErrorsRole).toDouble(), 1.0);
    QVERIFY(!model->index(1, 1).data(ui::CoverageModel::ErrorsRole).isValid());
    QVERIFY(model->index(1, 0).data(Qt::ToolTipRole).toString().contains("100 %"));
  }

  void anotherSituationIsShown() {
    const Covered covered;
    QComboBox* situations = nullptr;
    for (auto* box : covered.workspace.findChildren<QComboBox*>()) {
      situations = box->accessibleName() == QLatin1String("Situation to show") ? box : situations;
    }
    QVERIFY(situations != nullptr);
    QCOMPARE(situations->count(), 2);
    QVERIFY(situations->itemText(0).endsWith("(1)"));  // what is missing there
    situations->setCurrentIndex(1);
    QCOMPARE(covered.model()->headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(),
             QStringLiteral("near"));
    QVERIFY(!covered.model()->index(2, 0).data(ui::CoverageModel::GapRole).toBool());
  }

  void aCellLeadsToItsPictures() {
    Covered covered;
    Q_EMIT covered.table()->clicked(covered.model()->index(1, 0));
    QVERIFY(covered.workspace.queue().showsSelection());
    QCOMPARE(covered.workspace.queue().open().size(), std::size_t{1});
    // The audit doubts the label, and so does the question.
    QCOMPARE(covered.workspace.queue().current()->kind, labeling::FindingKind::LabelError);
    Q_EMIT covered.table()->clicked(covered.model()->index(2, 1));
    QCOMPARE(covered.workspace.queue().open().size(), std::size_t{3});
    QCOMPARE(covered.workspace.queue().current()->given, std::string("bees"));
    QCOMPARE(covered.workspace.queue().current()->kind, labeling::FindingKind::CoverageGap);
  }

  void withoutAnAuditNothingIsShown() {
    ReviewProject project;
    ui::ReviewWorkspace workspace;
    workspace.setSession(project.session.get());
    const auto* table = workspace.findChild<QTableView*>("coverage");
    QCOMPARE(table->model()->rowCount(), 0);
    QCOMPARE(table->model()->columnCount(), 0);
    workspace.setSession(nullptr);
  }
};

QTEST_MAIN(TestCoveragePanel)
#include "tst_coverage_panel.moc"
