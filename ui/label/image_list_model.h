#pragma once

#include "labeling/query/query.h"
#include "ui/engine/latest_job.h"
#include "ui/label/image_order.h"

#include <QAbstractListModel>

#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace touchstone::ui {

class ProjectSession;
class ThumbnailCache;

/// The images that a query asks for, in an order. An image that stops to match stays, and one that
/// should now stand elsewhere too, until query or order are set again: rows do not move while
/// working.
class ImageListModel : public QAbstractListModel {
  Q_OBJECT

public:
  enum Role { IdRole = Qt::UserRole, StateRole, SplitRole, ProblemRole, DetailRole };

  explicit ImageListModel(ThumbnailCache& thumbnails, QObject* parent = nullptr);

  void setSession(ProjectSession* session);
  void setQuery(const labeling::Query& query);
  void setOrder(const ImageOrder& order);
  [[nodiscard]] const ImageOrder& order() const { return order_; }
  /// What a person should know about the query, one sentence each (see QueryMatcher::remarks).
  [[nodiscard]] const std::vector<std::string>& remarks() const { return remarks_; }

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

  /// Returns the images in their order.
  [[nodiscard]] const std::vector<labeling::ImageId>& images() const { return rows_; }
  /// Returns how many of them are labelled or verified.
  [[nodiscard]] int doneCount() const { return done_; }
  /// Returns the row of an image, or -1.
  [[nodiscard]] int rowOf(labeling::ImageId image) const;
  /// Returns the image of a row, or 0.
  [[nodiscard]] labeling::ImageId imageAt(int row) const;

private:
  /// Where an image stands, -1 for nowhere, and whether it counts as done.
  struct Place {
    int row = -1;
    bool isDone = false;
  };

  void rebuild();
  void readDates();
  void countRows();
  void noteDone(labeling::ImageId id, const labeling::Image& image);
  void follow(const labeling::Edit& edit);
  void followNames(const std::unordered_set<labeling::ImageId>& changed);
  void insertMatching(const std::unordered_set<labeling::ImageId>& changed);
  void removeGone(const std::unordered_set<labeling::ImageId>& gone);
  void announce(labeling::ImageId image, const QList<int>& roles);
  [[nodiscard]] std::vector<labeling::Finding> openFindings() const;
  [[nodiscard]] QString detailOf(labeling::ImageId image) const;

  ProjectSession* session_ = nullptr;
  ThumbnailCache& thumbnails_;
  labeling::Query query_;
  ImageOrder order_;
  ImageOrderFacts facts_;
  std::vector<std::string> remarks_;
  std::vector<labeling::ImageId> byName_;  ///< all images of the project
  std::vector<labeling::ImageId> rows_;
  std::vector<Place> places_;  ///< by image: ids are given one after the other
  int done_ = 0;
  LatestJob dates_;
};

}  // namespace touchstone::ui
