#pragma once

#include "ui/engine/latest_job.h"
#include "ui/explore/window_filter.h"
#include "ui/workspace.h"

#include <QPointer>

class QLabel;
class QSpinBox;
class QStackedLayout;
class QTabWidget;

namespace touchstone::ui {

class AugmentationPage;
class EmptyState;
class KernelEditor;
class PixelView;

/// Shows what a layer does to one's own picture: a filter or max pooling slides over it with
/// padding and stride, and the size formula is written out with the numbers. Another tab shows what
/// augmentation makes of it.
class ExploreWorkspace : public Workspace {
  Q_OBJECT

public:
  explicit ExploreWorkspace(QWidget* parent = nullptr);

  void setSession(ProjectSession* session) override;
  [[nodiscard]] QList<QAction*> workspaceActions() const override;
  void activated() override;

private:
  QWidget* makePage();
  QWidget* makeControls();
  QWidget* makePictures();
  QWidget* makeImageChooser();
  void makeActions();
  void showImages();
  void step(int by);
  void readPicture();
  void showPicture(const QImage& picture, const QString& problem);
  void compute();
  void showFormula();
  [[nodiscard]] SlidingWindow window() const;
  [[nodiscard]] analysis::WindowSteps steps() const;

  QPointer<ProjectSession> session_;
  std::vector<std::string> paths_;
  QImage picture_;
  LatestJob reading_;
  LatestJob computing_;
  QAction* previous_ = nullptr;
  QAction* next_ = nullptr;
  QStackedLayout* pages_ = nullptr;
  EmptyState* empty_ = nullptr;
  AugmentationPage* augmentation_ = nullptr;
  QSpinBox* image_ = nullptr;
  QLabel* imageName_ = nullptr;
  QTabWidget* kind_ = nullptr;
  KernelEditor* kernel_ = nullptr;
  QSpinBox* poolSize_ = nullptr;
  QSpinBox* padding_ = nullptr;
  QSpinBox* stride_ = nullptr;
  QLabel* inputCaption_ = nullptr;
  QLabel* outputCaption_ = nullptr;
  PixelView* input_ = nullptr;
  PixelView* output_ = nullptr;
  QLabel* formula_ = nullptr;
};

}  // namespace touchstone::ui
