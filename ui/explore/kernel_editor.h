#pragma once

#include "ui/explore/kernel.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;

namespace touchstone::ui {

/// A kernel to choose or to type in: presets, the side, and a field a weight.
class KernelEditor : public QWidget {
  Q_OBJECT

public:
  explicit KernelEditor(QWidget* parent = nullptr);

  [[nodiscard]] const analysis::Matrix<double>& kernel() const { return kernel_; }
  void setKernel(const analysis::Matrix<double>& kernel);

Q_SIGNALS:
  void changed();

private:
  void choosePreset(int row);
  void chooseSide();
  void makeFields();
  void readFields();

  std::vector<KernelPreset> presets_;
  analysis::Matrix<double> kernel_;
  QComboBox* preset_;
  QComboBox* side_;
  QLabel* about_;
  QGridLayout* grid_;
  QList<QDoubleSpinBox*> fields_;
};

}  // namespace touchstone::ui
