#pragma once

#include "labeling/annotation/image.h"
#include "labeling/geometry/box.h"

#include <QCache>
#include <QImage>
#include <QObject>
#include <QSet>
#include <QThreadPool>

#include <filesystem>
#include <optional>
#include <stop_token>

namespace touchstone::ui {

/// What a crop shows: an object with a little of its surroundings, or a whole image.
struct CropRequest {
  std::filesystem::path file;
  std::optional<labeling::Box> box;  ///< in pixels of the full picture
};

/// Small pictures of findings, decoded in the background and kept in memory; what was asked for
/// last is decoded first.
class CropStore : public QObject {
  Q_OBJECT

public:
  static constexpr int side = 160;  ///< pixels of the longer side at most

  explicit CropStore(QObject* parent = nullptr);
  ~CropStore() override;

  /// Returns the crop kept under `key`, or a null image when it is not at hand yet: `ready`
  /// follows.
  [[nodiscard]] QImage crop(const QString& key, const CropRequest& request);
  /// Forgets everything; crops under way do not report.
  void clear();

Q_SIGNALS:
  void ready(const QString& key);

private:
  void keep(const QString& key, const QImage& picture);

  QCache<QString, QImage> kept_;
  QSet<QString> underWay_;
  int order_ = 0;
  std::stop_source stop_;
  QThreadPool pool_;
};

}  // namespace touchstone::ui
