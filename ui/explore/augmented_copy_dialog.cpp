#include "ui/explore/augmented_copy_dialog.h"

#include "ui/theme/parts.h"
#include "ui/transfer/path_field.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSpinBox>

namespace touchstone::ui {

AugmentedCopyDialog::AugmentedCopyDialog(const labeling::AugmentationRecipe& recipe,
                                         QWidget* parent)
    : QDialog(parent),
      recipe_(recipe),
      folder_(new PathField(PathField::Kind::Destination)),
      copies_(new QSpinBox),
      originals_(new QCheckBox(tr("With the original images"))),
      marked_(new QCheckBox(tr("Only images of classes that Review marked"))),
      accept_(makePrimaryButton(tr("Write"), QStringLiteral("save"))) {
  setWindowTitle(tr("Write an augmented copy"));
  setMinimumWidth(72 * theme::grid);
  copies_->setRange(1, 100);
  copies_->setValue(2);
  copies_->setAccessibleName(tr("Variants of each image"));
  originals_->setChecked(true);
  accept_->setEnabled(false);
  auto* form = new QFormLayout;
  form->setHorizontalSpacing(theme::wide);
  form->setVerticalSpacing(theme::grid);
  form->addRow(tr("To"), folder_);
  form->addRow(tr("Variants of each image"), copies_);
  form->addRow({}, originals_);
  form->addRow({}, marked_);
  auto* cancel = new QPushButton(tr("Cancel"));
  cancel->setAutoDefault(false);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch();
  buttons->addWidget(cancel);
  buttons->addWidget(accept_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::page, theme::wide, theme::page, theme::wide);
  layout->setSpacing(theme::wide);
  layout->addWidget(makeTitle(windowTitle()));
  layout->addLayout(form);
  layout->addWidget(
      makeCaption(tr("A project of its own in a new or empty folder: the pictures "
                     "with the labels that they get. Validation and test images "
                     "are never changed.")));
  layout->addLayout(buttons);
  connect(folder_, &PathField::changed, this,
          [this] { accept_->setEnabled(!folder_->path().isEmpty()); });
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  connect(accept_, &QPushButton::clicked, this, &QDialog::accept);
  folder_->setFocus();
}

std::filesystem::path AugmentedCopyDialog::folder() const {
  return folder_->path().toStdString();
}

labeling::AugmentedProjectOptions AugmentedCopyDialog::options() const {
  labeling::AugmentedProjectOptions options;
  options.recipe = recipe_;
  options.copies = copies_->value();
  options.withOriginals = originals_->isChecked();
  options.onlyMarked = marked_->isChecked();
  return options;
}

void AugmentedCopyDialog::setFolder(const QString& folder) {
  folder_->setPath(folder);
}

}  // namespace touchstone::ui
