#include "ui/theme/parts.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QStyleOptionViewItem>
#include <QToolButton>
#include <QVBoxLayout>

namespace touchstone::ui {
namespace {

QLabel* makeLabel(const QString& text, theme::Role role, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  theme::setRole(label, role);
  return label;
}

/// Style sheets know no distance between a button's icon and its text.
QString spaced(const QString& text) {
  return QLatin1Char(' ') + text;
}

}  // namespace

QLabel* makeTitle(const QString& text, QWidget* parent) {
  return makeLabel(text, theme::Role::Title, parent);
}

QLabel* makeHeading(const QString& text, QWidget* parent) {
  return makeLabel(text, theme::Role::Heading, parent);
}

QLabel* makeCaption(const QString& text, QWidget* parent) {
  QLabel* label = makeLabel(text, theme::Role::Caption, parent);
  label->setWordWrap(true);
  return label;
}

QToolButton* makeToolButton(const QString& icon, const QString& tip) {
  auto* button = new QToolButton;
  button->setIcon(theme::icon(icon));
  button->setToolTip(tip);
  button->setAccessibleName(tip);
  return button;
}

void paintRowState(QPainter& painter, const QStyleOptionViewItem& option) {
  if (option.state.testFlag(QStyle::State_Selected)) {
    painter.fillRect(option.rect, theme::colours().accentSoft);
  } else if (option.state.testFlag(QStyle::State_MouseOver)) {
    painter.fillRect(option.rect, theme::colours().hover);
  }
}

QPushButton* makePrimaryButton(const QString& text, const QString& icon, QWidget* parent) {
  auto* button =
      new QPushButton(theme::icon(icon, &theme::Colours::accentText), spaced(text), parent);
  button->setAccessibleName(text);
  theme::setRole(button, theme::Role::Primary);
  button->setIconSize({theme::iconSize, theme::iconSize});
  return button;
}

QPushButton* makeButton(const QString& text, const QString& icon, QWidget* parent) {
  auto* button = new QPushButton(theme::icon(icon), spaced(text), parent);
  button->setAccessibleName(text);
  button->setIconSize({theme::iconSize, theme::iconSize});
  return button;
}

QHBoxLayout* makeCentred(QWidget* widget) {
  constexpr int ratherThanSpace = 1000;
  auto* row = new QHBoxLayout;
  row->addStretch(1);
  row->addWidget(widget, ratherThanSpace);
  row->addStretch(1);
  return row;
}

QFrame* makeCard(QVBoxLayout*& layout, QWidget* parent) {
  auto* card = new QFrame(parent);
  theme::setRole(card, theme::Role::Card);
  layout = new QVBoxLayout(card);
  layout->setContentsMargins(theme::wide, theme::wide, theme::wide, theme::wide);
  layout->setSpacing(theme::grid);
  return card;
}

Tile::Tile(const QString& name, QWidget* parent)
    : QFrame(parent), name_(makeCaption(name)), figure_(new QLabel), note_(makeCaption({})) {
  theme::setRole(this, theme::Role::Card);
  theme::setRole(figure_, theme::Role::Figure);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::wide, theme::grid + theme::tight, theme::wide,
                             theme::grid + theme::tight);
  layout->setSpacing(theme::tight);
  layout->addWidget(name_);
  layout->addWidget(figure_);
  layout->addWidget(note_);
  layout->addStretch();
  setAccessibleName(name);
  setFigure(QStringLiteral("–"));
}

void Tile::setFigure(const QString& figure, const QString& note) {
  figure_->setText(figure);
  note_->setText(note);
  note_->setVisible(!note.isEmpty());
  setAccessibleDescription(figure + QLatin1Char(' ') + note);
}

EmptyState::EmptyState(const QString& icon,
                       const QString& heading,
                       const QString& sentence,
                       QWidget* parent)
    : QWidget(parent),
      heading_(makeHeading(heading)),
      sentence_(makeCaption(sentence)),
      buttons_(new QHBoxLayout) {
  auto* symbol = new QLabel;
  symbol->setPixmap(theme::icon(icon, &theme::Colours::muted).pixmap(6 * theme::grid));
  symbol->setAlignment(Qt::AlignCenter);
  heading_->setAlignment(Qt::AlignCenter);
  sentence_->setAlignment(Qt::AlignCenter);
  sentence_->setMaximumWidth(60 * theme::grid);
  buttons_->setSpacing(theme::grid);
  buttons_->setAlignment(Qt::AlignCenter);
  auto* layout = new QVBoxLayout(this);
  layout->setSpacing(theme::grid);
  layout->addStretch();
  layout->addWidget(symbol);
  layout->addWidget(heading_);
  layout->addLayout(makeCentred(sentence_));
  layout->addSpacing(theme::grid);
  layout->addLayout(buttons_);
  layout->addStretch();
}

void EmptyState::setText(const QString& heading, const QString& sentence) {
  heading_->setText(heading);
  sentence_->setText(sentence);
}

void EmptyState::addButton(QPushButton* button) {
  buttons_->addWidget(button);
}

Banner::Banner(QWidget* parent) : QFrame(parent), icon_(new QLabel), sentence_(new QLabel) {
  sentence_->setWordWrap(true);
  sentence_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* dismiss = new QToolButton;
  dismiss->setIcon(theme::icon(QStringLiteral("x")));
  dismiss->setAutoRaise(true);
  dismiss->setToolTip(tr("Dismiss"));
  dismiss->setAccessibleName(tr("Dismiss this message"));
  connect(dismiss, &QToolButton::clicked, this, &QWidget::hide);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(theme::wide, theme::grid, theme::grid, theme::grid);
  layout->setSpacing(theme::grid);
  layout->addWidget(icon_);
  layout->addWidget(sentence_, 1);
  layout->addWidget(dismiss);
  hide();
}

void Banner::show(Kind kind, const QString& sentence) {
  kind_ = kind;
  const bool isError = kind == Kind::Error;
  theme::setRole(this, isError ? theme::Role::Danger : theme::Role::Banner);
  const QIcon symbol = isError
                           ? theme::icon(QStringLiteral("circle-alert"), &theme::Colours::danger)
                           : theme::icon(QStringLiteral("info"), &theme::Colours::accent);
  icon_->setPixmap(symbol.pixmap(theme::iconSize));
  sentence_->setText(sentence);
  QFrame::show();
}

}  // namespace touchstone::ui
