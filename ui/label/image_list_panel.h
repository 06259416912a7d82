#pragma once

#include "ui/label/image_list_model.h"
#include "ui/label/image_steps.h"
#include "ui/label/list_memory.h"
#include "ui/label/thumbnail_cache.h"

#include <QFrame>
#include <QTimer>

#include <memory>

class QLabel;
class QProgressBar;
class QSlider;

namespace touchstone::ui {

class HealthWindow;
class ImageListView;
class LabelState;
class ListBar;
class QueryEdit;
class QueueMenu;
class StateChips;

/// The images of the project: the query that chooses them, how they are shown and sorted, and how
/// many of them are done. What a person chose here is kept with the project.
class ImageListPanel : public QFrame {
  Q_OBJECT

public:
  explicit ImageListPanel(LabelState& state, QWidget* parent = nullptr);
  ~ImageListPanel() override;

  void setSession(ProjectSession* session);
  [[nodiscard]] const ImageListModel& model() const { return model_; }
  /// Returns the image that was looked at last, else the first of the list.
  [[nodiscard]] labeling::ImageId startImage() const;
  /// Returns the image `steps` rows further in the list (0 when there is none).
  [[nodiscard]] labeling::ImageId neighbour(int steps) const;

  [[nodiscard]] QString query() const;
  /// Lists the images that the query asks for.
  void setQuery(const QString& text);
  /// Shows the next image (direction 1) or the one before (-1) that is still to be done.
  void goTo(StepTo what, int direction);
  void goToFirst();
  void goToLast();
  /// Asks for the number of an image in the list.
  void askForNumber();
  void focusSearch();
  /// Shows what can be done to the selected images, or to all of the list.
  void showBatches();

  /// Shows what the data set consists of, in a window of its own.
  void showHealth();

private:
  void layOut();
  void wire();
  void search();
  void showRemarks();
  void showProblem(const QString& sentence, bool isError);
  void setLook(const ImageListLook& look);
  void setOrder(const ImageOrder& order);
  void showCurrent();
  void showHelp();
  void updateCounter();
  void openMenu(const QPoint& globalPosition);
  void remember();
  [[nodiscard]] std::vector<labeling::ImageId> selectedImages() const;

  LabelState& state_;
  ProjectSession* session_ = nullptr;
  ThumbnailCache thumbnails_;
  ImageListModel model_;
  ListMemory memory_;
  QTimer searchSoon_;
  QTimer rememberSoon_;
  QueueMenu* queues_;
  QueryEdit* search_;
  QLabel* problem_;
  StateChips* chips_;
  ListBar* bar_;
  ImageListView* list_;
  QProgressBar* progress_;
  QLabel* counter_;
  QSlider* size_;
  std::unique_ptr<HealthWindow> health_;  ///< a window of its own, made when first asked for
};

}  // namespace touchstone::ui
