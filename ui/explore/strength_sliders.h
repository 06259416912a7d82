#pragma once

#include "labeling/augmentation/augmentation_recipe.h"

#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;
class QSlider;

namespace touchstone::ui {

/// A slider for each strength of a recipe, in groups.
class StrengthSliders : public QWidget {
  Q_OBJECT

public:
  explicit StrengthSliders(QWidget* parent = nullptr);

  [[nodiscard]] const labeling::AugmentationRecipe& recipe() const { return recipe_; }
  /// Shows another recipe, without the signal.
  void setRecipe(const labeling::AugmentationRecipe& recipe);

Q_SIGNALS:
  /// A person moved a slider.
  void changed();

private:
  struct Row {
    QSlider* slider = nullptr;
    QLabel* value = nullptr;
    double labeling::AugmentationRecipe::*strength = nullptr;
  };
  void addRow(QGridLayout& grid,
              const QString& name,
              double labeling::AugmentationRecipe::*strength);
  static void showValue(const Row& row);

  labeling::AugmentationRecipe recipe_;
  std::vector<Row> rows_;
};

}  // namespace touchstone::ui
