#pragma once

#include "labeling/annotation/image.h"
#include "ui/canvas/picture.h"
#include "ui/engine/latest_job.h"

#include <QObject>

#include <list>
#include <optional>

namespace touchstone::ui {

/// Decodes pictures in the background, keeps the last few, and reads the next one ahead.
class PictureLoader : public QObject {
  Q_OBJECT

public:
  using QObject::QObject;

  /// Returns the picture when it is at hand; otherwise starts decoding, and `loaded` or `failed`
  /// follows. A newer request replaces an unfinished one.
  std::optional<Picture> request(labeling::ImageId image, const std::filesystem::path& file);
  /// Decodes a picture that will probably be asked for next.
  void readAhead(labeling::ImageId image, const std::filesystem::path& file);
  void clear();

Q_SIGNALS:
  void loaded(qint64 image, const touchstone::ui::Picture& picture);
  void failed(qint64 image, const QString& sentence);

private:
  struct Kept {
    labeling::ImageId image;
    Picture picture;
  };

  [[nodiscard]] const Picture* find(labeling::ImageId image);
  void keep(labeling::ImageId image, Picture picture);

  std::list<Kept> kept_;  ///< newest first
  LatestJob current_;
  LatestJob ahead_;
};

}  // namespace touchstone::ui
