#pragma once

#include <QMenu>

#include <string_view>

class QActionGroup;

namespace touchstone::ui {

class ProjectSession;

/// Chooses the format of the label files that follow the edits of the project.
class LabelFileMenu : public QMenu {
  Q_OBJECT

public:
  explicit LabelFileMenu(QWidget* parent = nullptr);
  void setSession(ProjectSession* session);

  /// Goes on to the next of LabelImg's formats: Pascal VOC, YOLO, CreateML.
  void chooseNext();

private:
  void addFormat(const QString& title, std::string_view format);
  void choose(std::string_view format);
  void showChoice();

  ProjectSession* session_ = nullptr;
  QActionGroup* formats_;
};

}  // namespace touchstone::ui
