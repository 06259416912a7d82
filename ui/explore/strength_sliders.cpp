#include "ui/explore/strength_sliders.h"

#include "ui/theme/parts.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QSignalBlocker>
#include <QSlider>

#include <cmath>

namespace touchstone::ui {

namespace {

using Recipe = labeling::AugmentationRecipe;

constexpr int steps = 100;

struct Strength {
  const char* name;
  double Recipe::*value;
};
struct Group {
  const char* name;
  std::vector<Strength> strengths;
};

/// In the order of the recipe. A background is not shown: it needs pictures without objects.
const std::vector<Group>& groups() {
  static const std::vector<Group> all{
      {QT_TRANSLATE_NOOP("StrengthSliders", "Geometry"),
       {{QT_TRANSLATE_NOOP("StrengthSliders", "Mirror"), &Recipe::mirror},
        {QT_TRANSLATE_NOOP("StrengthSliders", "Upside down"), &Recipe::flip},
        {QT_TRANSLATE_NOOP("StrengthSliders", "Rotation"), &Recipe::rotation},
        {QT_TRANSLATE_NOOP("StrengthSliders", "Scale"), &Recipe::scale},
        {QT_TRANSLATE_NOOP("StrengthSliders", "Translation"), &Recipe::translation},
        {QT_TRANSLATE_NOOP("StrengthSliders", "Shear"), &Recipe::shear},
        {QT_TRANSLATE_NOOP("StrengthSliders", "Perspective"), &Recipe::perspective},
        {QT_TRANSLATE_NOOP("StrengthSliders", "Crop"), &Recipe::crop}}},
      {QT_TRANSLATE_NOOP("StrengthSliders", "Light"),
       {{QT_TRANSLATE_NOOP("StrengthSliders", "Brightness"), &Recipe::brightness},
        {QT_TRANSLATE_NOOP("StrengthSliders", "Contrast"), &Recipe::contrast},
        {QT_TRANSLATE_NOOP("StrengthSliders", "Gamma"), &Recipe::gamma},
        {QT_TRANSLATE_NOOP("StrengthSliders", "Colour"), &Recipe::temperature},
        {QT_TRANSLATE_NOOP("StrengthSliders", "Shadow"), &Recipe::shadow},
        {QT_TRANSLATE_NOOP("StrengthSliders", "Reflection"), &Recipe::reflection}}},
      {QT_TRANSLATE_NOOP("StrengthSliders", "Quality"),
       {{QT_TRANSLATE_NOOP("StrengthSliders", "Blur"), &Recipe::blur},
        {QT_TRANSLATE_NOOP("StrengthSliders", "Noise"), &Recipe::noise},
        {QT_TRANSLATE_NOOP("StrengthSliders", "JPEG"), &Recipe::jpeg}}},
      {QT_TRANSLATE_NOOP("StrengthSliders", "Objects"),
       {{QT_TRANSLATE_NOOP("StrengthSliders", "Cut-outs"), &Recipe::cutOut},
        {QT_TRANSLATE_NOOP("StrengthSliders", "Copy and paste"), &Recipe::copyPaste}}},
  };
  return all;
}

}  // namespace

StrengthSliders::StrengthSliders(QWidget* parent) : QWidget(parent) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, theme::grid, 0);
  grid->setHorizontalSpacing(theme::grid);
  grid->setVerticalSpacing(theme::tight);
  grid->setColumnStretch(1, 1);
  for (const Group& group : groups()) {
    grid->addWidget(makeCaption(QCoreApplication::translate("StrengthSliders", group.name)),
                    grid->rowCount(), 0, 1, 3);
    for (const Strength& strength : group.strengths) {
      addRow(*grid, QCoreApplication::translate("StrengthSliders", strength.name), strength.value);
    }
  }
  grid->setRowStretch(grid->rowCount(), 1);
}

void StrengthSliders::addRow(QGridLayout& grid, const QString& name, double Recipe::*strength) {
  const Row row{new QSlider(Qt::Horizontal), new QLabel, strength};
  row.slider->setRange(0, steps);
  row.slider->setPageStep(steps / 10);
  row.slider->setAccessibleName(name);
  row.value->setMinimumWidth(3 * theme::grid);
  row.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  const int place = grid.rowCount();
  grid.addWidget(new QLabel(name), place, 0);
  grid.addWidget(row.slider, place, 1);
  grid.addWidget(row.value, place, 2);
  rows_.push_back(row);
  connect(row.slider, &QSlider::valueChanged, this, [this, row](int value) {
    recipe_.*row.strength = static_cast<double>(value) / steps;
    showValue(row);
    Q_EMIT changed();
  });
  showValue(row);
}

void StrengthSliders::setRecipe(const Recipe& recipe) {
  recipe_ = recipe;
  for (const Row& row : rows_) {
    const QSignalBlocker blocked(row.slider);
    row.slider->setValue(static_cast<int>(std::lround(recipe.*row.strength * steps)));
    showValue(row);
  }
}

void StrengthSliders::showValue(const Row& row) {
  row.value->setText(QString::number(row.slider->value()));
}

}  // namespace touchstone::ui
