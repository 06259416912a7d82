#pragma once

#include "labeling/annotation/document.h"
#include "ui/review/crop_store.h"

#include <QAbstractListModel>

#include <vector>

namespace touchstone::ui {

class ProjectSession;

/// Small pictures of some objects; those that do not exist any more are left out.
class ExampleModel : public QAbstractListModel {
  Q_OBJECT

public:
  enum Role { IdRole = Qt::UserRole, ImageRole };
  static constexpr int cellSide = 80;  ///< pixels of the square that an object takes

  explicit ExampleModel(QObject* parent = nullptr);
  void setSession(ProjectSession* session);
  void setObjects(const std::vector<labeling::AnnotationId>& objects);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
  [[nodiscard]] QImage pictureOf(labeling::AnnotationId object) const;

  ProjectSession* session_ = nullptr;
  mutable CropStore crops_;
  std::vector<labeling::AnnotationId> rows_;
};

}  // namespace touchstone::ui
