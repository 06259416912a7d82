#include "ui/explore/class_factors.h"

#include "ui/theme/parts.h"

#include <QGridLayout>
#include <QLabel>
#include <QSlider>

#include <cmath>

namespace touchstone::ui {

namespace {

constexpr int steps = 20;  // of a factor of 1
constexpr int most = 2;

QString factorText(double factor) {
  return QStringLiteral("× %1").arg(factor, 0, 'g', 3);
}

}  // namespace

ClassFactors::ClassFactors(QWidget* parent) : QWidget(parent) {}

void ClassFactors::setClasses(const std::vector<std::string>& names,
                              const std::map<std::string, double>& given) {
  if (names == names_ && given == given_ && layout() != nullptr) {
    return;
  }
  names_ = names;
  given_ = given;
  qDeleteAll(findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
  delete layout();
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, theme::grid, 0);
  grid->setHorizontalSpacing(theme::grid);
  grid->setVerticalSpacing(theme::tight);
  grid->setColumnStretch(1, 1);
  if (!names.empty()) {
    grid->addWidget(makeCaption(tr("Per class")), 0, 0, 1, 3);
  }
  for (const std::string& name : names) {
    const auto own = chosen_.find(name);
    const auto usual = given.find(name);
    addRow(*grid, name,
           own != chosen_.end()   ? own->second
           : usual != given.end() ? usual->second
                                  : 1);
  }
}

void ClassFactors::addRow(QGridLayout& grid, const std::string& name, double factor) {
  const QString title = QString::fromStdString(name);
  auto* label = new QLabel(title);
  label->setToolTip(title);
  label->setMaximumWidth(10 * theme::grid);
  auto* slider = new QSlider(Qt::Horizontal);
  slider->setRange(0, most * steps);
  slider->setPageStep(steps / 4);
  slider->setAccessibleName(tr("Strength for %1").arg(title));
  slider->setToolTip(tr("How strongly images with %1 are changed").arg(title));
  slider->setValue(static_cast<int>(std::lround(factor * steps)));
  auto* value = new QLabel(factorText(factor));
  value->setMinimumWidth(5 * theme::grid);
  value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  const int row = grid.rowCount();
  grid.addWidget(label, row, 0);
  grid.addWidget(slider, row, 1);
  grid.addWidget(value, row, 2);
  connect(slider, &QSlider::valueChanged, this, [this, name, value](int position) {
    chosen_[name] = static_cast<double>(position) / steps;
    value->setText(factorText(chosen_[name]));
    Q_EMIT changed();
  });
}

}  // namespace touchstone::ui
