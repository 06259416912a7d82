#include "ui/label/class_list_model.h"

#include "labeling/classes/class_edits.h"
#include "ui/label/label_edits.h"
#include "ui/label/label_state.h"
#include "ui/label/swatch.h"
#include "ui/project_session.h"

#include <algorithm>

namespace touchstone::ui {

using namespace labeling;

ClassListModel::ClassListModel(LabelState& state, QObject* parent)
    : QAbstractListModel(parent), state_(state) {
  for (const auto signal : {&LabelState::visibilityChanged, &LabelState::currentClassChanged}) {
    connect(&state_, signal, this, &ClassListModel::announceAll);
  }
  connect(&state_, &LabelState::imageChanged, this, &ClassListModel::announceAll);
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
      return static_cast<int>(session_->document().countOf(id));
    case KeyRole:
      return QString::fromStdString(keyOfClass(session_->document(), id));
    case TaggedRole:
      return isTagged(id);
    case DepthRole:
      return rows_[static_cast<std::size_t>(index.row())].depth;
    case HiddenRole:
      return state_.isClassHidden(id);
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
  return session_->perform(renameClass(session_->document(), id, name).edit);
}

Qt::ItemFlags ClassListModel::flags(const QModelIndex& index) const {
  return index.isValid() ? QAbstractListModel::flags(index) | Qt::ItemIsEditable : Qt::NoItemFlags;
}

int ClassListModel::rowOf(ClassId labelClass) const {
  const auto found = std::find_if(rows_.begin(), rows_.end(), [labelClass](const ClassRow& row) {
    return row.id == labelClass;
  });
  return found == rows_.end() ? -1 : static_cast<int>(found - rows_.begin());
}

ClassId ClassListModel::classAt(int row) const {
  return row < 0 || row >= rowCount() ? 0 : rows_[static_cast<std::size_t>(row)].id;
}

void ClassListModel::rebuild() {
  beginResetModel();
  rows_ = session_ == nullptr ? std::vector<ClassRow>() : classTree(session_->document());
  endResetModel();
}

void ClassListModel::follow(const Edit& edit) {
  const bool changesClasses = std::any_of(
      edit.changes.begin(), edit.changes.end(),
      [](const AnyChange& change) { return std::holds_alternative<ClassChange>(change); });
  if (changesClasses && classTree(session_->document()) != rows_) {
    rebuild();
  } else {
    announceAll();
  }
}

void ClassListModel::announceAll() {
  if (!rows_.empty()) {
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
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
