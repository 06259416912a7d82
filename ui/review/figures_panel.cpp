#include "ui/review/figures_panel.h"

#include "ui/canvas/class_colour.h"
#include "ui/review/class_table_model.h"
#include "ui/review/confusion_matrix_widget.h"
#include "ui/review/coverage_panel.h"
#include "ui/review/rounds_panel.h"
#include "ui/theme/parts.h"
#include "ui/train/curve_chart.h"
#include "ui/train/result_text.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <cmath>

namespace touchstone::ui {

namespace {

/// Returns the names of the rows of a confusion matrix.
QStringList namesOf(const std::vector<std::string>& classes, bool andNothing) {
  QStringList names;
  for (const std::string& name : classes) {
    names.append(QString::fromStdString(name));
  }
  if (andNothing) {
    names.append(FiguresPanel::tr("nothing"));
  }
  return names;
}

}  // namespace

FiguresPanel::FiguresPanel(QWidget* parent) : QWidget(parent) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(theme::wide);
  layout->addWidget(makeMatrix(), 2);
  layout->addWidget(makeTabs(), 1);
}

QWidget* FiguresPanel::makeMatrix() {
  QVBoxLayout* layout = nullptr;
  QFrame* card = makeCard(layout);
  matrix_ = new ConfusionMatrixWidget;
  connect(matrix_, &ConfusionMatrixWidget::cellChosen, this, &FiguresPanel::cellChosen);
  auto* scroll = new QScrollArea;
  scroll->setWidget(matrix_);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->viewport()->setAutoFillBackground(false);
  matrix_->setAutoFillBackground(false);
  caption_ = makeCaption({});
  auto* axes = makeCaption(tr("labelled ↓  predicted →"));
  axes->setWordWrap(false);
  axes->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  auto* head = new QHBoxLayout;
  head->addWidget(makeHeading(tr("Confusion")));
  head->addWidget(axes, 1);
  layout->addLayout(head);
  layout->addWidget(scroll, 1);
  layout->addWidget(caption_);
  return card;
}

QTableView* FiguresPanel::makeTable() {
  classes_ = new ClassTableModel(this);
  auto* table = new QTableView;
  table->setModel(classes_);
  table->setAccessibleName(tr("Precision, recall and F1 of every class"));
  table->setShowGrid(false);
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  table->setTabKeyNavigation(false);
  table->setFrameShape(QFrame::NoFrame);
  table->verticalHeader()->hide();
  table->verticalHeader()->setDefaultSectionSize(3 * theme::grid + theme::tight);
  table->horizontalHeader()->setHighlightSections(false);
  table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  return table;
}

QWidget* FiguresPanel::makeTabs() {
  table_ = makeTable();
  curves_ = new CurveChart({}, {}, 1);
  rounds_ = new RoundsPanel;
  coverage_ = new CoveragePanel;
  connect(rounds_, &RoundsPanel::differenceRequested, this, &FiguresPanel::showDifference);
  connect(rounds_, &RoundsPanel::countsRequested, this, &FiguresPanel::showCounts);
  auto* tabs = new QTabWidget;
  tabs->addTab(table_, tr("Classes"));
  trust_ = makeCaption({});
  auto* curves = new QWidget;
  auto* curvesLayout = new QVBoxLayout(curves);
  curvesLayout->setContentsMargins(0, 0, 0, 0);
  curvesLayout->setSpacing(theme::tight);
  curvesLayout->addWidget(curves_, 1);
  curvesLayout->addWidget(trust_);
  tabs->addTab(curves, tr("Curves"));
  tabs->addTab(rounds_, tr("Rounds"));
  tabs->addTab(coverage_, tr("Coverage"));
  return tabs;
}

void FiguresPanel::setReport(const std::optional<analysis::EvaluationReport>& report,
                             const labeling::Document& document) {
  report_ = report;
  const analysis::EvaluationReport shown = report.value_or(analysis::EvaluationReport{});
  showCounts();
  classes_->setReport(shown);
  table_->horizontalHeader()->setSectionResizeMode(ClassTableModel::Name, QHeaderView::Stretch);
  showCurves(shown, document);
  showTrust(shown);
}

void FiguresPanel::showTrust(const analysis::EvaluationReport& report) {
  const auto percent = [](double share) { return std::lround(100 * share); };
  const auto threshold = report.metrics.calibration.empty()
                             ? std::nullopt
                             : analysis::answerThreshold(judgedAnswers(report), 0.95);
  trust_->setVisible(threshold.has_value());
  if (threshold) {
    trust_->setText(
        tr("From a confidence of %1 % on, %2 % of the answers are right; these are %3 % "
           "of all.")
            .arg(percent(threshold->confidence))
            .arg(percent(threshold->accuracy))
            .arg(percent(threshold->coverage)));
  }
}

void FiguresPanel::showCounts() {
  const analysis::EvaluationReport shown = report_.value_or(analysis::EvaluationReport{});
  const bool counts = !shown.samples.empty();
  matrix_->setMatrix(namesOf(shown.classes, shown.detection.has_value()), shown.metrics.confusion,
                     counts ? ConfusionMatrixWidget::Numbers::Counts
                            : ConfusionMatrixWidget::Numbers::Percentages);
  matrix_->setEnabled(counts || !report_);
  caption_->setText(!report_ ? tr("The figures of a model appear after its training.")
                    : counts ? tr("Click a cell to see its images.")
                             : tr("Percent of the pixels that are labelled so."));
}

void FiguresPanel::showDifference(const analysis::EvaluationComparison& comparison,
                                  const QString& title) {
  const bool nothing = comparison.difference.rows > comparison.classes.size();
  matrix_->setDifference(namesOf(comparison.classes, nothing), comparison.difference);
  matrix_->setEnabled(true);
  caption_->setText(title + QStringLiteral(": ") + tr("how many more or fewer."));
}

void FiguresPanel::showCurves(const analysis::EvaluationReport& report,
                              const labeling::Document& document) {
  std::vector<Curve> curves;
  if (report.detection) {
    curves_->setName(tr("Precision over recall"));
    curves_->setShareAcross(tr("Recall"));
    for (std::size_t k = 0; k < report.classes.size(); ++k) {
      Curve curve{.name = QString::fromStdString(report.classes[k]),
                  .points = {},
                  .colour = colourOf(document, report.classes[k])};
      for (const auto& point : report.detection->perClass[k].curve) {
        curve.points.emplace_back(point.recall, point.precision);
      }
      curves.push_back(std::move(curve));
    }
  } else if (!report.metrics.calibration.empty()) {
    curves_->setName(tr("How often it is right when it is so sure: off by %1 on average")
                         .arg(figureText(report.metrics.calibrationError)));
    curves_->setShareAcross(tr("Confidence"));
    Curve curve{.name = tr("this model"), .points = {}};
    for (const auto& bin : report.metrics.calibration) {
      if (bin.count > 0) {
        curve.points.emplace_back(bin.confidence, bin.accuracy);
      }
    }
    curves = {std::move(curve),
              {.name = tr("exactly right"), .points = {{0, 0}, {1, 1}}, .colour = Qt::gray}};
  } else {
    curves_->setName(report.classes.empty() ? QString() : tr("A segmentation has no curves."));
    curves_->setShareAcross({});
  }
  curves_->setCurves(curves, 1);
}

void FiguresPanel::setRounds(const std::vector<labeling::IterationRecord>& rounds) {
  rounds_->setRounds(rounds);
}

void FiguresPanel::clearChoice() {
  matrix_->clearChoice();
}

}  // namespace touchstone::ui
