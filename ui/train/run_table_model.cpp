#include "ui/train/run_table_model.h"

#include "labeling/project/main_figure.h"
#include "ui/theme/theme.h"
#include "ui/train/duration_text.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>

namespace touchstone::ui {

namespace {

QString figure(const labeling::RunRecord& run, const std::string& name) {
  const auto found = run.metrics.find(name);
  return found == run.metrics.end() ? QString() : QString::number(found->second, 'f', 3);
}

/// Returns the figure, with its name where it is not the accuracy that the column is called after.
QString mainFigureOf(const labeling::RunRecord& run) {
  const auto main = labeling::mainFigure(run.metrics);
  const QString value = main ? figure(run, main->name) : QString();
  return !main || main->name == "accuracy"
             ? value
             : QString::fromStdString(titleOf(*main)) + QLatin1Char(' ') + value;
}

QString imagesOf(const labeling::RunRecord& run) {
  const QJsonObject request =
      QJsonDocument::fromJson(QByteArray::fromStdString(run.request)).object();
  const int images = request.value("images").toInt();
  return images > 0 ? QString::number(images) : QString();
}

QString stateText(const std::string& state) {
  if (state == "running") {
    return RunTableModel::tr("Running");
  }
  if (state == "done") {
    return RunTableModel::tr("Done");
  }
  return state == "cancelled" ? RunTableModel::tr("Cancelled") : RunTableModel::tr("Failed");
}

QString textOf(const labeling::RunRecord& run, int column) {
  switch (column) {
    case RunTableModel::Run:
      return QString::fromStdString(run.name);
    case RunTableModel::When:
      return QLocale().toString(QDateTime::fromSecsSinceEpoch(run.started), QLocale::ShortFormat);
    case RunTableModel::Model:
      return QString::fromStdString(run.model);
    case RunTableModel::Images:
      return imagesOf(run);
    case RunTableModel::Accuracy:
      return mainFigureOf(run);
    case RunTableModel::Loss:
      return figure(run, "loss");
    case RunTableModel::Duration:
      return run.seconds > 0 ? durationText(run.seconds) : QString();
    default:
      return stateText(run.state);
  }
}

bool isNumber(int column) {
  return column == RunTableModel::Images || column == RunTableModel::Accuracy ||
         column == RunTableModel::Loss || column == RunTableModel::Duration;
}

}  // namespace

void RunTableModel::setRuns(std::vector<labeling::RunRecord> runs) {
  beginResetModel();
  std::reverse(runs.begin(), runs.end());
  runs_ = std::move(runs);
  endResetModel();
}

const labeling::RunRecord& RunTableModel::runAt(int row) const {
  return runs_.at(static_cast<std::size_t>(row));
}

int RunTableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(runs_.size());
}

int RunTableModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunTableModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) {
    return {};
  }
  const labeling::RunRecord& run = runAt(index.row());
  if (role == Qt::DisplayRole) {
    return textOf(run, index.column());
  }
  if (role == Qt::TextAlignmentRole) {
    return QVariant(Qt::AlignVCenter | (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
  }
  if (role == Qt::ForegroundRole && index.column() == State) {
    const theme::Colours& c = theme::colours();
    return run.state == "failed" ? c.danger : run.state == "done" ? c.success : c.muted;
  }
  return {};
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation == Qt::Vertical) {
    return {};
  }
  if (role == Qt::TextAlignmentRole) {
    return QVariant(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
  }
  if (role != Qt::DisplayRole) {
    return {};
  }
  const QStringList names{tr("Run"),      tr("When"), tr("Model"), tr("Images"),
                          tr("Accuracy"), tr("Loss"), tr("Time"),  tr("State")};
  return names.value(section);
}

}  // namespace touchstone::ui
