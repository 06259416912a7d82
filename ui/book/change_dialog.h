#pragma once

#include "labeling/classes/class_edit.h"

#include <QDialog>

#include <functional>

class QFormLayout;
class QLabel;
class QPushButton;

namespace touchstone::ui {

class ExampleStrip;
class ProjectSession;

/// Shows what a change of classes does, in a sentence and pictures, before it is done as one step.
/// Deletes itself when closed.
class ChangeDialog : public QDialog {
  Q_OBJECT

public:
  /// Returns the change as the inputs are now.
  using MakeChange = std::function<labeling::ClassEdit()>;
  /// Returns what is done, without the figures: "Rename RBC to erythrocyte".
  using Describe = std::function<QString()>;

  ChangeDialog(ProjectSession& session, const QString& title, const QString& icon, QWidget* parent);

  void addInput(const QString& name, QWidget* input);
  /// Sets what the dialog does; `verb` stands on the button.
  void setChange(const QString& verb, MakeChange change, Describe describe);
  /// Asks for the change anew: an input was changed.
  void refresh();

Q_SIGNALS:
  void done();

private:
  void perform();

  ProjectSession& session_;
  MakeChange change_;
  Describe describe_;
  labeling::ClassEdit shown_;
  QFormLayout* inputs_;
  QLabel* sentence_;
  QLabel* problem_;
  ExampleStrip* examples_;
  QPushButton* accept_;
};

/// Returns how much a change touches: "3,350 objects on 205 images, 87 of them in the test split".
[[nodiscard]] QString extentText(const labeling::ClassEditPreview& preview);

}  // namespace touchstone::ui
