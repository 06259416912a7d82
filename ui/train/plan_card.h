#pragma once

#include "ui/train/training_loop.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;
class QToolButton;

namespace touchstone::ui {

class ChoicesForm;
class RoundProgress;

/// Says in one sentence what a training would do, with the button that does it and all choices
/// under "Details"; while it runs, how far it has come.
class PlanCard : public QFrame {
  Q_OBJECT

public:
  explicit PlanCard(QWidget* parent = nullptr);

  /// Follows the loop of another project, or none.
  void setLoop(TrainingLoop* loop);

  /// Starts a round with the choices shown.
  void start();
  /// Trains the simple methods that a network has to beat.
  void compareBaselines();
  /// Asks for a new plan soon; several calls in a row ask once.
  void refresh();

Q_SIGNALS:
  void possibleChanged(bool possible);

private:
  void showPlan(const PlanAnswer& plan);
  void showStage();

  QPointer<TrainingLoop> loop_;
  QTimer planTimer_;
  QLabel* sentence_;
  QLabel* note_;
  QPushButton* train_;
  QToolButton* details_;
  QToolButton* compare_;
  ChoicesForm* choices_;
  RoundProgress* progress_;
  bool possible_ = false;
};

}  // namespace touchstone::ui
