#pragma once

#include "labeling/annotation/document.h"

#include <QAbstractListModel>

#include <vector>

namespace touchstone::ui {

class LabelState;
class ProjectSession;

/// Which comments a list shows.
struct CommentFilter {
  bool wholeProject = false;  ///< else those of the image in view
  bool resolvedToo = true;
  bool operator==(const CommentFilter&) const = default;
};

/// The comments of the image in view or of the project: open ones first, newest first.
class CommentListModel : public QAbstractListModel {
  Q_OBJECT

public:
  enum Role { IdRole = Qt::UserRole, ResolvedRole, AboutRole };

  explicit CommentListModel(LabelState& state, QObject* parent = nullptr);
  void setSession(ProjectSession* session);
  void setFilter(const CommentFilter& filter);
  [[nodiscard]] const CommentFilter& filter() const { return filter_; }

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

  [[nodiscard]] labeling::CommentId commentAt(int row) const;
  [[nodiscard]] int rowOf(labeling::CommentId comment) const;

private:
  void rebuild();
  [[nodiscard]] QString aboutText(const labeling::Comment& comment) const;

  LabelState& state_;
  ProjectSession* session_ = nullptr;
  CommentFilter filter_;
  std::vector<labeling::CommentId> rows_;
};

}  // namespace touchstone::ui
