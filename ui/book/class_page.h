#pragma once

#include "labeling/annotation/document.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace touchstone::ui {

class AttributesEditor;
class ExampleStrip;
class LabelState;
class PageText;
class ProjectSession;

/// The page of one class in the label book: what counts as it, what it looks like, and what can be
/// done with it. Each change is one step.
class ClassPage : public QWidget {
  Q_OBJECT

public:
  explicit ClassPage(LabelState& state, QWidget* parent = nullptr);
  void setSession(ProjectSession* session);
  void showClass(labeling::ClassId id);
  /// Puts the cursor behind the definition.
  void editDefinition();
  /// Hands over what is being typed.
  void commit();
  [[nodiscard]] labeling::ClassId shownClass() const { return class_; }

private:
  using Examples = std::vector<std::int64_t> labeling::LabelClass::*;
  struct Text {
    PageText* field;
    std::string labeling::LabelClass::*value;
    std::string step;
  };

  void layOut();
  QWidget* makeHeader();
  QWidget* makeFacts();
  /// Returns the column of the text, to which more can be added.
  QVBoxLayout* addText(const QString& title, const QString& hint, Text text, int lines);
  void wireExamples(ExampleStrip& strip, Examples which);
  void refresh();
  void showRuleProblems();
  void showParents();
  void showUse();
  void takeKey();
  void takeParent(int row);
  void recolour();
  void change(const std::string& step, const std::function<void(labeling::LabelClass&)>& how);
  [[nodiscard]] const labeling::LabelClass* stored() const;

  LabelState& state_;
  ProjectSession* session_ = nullptr;
  labeling::ClassId class_ = 0;
  QLabel* name_;
  QLabel* use_;
  QPushButton* colour_;
  QLineEdit* key_;
  QComboBox* parent_;
  PageText* definition_;
  PageText* rules_;
  QLabel* ruleProblems_;
  std::vector<Text> texts_;
  AttributesEditor* attributes_;
  ExampleStrip* examples_;
  ExampleStrip* counterExamples_;
  QTimer useSoon_;  ///< counting goes through all objects: not at every edit
};

}  // namespace touchstone::ui
