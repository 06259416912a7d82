#pragma once

#include "labeling/annotation/document.h"
#include "labeling/classes/class_tree.h"

#include <QAbstractListModel>

#include <vector>

namespace touchstone::ui {

class LabelState;
class ProjectSession;

/// The classes in order, children below their parents, with how often each is used, and whether the
/// image in view is tagged with it. Names are edited in place.
class ClassListModel : public QAbstractListModel {
  Q_OBJECT

public:
  enum Role { IdRole = Qt::UserRole, CountRole, KeyRole, TaggedRole, DepthRole, HiddenRole };

  explicit ClassListModel(LabelState& state, QObject* parent = nullptr);
  void setSession(ProjectSession* session);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

  [[nodiscard]] int rowOf(labeling::ClassId labelClass) const;
  [[nodiscard]] labeling::ClassId classAt(int row) const;

private:
  void rebuild();
  void announceAll();
  void follow(const labeling::Edit& edit);
  [[nodiscard]] bool isTagged(labeling::ClassId labelClass) const;

  LabelState& state_;
  ProjectSession* session_ = nullptr;
  std::vector<labeling::ClassRow> rows_;
};

}  // namespace touchstone::ui
