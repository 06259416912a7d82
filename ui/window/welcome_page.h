#pragma once

#include <QWidget>

class QVBoxLayout;

namespace touchstone::ui {

/// What the window shows before a folder is open: how to begin, and the folders opened last.
class WelcomePage : public QWidget {
  Q_OBJECT

public:
  explicit WelcomePage(QWidget* parent = nullptr);
  void showRecent(const QStringList& folders);

Q_SIGNALS:
  void openRequested();
  void sampleRequested();
  void folderChosen(const QString& folder);

private:
  QWidget* recent_;
  QVBoxLayout* recentRows_;
};

}  // namespace touchstone::ui
