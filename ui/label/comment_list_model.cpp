#include "ui/label/comment_list_model.h"

#include "ui/label/history_model.h"
#include "ui/label/label_state.h"
#include "ui/project_session.h"

#include <QFileInfo>
#include <QLocale>

#include <algorithm>

namespace touchstone::ui {

using namespace labeling;

CommentListModel::CommentListModel(LabelState& state, QObject* parent)
    : QAbstractListModel(parent), state_(state) {
  connect(&state_, &LabelState::imageChanged, this, [this] {
    if (!filter_.wholeProject) {
      rebuild();
    }
  });
}

void CommentListModel::setSession(ProjectSession* session) {
  session_ = session;
  if (session_ != nullptr) {
    connect(session_, &ProjectSession::changed, this, [this](const Edit& edit) {
      if (std::any_of(edit.changes.begin(), edit.changes.end(), [](const AnyChange& change) {
            return std::holds_alternative<CommentChange>(change);
          })) {
        rebuild();
      }
    });
  }
  rebuild();
}

void CommentListModel::setFilter(const CommentFilter& filter) {
  if (filter != filter_) {
    filter_ = filter;
    rebuild();
  }
}

int CommentListModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant CommentListModel::data(const QModelIndex& index, int role) const {
  const CommentId id = commentAt(index.row());
  const Comment* comment = session_ == nullptr ? nullptr : session_->document().comment(id);
  if (comment == nullptr) {
    return {};
  }
  switch (role) {
    case Qt::DisplayRole:
      return QString::fromStdString(comment->text);
    case Qt::ToolTipRole:
      return QStringLiteral("%1\n%2").arg(
          QString::fromStdString(comment->text),
          QLocale().toString(QDateTime::fromSecsSinceEpoch(comment->time), QLocale::LongFormat));
    case IdRole:
      return QVariant::fromValue<qint64>(id);
    case ResolvedRole:
      return comment->resolved;
    case AboutRole:
      return aboutText(*comment);
    default:
      return {};
  }
}

CommentId CommentListModel::commentAt(int row) const {
  return row < 0 || row >= rowCount() ? 0 : rows_[static_cast<std::size_t>(row)];
}

int CommentListModel::rowOf(CommentId comment) const {
  const auto found = std::find(rows_.begin(), rows_.end(), comment);
  return found == rows_.end() ? -1 : static_cast<int>(found - rows_.begin());
}

void CommentListModel::rebuild() {
  beginResetModel();
  rows_.clear();
  if (session_ != nullptr) {
    const auto& comments = session_->document().comments();
    for (const auto& [id, comment] : comments) {
      const bool isHere = filter_.wholeProject || comment.image == state_.image();
      if (isHere && (filter_.resolvedToo || !comment.resolved)) {
        rows_.push_back(id);
      }
    }
    std::sort(rows_.begin(), rows_.end(), [&](CommentId a, CommentId b) {
      return std::pair(comments.at(a).resolved, b) < std::pair(comments.at(b).resolved, a);
    });
  }
  endResetModel();
}

QString CommentListModel::aboutText(const Comment& comment) const {
  QStringList parts;
  if (!comment.author.empty()) {
    parts << QString::fromStdString(comment.author);
  }
  parts << timeAgo(QDateTime::fromSecsSinceEpoch(comment.time), QDateTime::currentDateTime());
  const Image* image = session_->document().image(comment.image);
  if (filter_.wholeProject && image != nullptr) {
    parts << QFileInfo(QString::fromStdString(image->path)).fileName();
  }
  if (comment.resolved) {
    parts << tr("resolved");
  }
  return parts.join(QStringLiteral(" · "));
}

}  // namespace touchstone::ui
