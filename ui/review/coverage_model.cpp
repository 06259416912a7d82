#include "ui/review/coverage_model.h"

#include <algorithm>
#include <cmath>

namespace touchstone::ui {

using analysis::CoverageCell;
using analysis::CoverageGrid;
using analysis::CoverageIssue;

void CoverageModel::setCoverage(const analysis::Coverage& coverage) {
  beginResetModel();
  coverage_ = coverage;
  shown_ = 0;
  endResetModel();
}

void CoverageModel::showGrid(int grid) {
  beginResetModel();
  shown_ = grid;
  endResetModel();
}

const CoverageGrid* CoverageModel::grid() const {
  const auto shown = static_cast<std::size_t>(shown_);
  return shown_ >= 0 && shown < coverage_.grids.size() ? &coverage_.grids[shown] : nullptr;
}

const CoverageCell& CoverageModel::cellAt(int row, int column) const {
  const auto bin = static_cast<std::size_t>(column);
  return row == 0 ? grid()->all[bin] : grid()->cells.row(static_cast<std::size_t>(row - 1))[bin];
}

QString CoverageModel::nameAt(int row, int column) const {
  const std::string& bin = grid()->bins[static_cast<std::size_t>(column)];
  const QString phrase = QString::fromStdString(analysis::phraseOf(grid()->situation, bin));
  return row == 0 ? tr("All %1").arg(phrase)
                  : QString::fromStdString(coverage_.classes[static_cast<std::size_t>(row - 1)]) +
                        QLatin1Char(' ') + phrase;
}

const CoverageIssue* CoverageModel::issueAt(int row, int column) const {
  const auto found = std::find_if(
      coverage_.issues.begin(), coverage_.issues.end(), [&](const CoverageIssue& issue) {
        return issue.situation == grid()->situation &&
               issue.bin == grid()->bins[static_cast<std::size_t>(column)] &&
               (row == 0
                    ? issue.labelClass.empty()
                    : issue.labelClass == coverage_.classes[static_cast<std::size_t>(row - 1)]);
      });
  return found == coverage_.issues.end() ? nullptr : &*found;
}

int CoverageModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() || grid() == nullptr ? 0 : static_cast<int>(coverage_.classes.size()) + 1;
}

int CoverageModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() || grid() == nullptr ? 0 : static_cast<int>(grid()->bins.size());
}

QString CoverageModel::tipAt(int row, int column) const {
  const CoverageCell& cell = cellAt(row, column);
  QString tip = nameAt(row, column) + QLatin1Char('\n') + tr("Labels: %1").arg(cell.samples);
  if (cell.errors && cell.errors->samples > 0) {
    const auto percent = [](double share) { return std::lround(100 * share); };
    tip += QLatin1Char('\n') + tr("Mistakes of the model: %1 % (most probably %2 to %3 %)")
                                   .arg(percent(cell.errors->share))
                                   .arg(percent(cell.errors->low))
                                   .arg(percent(cell.errors->high));
  }
  if (const CoverageIssue* issue = issueAt(row, column); issue != nullptr) {
    tip += QLatin1Char('\n') + QString::fromStdString(issue->message) + QLatin1Char('\n') +
           QString::fromStdString(issue->advice);
  }
  return tip.trimmed();
}

QVariant CoverageModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || grid() == nullptr) {
    return {};
  }
  const CoverageCell& cell = cellAt(index.row(), index.column());
  switch (role) {
    case Qt::DisplayRole:
      return QString::number(cell.samples);
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
      return tipAt(index.row(), index.column());
    case Qt::TextAlignmentRole:
      return QVariant(Qt::AlignCenter);
    case ErrorsRole:
      return cell.errors && cell.errors->samples > 0 ? QVariant(cell.errors->share) : QVariant();
    case GapRole: {
      const CoverageIssue* issue = issueAt(index.row(), index.column());
      return issue != nullptr && issue->kind == analysis::CoverageIssueKind::Gap;
    }
    default:
      return {};
  }
}

QVariant CoverageModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (role != Qt::DisplayRole || grid() == nullptr) {
    return {};
  }
  if (orientation == Qt::Horizontal) {
    return QString::fromStdString(grid()->bins[static_cast<std::size_t>(section)]);
  }
  return section == 0
             ? tr("all")
             : QString::fromStdString(coverage_.classes[static_cast<std::size_t>(section - 1)]);
}

}  // namespace touchstone::ui
