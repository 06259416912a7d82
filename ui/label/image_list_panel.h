#pragma once

#include "ui/label/image_list_model.h"
#include "ui/label/thumbnail_cache.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;

namespace touchstone::ui {

class LabelState;

/// The images of the project: search, filter, thumbnails, and how many of them are done.
class ImageListPanel : public QFrame {
  Q_OBJECT

public:
  explicit ImageListPanel(LabelState& state, QWidget* parent = nullptr);

  void setSession(ProjectSession* session);
  [[nodiscard]] const ImageListModel& model() const { return model_; }
  /// Returns the image `steps` rows further in the list (0 when there is none).
  [[nodiscard]] labeling::ImageId neighbour(int steps) const;
  void focusSearch();

private:
  void fillFilters();
  void applyFilter();
  void showCurrent();
  void updateCounter();

  LabelState& state_;
  ProjectSession* session_ = nullptr;
  ThumbnailCache thumbnails_;
  ImageListModel model_;
  QLineEdit* search_;
  QComboBox* filters_;
  QListView* list_;
  QLabel* counter_;
};

}  // namespace touchstone::ui
