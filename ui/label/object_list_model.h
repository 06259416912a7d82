#pragma once

#include "labeling/annotation/document.h"

#include <QAbstractTableModel>

#include <vector>

namespace touchstone::ui {

class LabelState;
class ProjectSession;

/// The objects of the image in view, in the order in which they are drawn, those on top last; all
/// or those of one class. An edit moves only the rows that it touches.
class ObjectListModel : public QAbstractTableModel {
  Q_OBJECT

public:
  enum Column { ObjectColumn, VisibleColumn, LockedColumn, VerifiedColumn, ColumnCount };
  enum Role { IdRole = Qt::UserRole, ShapeIconRole, SizeRole, OnRole };

  explicit ObjectListModel(LabelState& state, QObject* parent = nullptr);
  void setSession(ProjectSession* session);
  /// Shows the objects of that class only; 0 shows all.
  void setClassFilter(labeling::ClassId labelClass);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section,
                                    Qt::Orientation orientation,
                                    int role) const override;

  [[nodiscard]] labeling::AnnotationId objectAt(int row) const;
  /// Returns the row of an object, or -1.
  [[nodiscard]] int rowOf(labeling::AnnotationId object) const;

  /// Switches what a column shows of these objects to the opposite of what `clicked` has: whether
  /// they can be seen, are locked, or are checked.
  void toggle(Column column,
              labeling::AnnotationId clicked,
              const std::vector<labeling::AnnotationId>& objects);

private:
  void rebuild();
  void follow(const labeling::Edit& edit);
  /// Brings the rows to `wanted` by removing and inserting one range.
  void setRows(std::vector<labeling::AnnotationId> wanted);
  [[nodiscard]] std::vector<labeling::AnnotationId> wantedRows() const;
  [[nodiscard]] bool isOn(const labeling::Annotation& object,
                          labeling::AnnotationId id,
                          int column) const;
  [[nodiscard]] QVariant textOf(const labeling::Annotation& object, int column, bool isOn) const;

  LabelState& state_;
  ProjectSession* session_ = nullptr;
  labeling::ClassId filter_ = 0;
  std::vector<labeling::AnnotationId> rows_;
};

}  // namespace touchstone::ui
