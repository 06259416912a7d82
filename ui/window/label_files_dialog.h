#pragma once

#include "ui/project_session.h"

#include <QDialog>
#include <QListWidget>
#include <QPushButton>

#include <string>
#include <vector>

namespace touchstone::ui {

/// Lists the label files that another program changed or that are damaged, and lets the person
/// choose whose labels count.
class LabelFilesDialog : public QDialog {
  Q_OBJECT

public:
  explicit LabelFilesDialog(ProjectSession& session, QWidget* parent = nullptr);

private:
  using Choice = Status (labeling::LabelFiles::*)(const std::vector<std::string>&);

  void fill();
  void updateButtons();
  void choose(Choice choice);
  [[nodiscard]] std::vector<std::string> chosenFiles() const;

  ProjectSession& session_;
  QListWidget* files_;
  QPushButton* theirs_;
  QPushButton* mine_;
  QPushButton* replace_;
};

}  // namespace touchstone::ui
