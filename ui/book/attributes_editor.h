#pragma once

#include "labeling/annotation/document.h"
#include "labeling/classes/class_edit.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QToolButton;

namespace touchstone::ui {

class ProjectSession;

/// The attributes that a class defines: add, rename, remove, change the choices. What the objects
/// have follows.
class AttributesEditor : public QWidget {
  Q_OBJECT

public:
  explicit AttributesEditor(QWidget* parent = nullptr);
  void setSession(ProjectSession* session);
  void showClass(labeling::ClassId id);

private:
  void rebuild();
  void addRow(const labeling::AttributeDefinition& definition, int row);
  void addInherited(const labeling::AttributeDefinition& definition, int row);
  void add(labeling::AttributeKind kind);
  void remove(const std::string& name);
  bool perform(const labeling::ClassEdit& change);

  ProjectSession* session_ = nullptr;
  labeling::ClassId class_ = 0;
  std::vector<labeling::AttributeDefinition> shown_;
  QGridLayout* grid_;
  QLabel* hint_;
  QToolButton* add_;
};

}  // namespace touchstone::ui
