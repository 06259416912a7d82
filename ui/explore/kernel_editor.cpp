#include "ui/explore/kernel_editor.h"

#include "ui/theme/parts.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace touchstone::ui {

namespace {

/// A number without trailing zeros: "-1", "0.111".
class WeightField : public QDoubleSpinBox {
public:
  using QDoubleSpinBox::QDoubleSpinBox;
  [[nodiscard]] QString textFromValue(double value) const override {
    return locale().toString(value, 'g', 3);
  }
};

}  // namespace

KernelEditor::KernelEditor(QWidget* parent)
    : QWidget(parent),
      presets_(kernelPresets()),
      preset_(new QComboBox),
      side_(new QComboBox),
      about_(makeCaption({})),
      grid_(new QGridLayout) {
  preset_->setAccessibleName(tr("Kernel"));
  for (const KernelPreset& preset : presets_) {
    preset_->addItem(preset.name);
  }
  preset_->addItem(tr("Your own"));
  side_->setAccessibleName(tr("Side of the kernel"));
  side_->addItem(tr("3 × 3"), 3);
  side_->addItem(tr("5 × 5"), 5);
  grid_->setSpacing(theme::tight);
  auto* form = new QFormLayout;
  form->setHorizontalSpacing(theme::wide);
  form->setVerticalSpacing(theme::grid);
  form->addRow(tr("Kernel"), preset_);
  form->addRow(tr("Side"), side_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(theme::grid);
  layout->addLayout(form);
  layout->addLayout(grid_);
  layout->addWidget(about_);
  connect(preset_, &QComboBox::activated, this, &KernelEditor::choosePreset);
  connect(side_, &QComboBox::activated, this, &KernelEditor::chooseSide);
  preset_->setCurrentIndex(3);
  choosePreset(3);
}

void KernelEditor::choosePreset(int row) {
  if (row < static_cast<int>(presets_.size())) {
    const KernelPreset& preset = presets_[static_cast<std::size_t>(row)];
    about_->setText(preset.about);
    setKernel(resizedKernel(preset.weights, side_->currentData().toInt()));
  } else {
    about_->setText(tr("Type the weights of your own kernel."));
  }
}

void KernelEditor::chooseSide() {
  setKernel(resizedKernel(kernel_, side_->currentData().toInt()));
}

void KernelEditor::setKernel(const analysis::Matrix<double>& kernel) {
  const bool otherSize = kernel.rows != kernel_.rows;
  kernel_ = kernel;
  if (otherSize) {
    side_->setCurrentIndex(side_->findData(static_cast<int>(kernel.rows)));
    makeFields();
  }
  for (qsizetype i = 0; i < fields_.size(); ++i) {
    const QSignalBlocker quiet(fields_[i]);
    fields_[i]->setValue(kernel.values[static_cast<std::size_t>(i)]);
  }
  Q_EMIT changed();
}

void KernelEditor::makeFields() {
  qDeleteAll(std::exchange(fields_, {}));
  for (std::size_t row = 0; row < kernel_.rows; ++row) {
    for (std::size_t column = 0; column < kernel_.columns; ++column) {
      auto* field = new WeightField;
      field->setRange(-99, 99);
      field->setDecimals(6);
      field->setSingleStep(0.5);
      field->setButtonSymbols(QAbstractSpinBox::NoButtons);
      field->setAlignment(Qt::AlignCenter);
      field->setMinimumWidth(5 * theme::grid);
      field->setAccessibleName(tr("Weight in row %1, column %2").arg(row + 1).arg(column + 1));
      connect(field, &QDoubleSpinBox::valueChanged, this, &KernelEditor::readFields);
      grid_->addWidget(field, static_cast<int>(row), static_cast<int>(column));
      fields_.append(field);
    }
  }
}

void KernelEditor::readFields() {
  for (qsizetype i = 0; i < fields_.size(); ++i) {
    kernel_.values[static_cast<std::size_t>(i)] = fields_[i]->value();
  }
  preset_->setCurrentIndex(preset_->count() - 1);
  choosePreset(preset_->currentIndex());
  Q_EMIT changed();
}

}  // namespace touchstone::ui
