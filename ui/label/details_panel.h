#pragma once

#include "labeling/annotation/document.h"
#include "ui/label/object_edits.h"

#include <QWidget>

#include <functional>

class QCheckBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace touchstone::ui {

class CustomFields;
class LabelState;
class PageText;
class ProjectSession;

/// All that is known of the selected objects, to be changed: for several at once, where what
/// differs is shown as "several". Each change is one step.
class DetailsPanel : public QWidget {
  Q_OBJECT

public:
  explicit DetailsPanel(LabelState& state, QWidget* parent = nullptr);
  void setSession(ProjectSession* session);

protected:
  void showEvent(QShowEvent* event) override;

private:
  struct Flag {
    QCheckBox* box;
    bool labeling::Attributes::*value;
    std::string step;
  };
  struct Number {
    Measure measure;
    QLabel* name;
    QDoubleSpinBox* field;
  };

  QWidget* makeForm();
  void addFlags(QGridLayout& grid);
  void addMeasures(QGridLayout& grid);
  void wire();
  /// Shows the selection as it is; nothing happens while the panel cannot be seen.
  void refresh();
  void showFlags();
  void showTexts();
  void showMeasures();
  void change(const std::string& step, const std::function<void(labeling::Attributes&)>& change);
  [[nodiscard]] QString titleText() const;

  LabelState& state_;
  ProjectSession* session_ = nullptr;
  std::vector<labeling::AnnotationId> shown_;
  std::vector<const labeling::Annotation*> objects_;  ///< valid within refresh
  QLabel* title_;
  QLabel* hint_;
  QWidget* form_;
  std::vector<Flag> flags_;
  std::vector<Number> measures_;
  QSpinBox* group_;
  QLineEdit* pose_;
  PageText* description_;
  QLabel* source_;
  CustomFields* custom_;
};

}  // namespace touchstone::ui
