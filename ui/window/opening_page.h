#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;

namespace touchstone::ui {

/// What the window shows while a folder is looked through.
class OpeningPage : public QWidget {
  Q_OBJECT

public:
  explicit OpeningPage(QWidget* parent = nullptr);

  void start(const QString& folder);
  void showProgress(const QString& stage, double done, double total, double secondsLeft);

Q_SIGNALS:
  void cancelRequested();

private:
  QLabel* heading_;
  QLabel* stage_;
  QProgressBar* bar_;
};

}  // namespace touchstone::ui
