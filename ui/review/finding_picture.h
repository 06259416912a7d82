#pragma once

#include "labeling/geometry/shape.h"
#include "ui/engine/latest_job.h"

#include <QColor>
#include <QImage>
#include <QWidget>

#include <filesystem>
#include <vector>

namespace touchstone::ui {

/// The picture of a finding, large, with the object in question outlined as labelled and as
/// suggested; decoded in the background.
class FindingPicture : public QWidget {
  Q_OBJECT

public:
  explicit FindingPicture(QWidget* parent = nullptr);

  /// An object that is outlined, in pixels of the full picture; dashed when it is only suggested.
  struct Outline {
    labeling::Shape shape;
    QColor colour;
    bool suggested = false;
  };
  void show(const std::filesystem::path& file, const std::vector<Outline>& outlines);
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
  void dimSurroundings(QPainter& painter, const QRectF& target) const;
  void drawOutline(QPainter& painter, const Outline& outline, const QRectF& target) const;

  std::filesystem::path file_;
  std::vector<Outline> outlines_;
  QImage picture_;
  QImage overlay_;
  labeling::Box overlayArea_;
  double scale_ = 1;  ///< decoded width / full width
  QString problem_;
  LatestJob reading_;
};

}  // namespace touchstone::ui
