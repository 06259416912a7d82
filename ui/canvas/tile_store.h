#pragma once

#include "ui/canvas/picture.h"

#include <QCache>
#include <QObject>
#include <QThreadPool>

namespace touchstone::ui {

/// One tile of a level: its column and row among the tiles.
struct TilePlace {
  int level = 0;
  int column = 0;
  int row = 0;
  bool operator==(const TilePlace&) const = default;
};

[[nodiscard]] inline std::size_t qHash(const TilePlace& place, std::size_t seed = 0) noexcept {
  return qHashMulti(seed, place.level, place.column, place.row);
}

/// Reads the tiles of a picture in the background, the most recently asked for first, and keeps the
/// last ones within a limit of memory.
class TileStore : public QObject {
  Q_OBJECT

public:
  explicit TileStore(QObject* parent = nullptr);
  ~TileStore() override;

  /// Forgets everything and reads from this picture.
  void setPicture(const Picture& picture);
  /// Returns the tile, or an empty matrix when it is not at hand yet: `arrived` follows.
  [[nodiscard]] cv::Mat tile(const TilePlace& place);
  /// Returns where the tile lies in its level.
  [[nodiscard]] cv::Rect areaOf(const TilePlace& place) const;

Q_SIGNALS:
  void arrived(const touchstone::ui::TilePlace& place);

private:
  struct Queue;

  void keep(const TilePlace& place, const cv::Mat& pixels, std::uint64_t generation);

  Picture picture_;
  QCache<TilePlace, cv::Mat> kept_;
  std::shared_ptr<Queue> queue_;
  QThreadPool pool_;
};

}  // namespace touchstone::ui
