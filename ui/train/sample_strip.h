#pragma once

#include "ui/train/training_loop.h"

#include <QPointer>
#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace touchstone::ui {

class OutlinedPicture;
class ProjectSession;

/// A row of validation images with what the model sees on them after each epoch; hidden while
/// nothing is trained that finds objects.
class SampleStrip : public QWidget {
  Q_OBJECT

public:
  explicit SampleStrip(QWidget* parent = nullptr);

  /// Follows the session's training, or none.
  void setSession(ProjectSession* session);

private:
  void show(int epoch, const std::vector<EpochSample>& samples);
  void showStage(TrainingLoop::Stage stage);

  QPointer<ProjectSession> session_;
  QLabel* caption_;
  QHBoxLayout* row_;
  std::vector<OutlinedPicture*> pictures_;
};

}  // namespace touchstone::ui
