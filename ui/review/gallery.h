#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QListView;
class QToolButton;

namespace touchstone::ui {

class DecisionActions;
class FindingListModel;
class ProjectSession;
class ReviewQueue;

/// The findings as crops, most suspicious first, with filters above.
class Gallery : public QWidget {
  Q_OBJECT

public:
  Gallery(ReviewQueue& queue, const DecisionActions& actions, QWidget* parent = nullptr);

  void setSession(ProjectSession* session);
  /// Says what is shown instead of the audit's findings, or nothing.
  void setSelectionName(const QString& name);
  /// Gives the list the focus, so that the decision keys work.
  void takeFocus();

Q_SIGNALS:
  /// The person wants to see all findings again.
  void selectionClosed();

private:
  QWidget* makeFilters();
  void showList();
  void showClasses();
  void applyFilter();

  ReviewQueue& queue_;
  ProjectSession* session_ = nullptr;
  FindingListModel* model_;
  QListView* list_;
  QComboBox* kinds_ = nullptr;
  QComboBox* classes_ = nullptr;
  QLabel* selection_ = nullptr;
  QToolButton* closeSelection_ = nullptr;
};

}  // namespace touchstone::ui
