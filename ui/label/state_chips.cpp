#include "ui/label/state_chips.h"

#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

namespace touchstone::ui {

StateChips::StateChips(QWidget* parent) : QWidget(parent), buttons_(new QButtonGroup(this)) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(2);
  const auto add = [&](const QString& text, const QString& state, const QString& tip) {
    auto* chip = new QToolButton;
    chip->setText(text);
    chip->setCheckable(true);
    chip->setToolTip(tip);
    chip->setAccessibleName(tip);
    chip->setProperty("state", state);
    chip->setFocusPolicy(Qt::TabFocus);
    buttons_->addButton(chip);
    layout->addWidget(chip);
    connect(chip, &QToolButton::clicked, this, [this, state] { Q_EMIT chosen(state); });
  };
  add(tr("All"), {}, tr("Images in any state"));
  add(tr("Unlabelled"), QStringLiteral("unlabelled"), tr("Images without a label yet"));
  add(tr("Labelled"), QStringLiteral("labelled"), tr("Images with labels that nobody verified"));
  add(tr("Verified"), QStringLiteral("verified"), tr("Images that somebody verified"));
  layout->addStretch(1);
  setState({});
}

void StateChips::setState(const QString& state) {
  buttons_->setExclusive(false);
  for (QAbstractButton* chip : buttons_->buttons()) {
    chip->setChecked(chip->property("state").toString() == state);
  }
  buttons_->setExclusive(true);
}

}  // namespace touchstone::ui
