#pragma once

#include "labeling/annotation/document.h"

#include <QAbstractItemModel>

#include <map>
#include <vector>

namespace touchstone::ui {

class ProjectSession;

/// The classes of the project as a tree of parents and children, with how often each is used and
/// its key.
class ClassTreeModel : public QAbstractItemModel {
  Q_OBJECT

public:
  enum Column { NameColumn, KeyColumn, CountColumn, ColumnCount };
  enum Role { IdRole = Qt::UserRole };

  using QAbstractItemModel::QAbstractItemModel;
  void setSession(ProjectSession* session);

  [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent) const override;
  [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section,
                                    Qt::Orientation orientation,
                                    int role) const override;

  [[nodiscard]] labeling::ClassId classOf(const QModelIndex& index) const;
  /// Returns where the class stands; invalid when there is none.
  [[nodiscard]] QModelIndex indexOf(labeling::ClassId labelClass) const;
  /// Returns the class's siblings, itself among them, in order.
  [[nodiscard]] std::vector<labeling::ClassId> siblingsOf(labeling::ClassId labelClass) const;

private:
  void rebuild();
  void follow(const labeling::Edit& edit);
  [[nodiscard]] const std::vector<labeling::ClassId>& childrenOf(labeling::ClassId parent) const;

  ProjectSession* session_ = nullptr;
  std::map<labeling::ClassId, std::vector<labeling::ClassId>> children_;  ///< 0: of no class
  std::map<labeling::ClassId, labeling::ClassId> parents_;
};

}  // namespace touchstone::ui
