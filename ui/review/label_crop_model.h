#pragma once

#include "labeling/annotation/document.h"
#include "ui/review/crop_store.h"

#include <QAbstractListModel>

#include <vector>

namespace touchstone::ui {

class ProjectSession;

/// Small pictures of some labels: objects, or whole images; those that do not exist any more are
/// left out.
class LabelCropModel : public QAbstractListModel {
  Q_OBJECT

public:
  enum Role { IdRole = Qt::UserRole, ImageRole, ClassRole, ColourRole };
  static constexpr int cellSide = 80;  ///< pixels of the square that a picture takes

  explicit LabelCropModel(QObject* parent = nullptr);
  void setSession(ProjectSession* session);
  void setLabels(const std::vector<labeling::AnnotationId>& labels);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
  [[nodiscard]] std::string className(const labeling::Annotation& label) const;
  [[nodiscard]] QImage pictureOf(labeling::AnnotationId label) const;

  ProjectSession* session_ = nullptr;
  mutable CropStore crops_;
  std::vector<labeling::AnnotationId> rows_;
};

}  // namespace touchstone::ui
