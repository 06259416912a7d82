#include "ui/review/coverage_panel.h"

#include "ui/review/coverage_model.h"
#include "ui/theme/parts.h"

#include <QComboBox>
#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace touchstone::ui {

namespace {

/// A number on a ground that is the deeper the more the model errs there; dashed where a class has
/// hardly anything.
class CoverageDelegate : public QStyledItemDelegate {
public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter,
             const QStyleOptionViewItem& option,
             const QModelIndex& index) const override {
    const theme::Colours& c = theme::colours();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF cell = QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5);
    const bool isEmpty = index.data().toString() == QLatin1String("0");
    if (const QVariant errors = index.data(CoverageModel::ErrorsRole); errors.isValid()) {
      QColor ground = c.danger;
      ground.setAlphaF(0.6 * std::sqrt(std::clamp(errors.toDouble(), 0.0, 1.0)));
      painter->setPen(Qt::NoPen);
      painter->setBrush(ground);
      painter->drawRoundedRect(cell, theme::tight, theme::tight);
    }
    painter->setBrush(Qt::NoBrush);
    if (index.data(CoverageModel::GapRole).toBool()) {
      painter->setPen(QPen(c.danger, 1.5, Qt::DashLine));
      painter->drawRoundedRect(cell, theme::tight, theme::tight);
    }
    if (option.state & (QStyle::State_MouseOver | QStyle::State_Selected)) {
      painter->setPen(QPen(c.accent, 1.5));
      painter->drawRoundedRect(cell, theme::tight, theme::tight);
    }
    painter->setPen(isEmpty ? c.muted : c.text);
    painter->drawText(option.rect, Qt::AlignCenter, index.data().toString());
    painter->restore();
  }
};

QTableView* makeTable(CoverageModel* model) {
  auto* table = new QTableView;
  table->setModel(model);
  table->setItemDelegate(new CoverageDelegate(table));
  table->setObjectName(QStringLiteral("coverage"));
  table->setAccessibleName(CoveragePanel::tr("Labels by class and situation"));
  table->setShowGrid(false);
  table->setMouseTracking(true);
  table->setFrameShape(QFrame::NoFrame);
  table->setSelectionMode(QAbstractItemView::SingleSelection);
  table->setTabKeyNavigation(false);
  table->verticalHeader()->setDefaultSectionSize(3 * theme::grid);
  table->verticalHeader()->setSectionsClickable(false);
  table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  table->horizontalHeader()->setSectionsClickable(false);
  table->horizontalHeader()->setMinimumSectionSize(5 * theme::grid);
  return table;
}

}  // namespace

CoveragePanel::CoveragePanel(QWidget* parent)
    : QWidget(parent),
      model_(new CoverageModel(this)),
      situations_(new QComboBox),
      table_(makeTable(model_)),
      note_(makeCaption({})) {
  situations_->setAccessibleName(tr("Situation to show"));
  connect(situations_, &QComboBox::currentIndexChanged, this, &CoveragePanel::showSituation);
  const auto ask = [this](const QModelIndex& index) {
    Q_EMIT labelsRequested(model_->cellAt(index.row(), index.column()).examples,
                           model_->nameAt(index.row(), index.column()));
  };
  connect(table_, &QTableView::clicked, this, ask);
  connect(table_, &QTableView::activated, this, ask);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, theme::tight, 0, 0);
  layout->setSpacing(theme::tight);
  layout->addWidget(situations_);
  layout->addWidget(table_, 1);
  layout->addWidget(note_);
  setCoverage(std::nullopt);
}

void CoveragePanel::setCoverage(const std::optional<analysis::Coverage>& coverage) {
  const analysis::Coverage shown = coverage.value_or(analysis::Coverage{});
  model_->setCoverage(shown);
  fillSituations(shown);
  const bool something = !shown.grids.empty();
  situations_->setVisible(something);
  table_->setVisible(something);
  note_->setText(
      !something ? tr("What the labels cover is looked at in every audit.")
      : shown.errors
          ? tr("Red: the model errs. Dashed: hardly any, though other classes have them.")
          : tr("Dashed: hardly any, though other classes have them."));
}

void CoveragePanel::fillSituations(const analysis::Coverage& coverage) {
  const QSignalBlocker quiet(situations_);
  situations_->clear();
  for (const analysis::CoverageGrid& grid : coverage.grids) {
    const auto issues =
        std::count_if(coverage.issues.begin(), coverage.issues.end(), [&](const auto& issue) {
          return issue.situation == grid.situation &&
                 issue.kind != analysis::CoverageIssueKind::Absent;
        });
    const QString title = QString::fromUtf8(titleOf(grid.situation).data(),
                                            static_cast<qsizetype>(titleOf(grid.situation).size()));
    situations_->addItem(issues > 0 ? tr("%1 (%2)").arg(title).arg(issues) : title);
  }
}

void CoveragePanel::showSituation(int grid) {
  model_->showGrid(grid);
}

}  // namespace touchstone::ui
