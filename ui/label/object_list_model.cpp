#include "ui/label/object_list_model.h"

#include "ui/label/label_state.h"
#include "ui/label/object_edits.h"
#include "ui/label/shape_kind.h"
#include "ui/label/swatch.h"
#include "ui/project_session.h"

#include <algorithm>

namespace touchstone::ui {

using namespace labeling;

ObjectListModel::ObjectListModel(LabelState& state, QObject* parent)
    : QAbstractTableModel(parent), state_(state) {
  connect(&state_, &LabelState::imageChanged, this, &ObjectListModel::rebuild);
  connect(&state_, &LabelState::visibilityChanged, this, [this] {
    if (!rows_.empty()) {
      Q_EMIT dataChanged(index(0, VisibleColumn), index(rowCount() - 1, VisibleColumn));
    }
  });
}

void ObjectListModel::setSession(ProjectSession* session) {
  session_ = session;
  filter_ = 0;
  if (session_ != nullptr) {
    connect(session_, &ProjectSession::changed, this, &ObjectListModel::follow);
  }
  rebuild();
}

void ObjectListModel::setClassFilter(ClassId labelClass) {
  if (labelClass != filter_) {
    filter_ = labelClass;
    rebuild();
  }
}

int ObjectListModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int ObjectListModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant ObjectListModel::data(const QModelIndex& index, int role) const {
  const AnnotationId id = objectAt(index.row());
  const Annotation* object = session_ == nullptr ? nullptr : session_->document().annotation(id);
  if (object == nullptr) {
    return {};
  }
  switch (role) {
    case Qt::DisplayRole:
      return index.column() == ObjectColumn ? textOf(*object, ObjectColumn, false) : QVariant();
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
      return textOf(*object, index.column(), isOn(*object, id, index.column()));
    case Qt::DecorationRole: {
      const LabelClass* labelClass = session_->document().labelClass(object->labelClass);
      return swatch(labelClass == nullptr ? 0x808080U : labelClass->colour);
    }
    case IdRole:
      return QVariant::fromValue<qint64>(id);
    case ShapeIconRole:
      return iconOfShape(object->shape);
    case SizeRole:
      return sizeText(object->shape);
    case OnRole:
      return isOn(*object, id, index.column());
    default:
      return {};
  }
}

QVariant ObjectListModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
    return {};
  }
  switch (section) {
    case ObjectColumn:
      return tr("Object");
    case VisibleColumn:
      return tr("Visible");
    case LockedColumn:
      return tr("Locked");
    case VerifiedColumn:
      return tr("Checked");
    default:
      return {};
  }
}

AnnotationId ObjectListModel::objectAt(int row) const {
  return row < 0 || row >= rowCount() ? 0 : rows_[static_cast<std::size_t>(row)];
}

int ObjectListModel::rowOf(AnnotationId object) const {
  const auto found = std::find(rows_.begin(), rows_.end(), object);
  return found == rows_.end() ? -1 : static_cast<int>(found - rows_.begin());
}

void ObjectListModel::toggle(Column column,
                             AnnotationId clicked,
                             const std::vector<AnnotationId>& objects) {
  const Annotation* first =
      session_ == nullptr ? nullptr : session_->document().annotation(clicked);
  if (first == nullptr || column == ObjectColumn) {
    return;
  }
  const bool wanted = !isOn(*first, clicked, column);
  if (column == VisibleColumn) {
    state_.setHidden(objects, !wanted);
    return;
  }
  const bool locks = column == LockedColumn;
  const std::string step =
      locks ? (wanted ? "Lock" : "Unlock") : (wanted ? "Mark as checked" : "Take back the check");
  session_->perform(withAttributes(
      session_->document(), objects, step,
      [&](Attributes& attributes) { (locks ? attributes.locked : attributes.verified) = wanted; }));
}

void ObjectListModel::rebuild() {
  beginResetModel();
  rows_ = wantedRows();
  endResetModel();
}

void ObjectListModel::follow(const Edit& edit) {
  setRows(wantedRows());
  bool recolours = false;
  for (const AnyChange& change : edit.changes) {
    recolours = recolours || std::holds_alternative<ClassChange>(change);
    const auto* object = std::get_if<AnnotationChange>(&change);
    if (object != nullptr && object->value && object->value->image == state_.image()) {
      if (const int row = rowOf(object->id); row >= 0) {
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
      }
    }
  }
  if (recolours && !rows_.empty()) {
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
  }
}

void ObjectListModel::setRows(std::vector<AnnotationId> wanted) {
  const auto [oldFirst, newFirst] =
      std::mismatch(rows_.begin(), rows_.end(), wanted.begin(), wanted.end());
  const auto [oldLast, newLast] = std::mismatch(rows_.rbegin(), std::reverse_iterator(oldFirst),
                                                wanted.rbegin(), std::reverse_iterator(newFirst));
  const auto first = static_cast<int>(oldFirst - rows_.begin());
  const auto gone = static_cast<int>(oldLast.base() - oldFirst);
  const auto come = static_cast<int>(newLast.base() - newFirst);
  const std::vector<AnnotationId> added(newFirst, newLast.base());
  if (gone > 0) {
    beginRemoveRows({}, first, first + gone - 1);
    rows_.erase(rows_.begin() + first, rows_.begin() + first + gone);
    endRemoveRows();
  }
  if (come > 0) {
    beginInsertRows({}, first, first + come - 1);
    rows_.insert(rows_.begin() + first, added.begin(), added.end());
    endInsertRows();
  }
}

std::vector<AnnotationId> ObjectListModel::wantedRows() const {
  if (session_ == nullptr) {
    return {};
  }
  const Document& document = session_->document();
  std::vector<AnnotationId> rows = document.annotationsOf(state_.image());
  if (filter_ != 0) {
    std::erase_if(rows,
                  [&](AnnotationId id) { return document.annotation(id)->labelClass != filter_; });
  }
  return rows;
}

bool ObjectListModel::isOn(const Annotation& object, AnnotationId id, int column) const {
  switch (column) {
    case VisibleColumn:
      return state_.shows(id, object.labelClass);
    case LockedColumn:
      return object.attributes.locked;
    case VerifiedColumn:
      return object.attributes.verified;
    default:
      return false;
  }
}

QVariant ObjectListModel::textOf(const Annotation& object, int column, bool isOn) const {
  switch (column) {
    case VisibleColumn:
      return isOn ? tr("Can be seen") : tr("Hidden");
    case LockedColumn:
      return isOn ? tr("Locked: the pointer does not touch it") : tr("Not locked");
    case VerifiedColumn:
      return isOn ? tr("Checked") : tr("Not checked");
    default:
      break;
  }
  const LabelClass* labelClass = session_->document().labelClass(object.labelClass);
  QString text = labelClass == nullptr ? tr("no class") : QString::fromStdString(labelClass->name);
  if (object.attributes.difficult) {
    text = tr("%1 · difficult").arg(text);
  }
  return text;
}

}  // namespace touchstone::ui
