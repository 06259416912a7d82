#pragma once

#include <QFrame>

class QAction;
class QLabel;
class QProgressBar;
class QSlider;
class QToolButton;

namespace touchstone::ui {

class ElidedLabel;
class Suggestions;
struct EngineProgress;

/// The row above the picture where a model suggests labels: how many, how sure they have to be, and
/// the answers to all of them.
class SuggestionBar : public QFrame {
  Q_OBJECT

public:
  explicit SuggestionBar(Suggestions& suggestions, QWidget* parent = nullptr);

  /// Gives the buttons what they do.
  void setAnswers(QAction* acceptAll, QAction* rejectAll);

protected:
  void resizeEvent(QResizeEvent* event) override;

private:
  /// A slider for a share, with its name before it and its value behind.
  struct Choice {
    QWidget* whole = nullptr;
    QSlider* slider = nullptr;
    QLabel* value = nullptr;
  };
  Choice makeChoice(const QString& name, const QString& tip);
  QToolButton* makeAnswer(const QString& icon);
  void showState();
  void showProgress(const EngineProgress& progress);
  void choose();

  Suggestions& suggestions_;
  ElidedLabel* count_;
  QProgressBar* progress_;
  QToolButton* stop_;
  Choice score_;
  Choice overlap_;
  QToolButton* accept_;
  QToolButton* reject_;
};

}  // namespace touchstone::ui
