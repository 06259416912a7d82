#pragma once

#include "labeling/annotation/image.h"

#include <QCache>
#include <QImage>
#include <QObject>
#include <QThreadPool>

#include <filesystem>
#include <memory>

namespace touchstone::ui {

class ProjectSession;

/// Small pictures of the images: from memory, else from the project's cache folder, else decoded in
/// the background, the most recently asked for first.
class ThumbnailCache : public QObject {
  Q_OBJECT

public:
  static constexpr int side = 128;  ///< pixels of the longer side

  explicit ThumbnailCache(QObject* parent = nullptr);
  ~ThumbnailCache() override;

  void setSession(ProjectSession* session);

  /// Returns the thumbnail, or a null image when it is not at hand yet: `ready` follows.
  [[nodiscard]] QImage thumbnail(labeling::ImageId image);

Q_SIGNALS:
  void ready(qint64 image);

private:
  struct Queue;

  void store(labeling::ImageId image, const QImage& picture, std::uint64_t generation);

  ProjectSession* session_ = nullptr;
  QCache<qint64, QImage> kept_;
  std::shared_ptr<Queue> queue_;
  QThreadPool pool_;
};

}  // namespace touchstone::ui
