#pragma once

#include "ui/label/image_batches.h"

#include <QDialog>

class QCheckBox;
class QPushButton;

namespace touchstone::ui {

class ProjectSession;

/// Says how many images a batch changes, and how many of them belong to the test split, before it
/// is carried out as one step. Deletes itself when closed.
class BatchDialog : public QDialog {
  Q_OBJECT

public:
  /// `title` says what would be done: "Verify images".
  BatchDialog(ProjectSession& session,
              const QString& title,
              ImageBatch batch,
              const std::vector<labeling::ImageId>& images,
              QWidget* parent);

private:
  void showCount();
  void carryOut();
  [[nodiscard]] std::vector<labeling::ImageId> chosen() const;

  ProjectSession& session_;
  ImageBatch batch_;
  BatchPreview preview_;
  QCheckBox* withTest_;
  QPushButton* go_;
};

}  // namespace touchstone::ui
