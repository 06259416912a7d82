#pragma once

#include "labeling/geometry/box.h"
#include "ui/engine/latest_job.h"

#include <QColor>
#include <QImage>
#include <QWidget>

#include <filesystem>
#include <optional>

namespace touchstone::ui {

/// The picture of a finding, large, with the object in question framed; decoded in the background.
class FindingPicture : public QWidget {
  Q_OBJECT

public:
  explicit FindingPicture(QWidget* parent = nullptr);

  /// What is framed; the box is in pixels of the full picture.
  struct Frame {
    std::optional<labeling::Box> box;
    QColor colour;
  };
  void show(const std::filesystem::path& file, const Frame& frame);
  void clear();

  /// Lays a picture over an area of this one, in pixels of the whole image, until another is shown.
  void setOverlay(const QImage& overlay, const labeling::Box& area);
  void clearOverlay();
  [[nodiscard]] bool hasOverlay() const { return !overlay_.isNull(); }

  [[nodiscard]] QSize minimumSizeHint() const override;

protected:
  void paintEvent(QPaintEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

private:
  [[nodiscard]] QRectF placeOf(const labeling::Box& box, const QRectF& target) const;
  void drawFrame(QPainter& painter, const QRectF& target) const;

  std::filesystem::path file_;
  Frame frame_;
  QImage picture_;
  QImage overlay_;
  labeling::Box overlayArea_;
  double scale_ = 1;  ///< decoded width / full width
  QString problem_;
  LatestJob reading_;
};

}  // namespace touchstone::ui
