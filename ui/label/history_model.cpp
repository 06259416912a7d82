#include "ui/label/history_model.h"

#include "ui/project_session.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace touchstone::ui {

using namespace labeling;

namespace {

QString translated(const char* text) {
  return QCoreApplication::translate("HistoryModel", text);
}

QString whereOf(const Document& document, const HistoryEntry& step) {
  const Image* image = document.image(step.image);
  if (step.images == 0 || image == nullptr) {
    return {};
  }
  const QString path = QString::fromStdString(image->path);
  return step.images == 1 ? path : translated("%1 and %2 more").arg(path).arg(step.images - 1);
}

}  // namespace

void HistoryModel::setSession(ProjectSession* session) {
  beginResetModel();
  session_ = session;
  rows_ = 0;
  done_ = 0;
  if (session_ != nullptr) {
    connect(session_, &ProjectSession::changed, this, &HistoryModel::follow);
    rows_ = static_cast<int>(session_->project().steps().size());
    done_ = static_cast<int>(session_->project().doneSteps());
  }
  endResetModel();
}

int HistoryModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : rows_;
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const {
  if (session_ == nullptr || !index.isValid() || index.row() >= rows_ ||
      stepOf(index.row()) >= session_->project().steps().size()) {
    return {};
  }
  const HistoryEntry& step = session_->project().steps()[stepOf(index.row())];
  const QDateTime time = QDateTime::fromSecsSinceEpoch(step.time);
  switch (role) {
    case Qt::DisplayRole:
      return QString::fromStdString(step.name);
    case Qt::ToolTipRole:
      return QStringLiteral("%1\n%2\n%3")
          .arg(QString::fromStdString(step.name), QLocale().toString(time, QLocale::LongFormat),
               QString::fromStdString(step.author));
    case UndoneRole:
      return index.row() < rows_ - done_;
    case CurrentRole:
      return index.row() == currentRow();
    case WhenRole:
      return timeAgo(time, QDateTime::currentDateTime());
    case WhoRole:
      return QString::fromStdString(step.author);
    case WhereRole:
      return whereOf(session_->document(), step);
    case ImageRole:
      return QVariant::fromValue<qint64>(
          session_->document().image(step.image) == nullptr ? 0 : step.image);
    default:
      return {};
  }
}

int HistoryModel::stepsTo(int row) const {
  return row - (rows_ - done_);
}

int HistoryModel::currentRow() const {
  return done_ == 0 ? -1 : rows_ - done_;
}

void HistoryModel::refreshTimes() {
  if (rows_ > 0) {
    Q_EMIT dataChanged(index(0), index(rows_ - 1), {WhenRole});
  }
}

void HistoryModel::follow() {
  const auto rows = static_cast<int>(session_->project().steps().size());
  const auto done = static_cast<int>(session_->project().doneSteps());
  // A new step takes the place of those that were undone.
  const int kept = rows == rows_ ? rows_ : std::min(done_, rows);
  if (rows_ > kept) {
    beginRemoveRows({}, 0, rows_ - kept - 1);
    rows_ = kept;
    done_ = std::min(done_, rows_);
    endRemoveRows();
  }
  if (rows > rows_) {
    beginInsertRows({}, 0, rows - rows_ - 1);
    rows_ = rows;
    done_ = done;
    endInsertRows();
  }
  done_ = done;
  if (rows_ > 0) {
    Q_EMIT dataChanged(index(0), index(rows_ - 1));
  }
}

std::size_t HistoryModel::stepOf(int row) const {
  return static_cast<std::size_t>(rows_ - 1 - row);
}

QString timeAgo(const QDateTime& time, const QDateTime& now) {
  constexpr qint64 minute = 60;
  constexpr qint64 hour = 60 * minute;
  const qint64 seconds = time.secsTo(now);
  if (seconds < minute) {
    return translated("just now");
  }
  if (seconds < hour) {
    return seconds < 2 * minute ? translated("1 minute ago")
                                : translated("%1 minutes ago").arg(seconds / minute);
  }
  if (time.date() == now.date()) {
    return seconds < 2 * hour ? translated("1 hour ago")
                              : translated("%1 hours ago").arg(seconds / hour);
  }
  const QString clock = QLocale().toString(time.time(), QLocale::ShortFormat);
  if (time.date().daysTo(now.date()) == 1) {
    return translated("yesterday at %1").arg(clock);
  }
  return QStringLiteral("%1 %2").arg(QLocale().toString(time.date(), QLocale::ShortFormat), clock);
}

}  // namespace touchstone::ui
