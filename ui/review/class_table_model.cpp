#include "ui/review/class_table_model.h"

#include <algorithm>

namespace touchstone::ui {

void ClassTableModel::setReport(const analysis::EvaluationReport& report) {
  beginResetModel();
  classes_ = report.classes;
  metrics_ = report.metrics.perClass;
  detection_ = report.detection ? report.detection->perClass
                                : std::vector<analysis::DetectionFigures::OfClass>{};
  columns_ = report.detection ? std::vector<Column>{Name,      AveragePrecision, Threshold,
                                                    Precision, Recall,           Support}
                              : std::vector<Column>{Name, Precision, Recall, F1, Support};
  endResetModel();
}

int ClassTableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(std::min(classes_.size(), metrics_.size()));
}

int ClassTableModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(columns_.size());
}

QVariant ClassTableModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) {
    return {};
  }
  const Column column = columns_[static_cast<std::size_t>(index.column())];
  if (role == Qt::TextAlignmentRole) {
    return QVariant(Qt::AlignVCenter | (column == Name ? Qt::AlignLeft : Qt::AlignRight));
  }
  if (role != Qt::DisplayRole) {
    return {};
  }
  const auto row = static_cast<std::size_t>(index.row());
  const analysis::ClassMetrics& figures = metrics_[row];
  switch (column) {
    case Name:
      return QString::fromStdString(classes_[row]);
    case AveragePrecision:
      return figures.support > 0 ? QString::number(detection_[row].numbers.ap50, 'f', 2)
                                 : QStringLiteral("–");
    case Threshold:
      return QString::number(detection_[row].threshold, 'f', 2);
    case Precision:
      return QString::number(figures.precision, 'f', 2);
    case Recall:
      return QString::number(figures.recall, 'f', 2);
    case F1:
      return QString::number(figures.f1, 'f', 2);
    case Support:
      return QString::number(figures.support);
  }
  return {};
}

QVariant ClassTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation == Qt::Vertical || section < 0 || section >= columnCount({})) {
    return {};
  }
  const Column column = columns_[static_cast<std::size_t>(section)];
  if (role == Qt::TextAlignmentRole) {
    return QVariant(Qt::AlignVCenter | (column == Name ? Qt::AlignLeft : Qt::AlignRight));
  }
  if (role == Qt::ToolTipRole) {
    const QStringList tips{tr("The class"),
                           tr("Average precision at an overlap of 0.5"),
                           tr("The score from which on its boxes count here: that of the best F1"),
                           tr("Share of what was taken for it that is right"),
                           tr("Share of its samples that were recognised"),
                           tr("Harmonic mean of precision and recall"),
                           tr("Number of its samples")};
    return tips.value(column);
  }
  const QStringList names{tr("Class"),  tr("AP50"), tr("From"), tr("Precision"),
                          tr("Recall"), tr("F1"),   tr("n")};
  return role == Qt::DisplayRole ? QVariant(names.value(column)) : QVariant();
}

}  // namespace touchstone::ui
