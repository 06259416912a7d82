#pragma once

#include "labeling/geometry/shape.h"
#include "ui/engine/latest_job.h"

#include <QColor>
#include <QImage>
#include <QWidget>

#include <filesystem>
#include <vector>

namespace touchstone::ui {

/// A picture of its own size with objects outlined on it; decoded in the background.
class OutlinedPicture : public QWidget {
  Q_OBJECT

public:
  explicit OutlinedPicture(QWidget* parent = nullptr);

  /// An object that is outlined, in pixels of the full picture; dashed when it is only suggested.
  struct Outline {
    labeling::Shape shape;
    QColor colour;
    bool suggested = false;
  };
  void show(const std::filesystem::path& file, const std::vector<Outline>& outlines);
  void clear();
  /// Darkens what is around the outlined objects, so that they stand out.
  void setDimming(bool dims);

  /// Lays a picture over an area of this one, in pixels of the whole image, until another is shown.
  void setOverlay(const QImage& overlay, const labeling::Box& area);
  void clearOverlay();
  [[nodiscard]] bool hasOverlay() const { return !overlay_.isNull(); }

protected:
  void paintEvent(QPaintEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

private:
  [[nodiscard]] QRectF placeOf(const labeling::Box& box, const QRectF& target) const;
  void dimSurroundings(QPainter& painter, const QRectF& target) const;
  void drawOutline(QPainter& painter, const Outline& outline, const QRectF& target) const;

  std::filesystem::path file_;
  std::vector<Outline> outlines_;
  QImage picture_;
  QImage overlay_;
  labeling::Box overlayArea_;
  double scale_ = 1;  ///< decoded width / full width
  QString problem_;
  bool dims_ = false;
  LatestJob reading_;
};

}  // namespace touchstone::ui
