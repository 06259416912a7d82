#pragma once

#include "ui/train/training_loop.h"

#include <QWidget>

class QLabel;
class QProgressBar;

namespace touchstone::ui {

/// A bar with the stage and the time left of the round that runs, and Cancel; hidden while none
/// does.
class RoundProgress : public QWidget {
  Q_OBJECT

public:
  explicit RoundProgress(QWidget* parent = nullptr);

  /// Follows a loop, or none.
  void setLoop(TrainingLoop* loop);

private:
  void showStage(TrainingLoop::Stage stage);
  void showProgress(const EngineProgress& progress);

  QPointer<TrainingLoop> loop_;
  QLabel* stage_;
  QLabel* left_;
  QProgressBar* bar_;
};

}  // namespace touchstone::ui
