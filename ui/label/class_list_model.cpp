#include "ui/label/class_list_model.h"

#include "ui/label/label_edits.h"
#include "ui/label/label_state.h"
#include "ui/label/swatch.h"
#include "ui/project_session.h"

#include <algorithm>

namespace touchstone::ui {

using namespace labeling;

ClassListModel::ClassListModel(LabelState& state, QObject* parent)
    : QAbstractListModel(parent), state_(state) {
  connect(&state_, &LabelState::imageChanged, this, [this] {
    if (!rows_.empty()) {
      Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    }
  });
}

void ClassListModel::setSession(ProjectSession* session) {
  session_ = session;
  if (session_ != nullptr) {
    connect(session_, &ProjectSession::changed, this, &ClassListModel::follow);
  }
  rebuild();
}

int ClassListModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant ClassListModel::data(const QModelIndex& index, int role) const {
  const ClassId id = classAt(index.row());
  const LabelClass* labelClass =
      session_ == nullptr ? nullptr : session_->document().labelClass(id);
  if (labelClass == nullptr) {
    return {};
  }
  const auto uses = uses_.find(id);
  switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
      return QString::fromStdString(labelClass->name);
    case Qt::DecorationRole:
      return swatch(labelClass->colour);
    case Qt::ToolTipRole:
      return labelClass->definition.empty() ? tr("Double-click to rename")
                                            : QString::fromStdString(labelClass->definition);
    case IdRole:
      return QVariant::fromValue<qint64>(id);
    case CountRole:
      return uses == uses_.end() ? 0 : uses->second;
    case KeyRole:
      return QString::fromStdString(keyOfClass(session_->document(), id));
    case TaggedRole:
      return isTagged(id);
    default:
      return {};
  }
}

bool ClassListModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  const ClassId id = classAt(index.row());
  const LabelClass* labelClass =
      session_ == nullptr ? nullptr : session_->document().labelClass(id);
  const std::string name = value.toString().trimmed().toStdString();
  if (role != Qt::EditRole || labelClass == nullptr || name.empty() || name == labelClass->name) {
    return false;
  }
  if (session_->document().findClass(name)) {
    Q_EMIT session_->failed(
        tr("There is a class “%1” already: choose another name.").arg(value.toString().trimmed()));
    return false;
  }
  LabelClass renamed = *labelClass;
  renamed.name = name;
  return session_->perform(changedClass(id, renamed, "Rename class"));
}

Qt::ItemFlags ClassListModel::flags(const QModelIndex& index) const {
  return index.isValid() ? QAbstractListModel::flags(index) | Qt::ItemIsEditable : Qt::NoItemFlags;
}

int ClassListModel::rowOf(ClassId labelClass) const {
  const auto found = std::find(rows_.begin(), rows_.end(), labelClass);
  return found == rows_.end() ? -1 : static_cast<int>(found - rows_.begin());
}

ClassId ClassListModel::classAt(int row) const {
  return row < 0 || row >= rowCount() ? 0 : rows_[static_cast<std::size_t>(row)];
}

void ClassListModel::rebuild() {
  beginResetModel();
  rows_.clear();
  if (session_ != nullptr) {
    for (const auto& [id, labelClass] : session_->document().classes()) {
      rows_.push_back(id);
    }
  }
  countUses();
  endResetModel();
}

void ClassListModel::follow(const Edit& edit) {
  const bool reshapes =
      std::any_of(edit.changes.begin(), edit.changes.end(), [this](const AnyChange& change) {
        const auto* labelClass = std::get_if<ClassChange>(&change);
        return labelClass != nullptr && (!labelClass->value || rowOf(labelClass->id) < 0);
      });
  if (reshapes) {
    rebuild();
  } else if (!rows_.empty()) {
    countUses();
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
  }
}

void ClassListModel::countUses() {
  uses_.clear();
  if (session_ != nullptr) {
    for (const auto& [id, annotation] : session_->document().annotations()) {
      ++uses_[annotation.labelClass];
    }
  }
}

bool ClassListModel::isTagged(ClassId labelClass) const {
  const Document& document = session_->document();
  const auto& ids = document.annotationsOf(state_.image());
  return std::any_of(ids.begin(), ids.end(), [&](AnnotationId id) {
    const Annotation& annotation = *document.annotation(id);
    return annotation.labelClass == labelClass && isImageTag(annotation.shape);
  });
}

}  // namespace touchstone::ui
