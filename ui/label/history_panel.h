#pragma once

#include "ui/label/history_model.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QListView;

namespace touchstone::ui {

/// Every step with who made it, when and where; a click goes to the state after that step, by as
/// many undos or redos as it takes.
class HistoryPanel : public QWidget {
  Q_OBJECT

public:
  explicit HistoryPanel(QWidget* parent = nullptr);
  void setSession(ProjectSession* session);

Q_SIGNALS:
  void imageRequested(qint64 image);

protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

private:
  void travelTo(int row);
  /// Undoes that many steps, or redoes them when there are fewer than none.
  void travelBy(int steps);
  void showMenu(const QPoint& position);
  void updateHint();

  ProjectSession* session_ = nullptr;
  HistoryModel model_;
  QListView* list_;
  QLabel* hint_;
  QTimer clock_;
};

}  // namespace touchstone::ui
