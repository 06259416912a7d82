#pragma once

#include "labeling/annotation/image.h"
#include "ui/canvas/load_picture.h"
#include "ui/engine/latest_job.h"

#include <QObject>

#include <list>
#include <optional>
#include <vector>

namespace touchstone::ui {

/// An image and the file that holds it.
struct PictureFile {
  labeling::ImageId image = 0;
  std::filesystem::path file;
};

/// Decodes pictures in the background, keeps the last ones within a limit of memory, and reads
/// those ahead that will probably be asked for next.
class PictureLoader : public QObject {
  Q_OBJECT

public:
  using QObject::QObject;

  /// Sets where large pictures keep what makes them open faster; nowhere when it is empty.
  void setCacheFolder(const std::filesystem::path& folder) { cache_ = folder; }
  /// Sets how many bytes of pictures are kept.
  void setLimit(std::uint64_t bytes) { limit_ = bytes; }

  /// Returns the picture when it is at hand; otherwise starts decoding, and `loaded` or `failed`
  /// follows. A newer request replaces an unfinished one. `refined` may follow in both cases.
  std::optional<Picture> request(const PictureFile& wanted);
  /// Decodes these one after the other, in place of those that were to be read ahead before.
  void readAhead(std::vector<PictureFile> files);
  /// Whether the picture is at hand.
  [[nodiscard]] bool has(labeling::ImageId image) const;
  void clear();

Q_SIGNALS:
  void loaded(qint64 image, const touchstone::ui::Picture& picture);
  /// Better pixels of a picture that was given before are there.
  void refined(qint64 image, const touchstone::ui::Picture& picture);
  void failed(qint64 image, const QString& sentence);

private:
  struct Kept {
    labeling::ImageId image;
    Picture picture;
  };

  void deliver(labeling::ImageId image, const Result<Picture>& picture);
  void readNext();
  void refine(labeling::ImageId image, const Picture& picture);
  void keep(labeling::ImageId image, const Picture& picture);

  std::filesystem::path cache_;
  std::uint64_t limit_ = 512'000'000;
  std::list<Kept> kept_;             ///< newest first
  labeling::ImageId wanted_ = 0;     ///< asked for and not there yet
  labeling::ImageId reading_ = 0;    ///< being read ahead
  std::vector<PictureFile> toRead_;  ///< next one last
  LatestJob current_;
  LatestJob ahead_;
  LatestJob refining_;
};

}  // namespace touchstone::ui
