#pragma once

#include "labeling/annotation/document.h"
#include "ui/canvas/view_transform.h"

#include <vector>

class QPainter;

namespace touchstone::ui {

/// Paints the comments of the image as pins at their place, each with its number among them;
/// resolved ones are faint.
class CommentPins {
public:
  /// Shows the comments of the image; none without a document.
  void setImage(const labeling::Document* document, labeling::ImageId image);
  /// Takes over the comments that the edit changed.
  void follow(const labeling::Edit& edit);
  void paint(QPainter& painter, const ViewTransform& view) const;

private:
  void read();

  const labeling::Document* document_ = nullptr;
  labeling::ImageId image_ = 0;
  std::vector<labeling::Comment> comments_;  ///< oldest first
};

}  // namespace touchstone::ui
