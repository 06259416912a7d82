#include "ui/explore/augmented_variants.h"

#include "ui/canvas/picture.h"
#include "ui/canvas/shape_painter.h"

#include <QPainter>

namespace touchstone::ui {

QImage drawn(const labeling::LabelledPicture& labelled, const ClassColours& colours) {
  QImage picture = toQImage(labelled.picture).convertToFormat(QImage::Format_RGB32);
  QPainter painter(&picture);
  painter.setRenderHint(QPainter::Antialiasing);
  for (const labeling::Annotation& annotation : labelled.annotations) {
    const auto colour = colours.find(annotation.labelClass);
    ShapeStyle style;
    style.colour = colour == colours.end() ? QColor(Qt::white) : colour->second;
    paintShape(painter, annotation.shape, ViewTransform(), style);
  }
  return picture;
}

std::vector<QImage> augmentedVariants(const labeling::LabelledPicture& labelled,
                                      const labeling::AugmentationRecipe& recipe,
                                      std::uint64_t seed,
                                      int count,
                                      const ClassColours& colours,
                                      const std::stop_token& stop) {
  std::vector<QImage> variants;
  for (int i = 0; i < count && !stop.stop_requested(); ++i) {
    const auto result =
        labeling::augment(labelled, recipe, labeling::mixed(seed, static_cast<std::uint64_t>(i)));
    variants.push_back(result ? drawn(*result, colours) : QImage());
  }
  return variants;
}

}  // namespace touchstone::ui
