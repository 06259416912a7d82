#include "ui/book/class_tree_model.h"

#include "labeling/classes/class_tree.h"
#include "ui/label/label_edits.h"
#include "ui/label/swatch.h"
#include "ui/project_session.h"

#include <QLocale>

#include <algorithm>

namespace touchstone::ui {

using namespace labeling;

void ClassTreeModel::setSession(ProjectSession* session) {
  session_ = session;
  if (session_ != nullptr) {
    connect(session_, &ProjectSession::changed, this, &ClassTreeModel::follow);
  }
  rebuild();
}

QModelIndex ClassTreeModel::index(int row, int column, const QModelIndex& parent) const {
  const auto& children = childrenOf(classOf(parent));
  if (row < 0 || column < 0 || column >= ColumnCount || row >= static_cast<int>(children.size()) ||
      (parent.isValid() && parent.column() != 0)) {
    return {};
  }
  return createIndex(row, column, static_cast<quintptr>(children[static_cast<std::size_t>(row)]));
}

QModelIndex ClassTreeModel::parent(const QModelIndex& index) const {
  const auto found = parents_.find(classOf(index));
  return found == parents_.end() ? QModelIndex() : indexOf(found->second);
}

int ClassTreeModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() && parent.column() != 0
             ? 0
             : static_cast<int>(childrenOf(classOf(parent)).size());
}

int ClassTreeModel::columnCount(const QModelIndex& /*parent*/) const {
  return ColumnCount;
}

QVariant ClassTreeModel::data(const QModelIndex& index, int role) const {
  const ClassId id = classOf(index);
  const LabelClass* labelClass =
      session_ == nullptr ? nullptr : session_->document().labelClass(id);
  if (labelClass == nullptr) {
    return {};
  }
  if (role == IdRole) {
    return QVariant::fromValue<qint64>(id);
  }
  if (role == Qt::ToolTipRole) {
    return QString::fromStdString(labelClass->definition.empty() ? labelClass->name
                                                                 : labelClass->definition);
  }
  if (role == Qt::TextAlignmentRole && index.column() != NameColumn) {
    return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
  }
  switch (index.column()) {
    case NameColumn:
      return role == Qt::DisplayRole      ? QVariant(QString::fromStdString(labelClass->name))
             : role == Qt::DecorationRole ? QVariant(swatch(labelClass->colour))
                                          : QVariant();
    case KeyColumn:
      return role == Qt::DisplayRole
                 ? QVariant(QString::fromStdString(keyOfClass(session_->document(), id)))
                 : QVariant();
    case CountColumn:
      return role == Qt::DisplayRole ? QVariant(QLocale().toString(static_cast<qulonglong>(
                                           session_->document().countOf(id))))
                                     : QVariant();
    default:
      return {};
  }
}

QVariant ClassTreeModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
    return {};
  }
  switch (section) {
    case NameColumn:
      return tr("Class");
    case KeyColumn:
      return tr("Key");
    default:
      return tr("Objects");
  }
}

ClassId ClassTreeModel::classOf(const QModelIndex& index) const {
  return index.isValid() ? static_cast<ClassId>(index.internalId()) : 0;
}

QModelIndex ClassTreeModel::indexOf(ClassId labelClass) const {
  const std::vector<ClassId> siblings = siblingsOf(labelClass);
  const auto found = std::find(siblings.begin(), siblings.end(), labelClass);
  return found == siblings.end() ? QModelIndex()
                                 : createIndex(static_cast<int>(found - siblings.begin()), 0,
                                               static_cast<quintptr>(labelClass));
}

std::vector<ClassId> ClassTreeModel::siblingsOf(ClassId labelClass) const {
  const auto found = parents_.find(labelClass);
  return found == parents_.end() ? std::vector<ClassId>() : childrenOf(found->second);
}

void ClassTreeModel::rebuild() {
  beginResetModel();
  children_.clear();
  parents_.clear();
  if (session_ != nullptr) {
    std::vector<ClassId> line{0};
    for (const ClassRow& row : classTree(session_->document())) {
      line.resize(static_cast<std::size_t>(row.depth) + 1);
      children_[line.back()].push_back(row.id);
      parents_[row.id] = line.back();
      line.push_back(row.id);
    }
  }
  endResetModel();
}

void ClassTreeModel::follow(const Edit& edit) {
  const bool reshapes = std::any_of(
      edit.changes.begin(), edit.changes.end(),
      [](const AnyChange& change) { return std::holds_alternative<ClassChange>(change); });
  if (reshapes) {
    rebuild();
    return;
  }
  for (const auto& [parent, children] : children_) {
    const QModelIndex above = parent == 0 ? QModelIndex() : indexOf(parent);
    Q_EMIT dataChanged(index(0, CountColumn, above),
                       index(static_cast<int>(children.size()) - 1, CountColumn, above));
  }
}

const std::vector<ClassId>& ClassTreeModel::childrenOf(ClassId parent) const {
  static const std::vector<ClassId> none;
  const auto found = children_.find(parent);
  return found == children_.end() ? none : found->second;
}

}  // namespace touchstone::ui
