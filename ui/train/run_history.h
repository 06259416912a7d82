#pragma once

#include "ui/train/training_loop.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QTableView;
class QToolButton;

namespace touchstone::ui {

class CurveChart;
class ProjectSession;
class RunTableModel;

/// All runs of the project, and the curves of the one that is selected or under way.
class RunHistory : public QWidget {
  Q_OBJECT

public:
  explicit RunHistory(QWidget* parent = nullptr);

  void setSession(ProjectSession* session);

  /// Asks for a folder and exports the model of the selected run into it.
  void exportModel();

Q_SIGNALS:
  /// The selected run has a network that can be exported, or not.
  void exportPossible(bool possible);

private:
  QWidget* makeCurves();
  QWidget* makeTable();
  void showMenu(const QPoint& place);
  void showRuns();
  void showSelectedRun();
  void showLiveRun();
  void showCurves(const std::vector<EpochFigures>& epochs, const std::string& task);

  QPointer<ProjectSession> session_;
  RunTableModel* runs_;
  QLabel* title_ = nullptr;
  QToolButton* export_ = nullptr;
  CurveChart* loss_ = nullptr;
  CurveChart* figure_ = nullptr;
  QTableView* table_ = nullptr;
};

}  // namespace touchstone::ui
