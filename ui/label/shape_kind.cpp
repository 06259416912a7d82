#include "ui/label/shape_kind.h"

#include <QCoreApplication>

namespace touchstone::ui {
namespace {

using namespace labeling;

struct Kind {
  const char* icon;
  const char* name;
};

Kind kindOf(const Shape& shape) {
  return std::visit(Visitor{
                        [](const ImageTag&) {
                          return Kind{"tag", "Whole image"};
                        },
                        [](const Box&) {
                          return Kind{"square", "Box"};
                        },
                        [](const OrientedBox&) {
                          return Kind{"diamond", "Turned box"};
                        },
                        [](const Polygon&) {
                          return Kind{"vector-polygon", "Polygon"};
                        },
                        [](const Mask&) {
                          return Kind{"brush", "Mask"};
                        },
                        [](const Keypoints&) {
                          return Kind{"circle-dot", "Points"};
                        },
                        [](const Line&) {
                          return Kind{"spline", "Line"};
                        },
                    },
                    shape);
}

QString translated(const char* text) {
  return QCoreApplication::translate("ShapeKind", text);
}

}  // namespace

QString iconOfShape(const Shape& shape) {
  return QLatin1String(kindOf(shape).icon);
}

QString kindOfShape(const Shape& shape) {
  return translated(kindOf(shape).name);
}

QString sizeText(const Shape& shape) {
  if (isImageTag(shape)) {
    return translated("whole image");
  }
  if (const auto* keypoints = std::get_if<Keypoints>(&shape)) {
    return keypoints->points.size() == 1 ? translated("1 point")
                                         : translated("%1 points").arg(keypoints->points.size());
  }
  const auto* turned = std::get_if<OrientedBox>(&shape);
  const Box bounds = boundsOf(shape);
  return translated("%1 × %2")
      .arg(turned != nullptr ? turned->width : bounds.width(), 0, 'f', 0)
      .arg(turned != nullptr ? turned->height : bounds.height(), 0, 'f', 0);
}

}  // namespace touchstone::ui
