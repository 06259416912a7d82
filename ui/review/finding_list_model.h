#pragma once

#include "ui/review/crop_store.h"

#include <QAbstractListModel>
#include <QHash>
#include <QPointer>

namespace touchstone::ui {

class ProjectSession;
class ReviewQueue;

/// The gallery: one row a finding of the queue, with its crop as decoration.
class FindingListModel : public QAbstractListModel {
  Q_OBJECT

public:
  enum Role { GivenRole = Qt::UserRole + 1, SuggestedRole, GivenColourRole, SuggestedColourRole };

  explicit FindingListModel(ReviewQueue& queue, QObject* parent = nullptr);

  void setSession(ProjectSession* session);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
  void reload();
  [[nodiscard]] QImage cropOf(int row) const;

  ReviewQueue& queue_;
  QPointer<ProjectSession> session_;
  mutable CropStore crops_;
  int rows_ = 0;
};

}  // namespace touchstone::ui
