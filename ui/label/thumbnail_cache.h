#pragma once

#include "labeling/annotation/image.h"

#include <QCache>
#include <QImage>
#include <QObject>
#include <QThreadPool>

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace touchstone::ui {

class ProjectSession;

/// Small pictures of the images: from memory, else from the project's cache folder, else decoded in
/// the background, the most recently asked for first unless `prefer` says otherwise.
class ThumbnailCache : public QObject {
  Q_OBJECT

public:
  static constexpr int side = 192;  ///< pixels of the longer side

  explicit ThumbnailCache(QObject* parent = nullptr);
  ~ThumbnailCache() override;

  void setSession(ProjectSession* session);

  /// Returns the thumbnail, or a null image when it is not at hand yet: `ready` follows.
  [[nodiscard]] QImage thumbnail(labeling::ImageId image);

  /// Fetches the thumbnails of these images, the first one first, and none of those that were
  /// asked for before and did not come yet.
  void prefer(const std::vector<labeling::ImageId>& images);

Q_SIGNALS:
  void ready(qint64 image);

private:
  struct Queue;
  struct Wanted;

  [[nodiscard]] std::optional<Wanted> wantedFor(labeling::ImageId image) const;
  void startWorkers();
  void store(labeling::ImageId image, const QImage& picture, std::uint64_t generation);

  ProjectSession* session_ = nullptr;
  QString folder_;  ///< in which thumbnails are kept; empty for nowhere
  QCache<qint64, QImage> kept_;
  std::shared_ptr<Queue> queue_;
  QThreadPool pool_;
};

}  // namespace touchstone::ui
