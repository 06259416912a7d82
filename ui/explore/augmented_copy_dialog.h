#pragma once

#include "labeling/augmentation/augmented_project.h"

#include <QDialog>

class QCheckBox;
class QPushButton;
class QSpinBox;

namespace touchstone::ui {

class PathField;

/// Asks where an augmented copy of the project goes, and how much of it.
class AugmentedCopyDialog : public QDialog {
  Q_OBJECT

public:
  explicit AugmentedCopyDialog(const labeling::AugmentationRecipe& recipe,
                               QWidget* parent = nullptr);

  [[nodiscard]] std::filesystem::path folder() const;
  [[nodiscard]] labeling::AugmentedProjectOptions options() const;
  void setFolder(const QString& folder);

private:
  labeling::AugmentationRecipe recipe_;
  PathField* folder_;
  QSpinBox* copies_;
  QCheckBox* originals_;
  QCheckBox* marked_;
  QPushButton* accept_;
};

}  // namespace touchstone::ui
