#pragma once

#include "ui/review/label_crop_model.h"

#include <QWidget>

class QListView;

namespace touchstone::ui {

/// How those samples are labelled that are most like the one in question; a click opens one in the
/// editor.
class SimilarLabelsStrip : public QWidget {
  Q_OBJECT

public:
  explicit SimilarLabelsStrip(QWidget* parent = nullptr);

  void setSession(ProjectSession* session);
  /// Hides itself when there are none.
  void setLabels(const std::vector<labeling::AnnotationId>& labels);

Q_SIGNALS:
  void labelRequested(qint64 image, qint64 label);

private:
  LabelCropModel model_;
  QListView* list_;
};

}  // namespace touchstone::ui
