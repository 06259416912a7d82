#pragma once

#include "labeling/annotation/document.h"
#include "ui/canvas/shape_painter.h"
#include "ui/tools/tool.h"

#include <QFont>
#include <QList>

#include <set>
#include <unordered_map>

namespace touchstone::ui {

class LabelState;

/// Paints the objects of the image: those that are held (selected, or under a tool) apart from the
/// others, which stay as they are while these change.
class ObjectLayer {
public:
  explicit ObjectLayer(const LabelState& state) : state_(state) {}

  /// Shows the objects of the image; none without a document.
  void setImage(const labeling::Document* document, labeling::ImageId image);
  void setFont(const QFont& font) { font_ = font; }
  void setOpacity(int percent) { opacity_ = percent; }
  [[nodiscard]] int opacity() const { return opacity_; }

  /// Takes over what the edit changed in the document. Returns the areas of the widget in which
  /// objects that are not held must be painted again.
  [[nodiscard]] QList<QRectF> follow(const labeling::Edit& edit, const ViewTransform& view);
  /// Holds these objects and lets all others go. Returns areas as follow does.
  [[nodiscard]] QList<QRectF> hold(const std::set<labeling::AnnotationId>& held,
                                   const ViewTransform& view);

  /// Paints the objects that are not held as far as they lie in `area` of the widget.
  void paintStill(QPainter& painter, const ViewTransform& view, const QRectF& area);
  /// Paints the held ones, with the drafts of the tool in their place, and what the pointer is
  /// over.
  void paintHeld(QPainter& painter, const ViewTransform& view, const Tool& tool);

  /// Paints a shape that is no object yet, in the colour of the class that it will get.
  void paintNew(QPainter& painter, const ViewTransform& view, const labeling::Shape& shape);

private:
  struct Entry {
    const labeling::Annotation* annotation = nullptr;
    labeling::Box bounds;
    QColor colour;
    QString name;
    double labelWidth = 0;
    std::optional<MaskPicture> mask;
  };
  struct Draft {
    labeling::Mask mask;
    MaskPicture picture;
  };

  void rebuild();
  void order();
  [[nodiscard]] Entry entryOf(const labeling::Annotation& annotation) const;
  [[nodiscard]] ShapeStyle styleOf(const Entry& entry) const;
  [[nodiscard]] QRectF reachOf(const Entry& entry, const ViewTransform& view) const;
  [[nodiscard]] bool isShown(labeling::AnnotationId id) const;
  [[nodiscard]] const MaskPicture* maskOf(Entry& entry, const ShapeStyle& style, double scale);
  [[nodiscard]] const MaskPicture* draftMask(labeling::AnnotationId id,
                                             const labeling::Shape& shape,
                                             const ShapeStyle& style,
                                             double scale);
  void paintOne(QPainter& painter,
                const ViewTransform& view,
                labeling::AnnotationId id,
                const labeling::Shape* draft,
                const ShapeStyle& style);
  void paintHovered(QPainter& painter, const ViewTransform& view, labeling::AnnotationId id);
  void paintGroups(QPainter& painter, const ViewTransform& view) const;

  const LabelState& state_;
  const labeling::Document* document_ = nullptr;
  labeling::ImageId image_ = 0;
  QFont font_;
  int opacity_ = 45;
  std::unordered_map<labeling::AnnotationId, Entry> entries_;
  std::vector<std::pair<labeling::AnnotationId, Entry*>> drawn_;  ///< in the order of painting
  std::set<labeling::AnnotationId> held_;
  std::map<labeling::AnnotationId, Draft> draftMasks_;
};

}  // namespace touchstone::ui
