#include "ui/review/figures_panel.h"

#include "labeling/project/main_figure.h"
#include "ui/canvas/class_colour.h"
#include "ui/review/class_table_model.h"
#include "ui/review/confusion_matrix_widget.h"
#include "ui/theme/parts.h"
#include "ui/train/curve_chart.h"
#include "ui/train/result_text.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace touchstone::ui {

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
  rounds_ = new CurveChart(tr("Accuracy after every round"), tr("Round"), 1);
  rounds_->setAccessibleName(tr("Accuracy after every round of training"));
  auto* tabs = new QTabWidget;
  tabs->addTab(table_, tr("Classes"));
  tabs->addTab(curves_, tr("Curves"));
  tabs->addTab(rounds_, tr("Rounds"));
  return tabs;
}

void FiguresPanel::setReport(const std::optional<analysis::EvaluationReport>& report,
                             const labeling::Document& document) {
  const analysis::EvaluationReport shown = report.value_or(analysis::EvaluationReport{});
  QStringList names;
  for (const std::string& name : shown.classes) {
    names.append(QString::fromStdString(name));
  }
  if (shown.detection) {
    names.append(tr("nothing"));
  }
  matrix_->setMatrix(names, shown.metrics.confusion);
  const bool counts = !shown.samples.empty();
  matrix_->setEnabled(counts || !report);
  classes_->setReport(shown);
  table_->horizontalHeader()->setSectionResizeMode(ClassTableModel::Name, QHeaderView::Stretch);
  showCurves(shown, document);
  caption_->setText(!report  ? tr("The figures of a model appear after its training.")
                    : counts ? tr("Click a cell to see its images.")
                             : tr("Counted are pixels."));
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

void FiguresPanel::setIterations(const std::vector<labeling::IterationRecord>& iterations) {
  const auto figure =
      iterations.empty() ? std::nullopt : labeling::mainFigure(iterations.back().metrics);
  Curve rounds{.name = figure ? QString::fromStdString(titleOf(*figure)) : QString(), .points = {}};
  for (const labeling::IterationRecord& iteration : iterations) {
    const auto found = figure ? iteration.metrics.find(figure->name) : iteration.metrics.end();
    if (found != iteration.metrics.end()) {
      rounds.points.emplace_back(static_cast<double>(iteration.number), found->second);
    }
  }
  double lowest = 1;
  for (const QPointF& point : rounds.points) {
    lowest = std::min(lowest, point.y());
  }
  rounds_->setFloor(std::max(0.0, std::floor(10 * (lowest - 0.02)) / 10));
  if (figure) {
    rounds_->setName(tr("%1 after every round").arg(rounds.name));
  }
  rounds_->setCurves({rounds}, 0);
}

void FiguresPanel::clearChoice() {
  matrix_->clearChoice();
}

}  // namespace touchstone::ui
