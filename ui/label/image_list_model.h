#pragma once

#include "ui/label/image_filter.h"

#include <QAbstractListModel>

#include <unordered_map>
#include <vector>

namespace touchstone::ui {

class ProjectSession;
class ThumbnailCache;

/// The images that pass the filter, ordered by path as a person counts ("f2" before "f10"). An
/// image that stops to match stays until the filter is set again: rows do not vanish while working.
class ImageListModel : public QAbstractListModel {
  Q_OBJECT

public:
  enum Role { IdRole = Qt::UserRole, StateRole, SplitRole, ProblemRole, DetailRole };

  explicit ImageListModel(ThumbnailCache& thumbnails, QObject* parent = nullptr);

  void setSession(ProjectSession* session);
  void setFilter(const ImageFilter& filter);
  [[nodiscard]] const ImageFilter& filter() const { return filter_; }

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

  /// Returns the row of an image, or -1.
  [[nodiscard]] int rowOf(labeling::ImageId image) const;
  /// Returns the image of a row, or 0.
  [[nodiscard]] labeling::ImageId imageAt(int row) const;

private:
  void rebuild();
  void follow(const labeling::Edit& edit);
  void announce(labeling::ImageId image);
  [[nodiscard]] QString detailOf(labeling::ImageId image) const;

  ProjectSession* session_ = nullptr;
  ThumbnailCache& thumbnails_;
  ImageFilter filter_;
  std::vector<labeling::ImageId> rows_;
  std::unordered_map<labeling::ImageId, int> rowOfImage_;
};

}  // namespace touchstone::ui
