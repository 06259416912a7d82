#include "ui/label/tool_options_bar.h"

#include "ui/theme/elided_label.h"
#include "ui/theme/parts.h"
#include "ui/tools/tool.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSettings>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolBar>
#include <QToolButton>

#include <algorithm>

namespace touchstone::ui {
namespace {

QString settingOf(const QString& tool, const ToolOption& option) {
  return QStringLiteral("tools/%1/%2").arg(tool, option.id);
}

bool haveSameForm(const ToolOption& a, const ToolOption& b) {
  return a.id == b.id && a.text == b.text && a.what.index() == b.what.index();
}

}  // namespace

ToolOptionsBar::ToolOptionsBar(QWidget* parent)
    : QFrame(parent),
      name_(new QLabel),
      row_(new QToolBar),
      hint_(new ElidedLabel),
      keep_(new QToolButton) {
  theme::setRole(this, theme::Role::Panel);
  setAccessibleName(tr("Options of the tool"));
  setFixedHeight(5 * theme::grid);
  theme::setRole(hint_, theme::Role::Caption);
  keep_->setIconSize({theme::iconSize, theme::iconSize});
  keep_->setFocusPolicy(Qt::TabFocus);
  row_->setMovable(false);
  row_->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(theme::grid, 0, theme::grid, 0);
  layout->setSpacing(theme::wide);
  layout->addWidget(name_);
  layout->addWidget(row_);
  layout->addWidget(hint_, 1);
  layout->addWidget(keep_);
}

void ToolOptionsBar::setKeepAction(QAction* action) {
  keep_->setDefaultAction(action);
  keep_->setAccessibleName(action->text());
}

void ToolOptionsBar::show(const QString& id, const QString& name, Tool& tool) {
  tool_ = id;
  name_->setText(name);
  for (const ToolOption& option : tool.options()) {
    const QVariant kept = QSettings().value(settingOf(id, option));
    if (option.remembered && kept.isValid() && valueOf(option).isValid()) {
      tool.setOption(option.id, kept);
    }
  }
  options_ = tool.options();
  rebuild();
  keep_->setVisible(tool.drawsObjects());
  refresh(tool);
  showNameWhereItFits();
}

void ToolOptionsBar::refresh(const Tool& tool) {
  std::vector<ToolOption> options = tool.options();
  const bool isSameForm =
      std::equal(options.begin(), options.end(), options_.begin(), options_.end(), haveSameForm);
  const bool hasNewValue =
      !isSameForm || !std::equal(options.begin(), options.end(), options_.begin(),
                                 [](const ToolOption& a, const ToolOption& b) {
                                   return valueOf(a) == valueOf(b);
                                 });
  options_ = std::move(options);
  if (!isSameForm) {
    rebuild();
  }
  for (std::size_t i = 0; i < options_.size(); ++i) {
    showValue(*widgets_[i], options_[i]);
  }
  if (hasNewValue) {
    remember();
  }
  hint_->showText(tool.hint());
}

void ToolOptionsBar::resizeEvent(QResizeEvent* event) {
  QFrame::resizeEvent(event);
  showNameWhereItFits();
}

void ToolOptionsBar::showNameWhereItFits() {
  const int keep = keep_->isHidden() ? 0 : keep_->sizeHint().width() + layout()->spacing();
  const int wanted = name_->sizeHint().width() + row_->sizeHint().width() + keep +
                     2 * layout()->spacing() + 2 * theme::grid;
  name_->setVisible(row_->isHidden() || wanted <= width());
}

void ToolOptionsBar::rebuild() {
  row_->clear();
  widgets_.clear();
  row_->setVisible(!options_.empty());
  for (const ToolOption& option : options_) {
    QWidget* widget = makeWidget(option);
    widget->setToolTip(option.toolTip.isEmpty() ? option.text : option.toolTip);
    widget->setAccessibleName(option.text);
    widgets_.push_back(widget);
    row_->addWidget(widget);
  }
}

void ToolOptionsBar::remember() const {
  for (const ToolOption& option : options_) {
    const QVariant value = valueOf(option);
    if (option.remembered && value.isValid()) {
      QSettings().setValue(settingOf(tool_, option), value);
    }
  }
}

QWidget* ToolOptionsBar::makeWidget(const ToolOption& option) {
  const QString id = option.id;
  if (std::holds_alternative<FlagOption>(option.what)) {
    auto* box = new QCheckBox(option.text);
    connect(box, &QCheckBox::toggled, this, [this, id](bool on) { Q_EMIT changed(id, on); });
    return box;
  }
  if (const auto* number = std::get_if<NumberOption>(&option.what)) {
    auto* box = new QSpinBox;
    box->setRange(number->minimum, number->maximum);
    box->setPrefix(option.text + QLatin1Char(' '));
    box->setSuffix(number->unit);
    box->setKeyboardTracking(false);
    connect(box, &QSpinBox::valueChanged, this,
            [this, id](int value) { Q_EMIT changed(id, value); });
    return box;
  }
  if (const auto* choice = std::get_if<ChoiceOption>(&option.what)) {
    auto* box = new QComboBox;
    box->addItems(choice->names);
    connect(box, &QComboBox::activated, this, [this, id](int index) { Q_EMIT changed(id, index); });
    return box;
  }
  const auto& what = std::get<ButtonOption>(option.what);
  auto* button =
      what.icon.isEmpty() ? new QPushButton(option.text) : makeButton(option.text, what.icon);
  connect(button, &QPushButton::clicked, this, [this, id] { Q_EMIT pressed(id); });
  return button;
}

void ToolOptionsBar::showValue(QWidget& widget, const ToolOption& option) {
  const QSignalBlocker quiet(&widget);
  if (const auto* flag = std::get_if<FlagOption>(&option.what)) {
    static_cast<QCheckBox&>(widget).setChecked(flag->on);
  } else if (const auto* number = std::get_if<NumberOption>(&option.what)) {
    static_cast<QSpinBox&>(widget).setValue(number->value);
  } else if (const auto* choice = std::get_if<ChoiceOption>(&option.what)) {
    static_cast<QComboBox&>(widget).setCurrentIndex(choice->index);
  } else {
    widget.setEnabled(std::get<ButtonOption>(option.what).enabled);
  }
}

}  // namespace touchstone::ui
