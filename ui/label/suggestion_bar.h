#pragma once

#include <QFrame>

class QAction;
class QHBoxLayout;
class QLabel;
class QProgressBar;
class QSlider;
class QToolButton;

namespace touchstone::ui {

class Suggestions;
struct EngineProgress;

/// The row above the picture where a model suggests labels: how many, how sure they have to be, and
/// the answers to all of them.
class SuggestionBar : public QFrame {
  Q_OBJECT

public:
  explicit SuggestionBar(Suggestions& suggestions, QWidget* parent = nullptr);

  /// Adds a button for an answer.
  void addAnswer(QAction* action);

private:
  QSlider* addSlider(QHBoxLayout& row, const QString& name, const QString& tip, QLabel*& value);
  void showState();
  void showProgress(const EngineProgress& progress);
  void choose();

  Suggestions& suggestions_;
  QLabel* count_;
  QProgressBar* progress_;
  QToolButton* stop_;
  QWidget* choices_;
  QSlider* score_ = nullptr;
  QLabel* scoreValue_ = nullptr;
  QSlider* overlap_ = nullptr;
  QLabel* overlapValue_ = nullptr;
  QHBoxLayout* answers_;
};

}  // namespace touchstone::ui
