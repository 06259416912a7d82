#include "ui/label/canvas_bar.h"

#include "labeling/annotation/image.h"
#include "ui/theme/elided_label.h"
#include "ui/theme/parts.h"

#include <QAction>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace touchstone::ui {
namespace {

using labeling::Image;
using labeling::ImageState;
using labeling::Split;

QToolButton* makeButton(QAction* action, QHBoxLayout* layout) {
  auto* button = new QToolButton;
  button->setDefaultAction(action);
  button->setIconSize({theme::iconSize, theme::iconSize});
  button->setAccessibleName(action->text());
  button->setFocusPolicy(Qt::TabFocus);
  layout->addWidget(button);
  return button;
}

QString splitText(Split split) {
  switch (split) {
    case Split::Train:
      return CanvasBar::tr("training");
    case Split::Val:
      return CanvasBar::tr("validation");
    case Split::Test:
      return CanvasBar::tr("test");
    case Split::Unassigned:
      break;
  }
  return {};
}

}  // namespace

CanvasBar::CanvasBar(QWidget* parent)
    : QFrame(parent),
      tools_(new QHBoxLayout),
      viewTools_(new QHBoxLayout),
      name_(new ElidedLabel),
      detail_(new ElidedLabel),
      state_(new QLabel),
      zoom_(makeCaption({})),
      tone_(new QToolButton) {
  theme::setRole(this, theme::Role::Panel);
  QFont bold = name_->font();
  bold.setBold(true);
  name_->setFont(bold);
  theme::setRole(detail_, theme::Role::Caption);
  zoom_->setWordWrap(false);
  zoom_->setMinimumWidth(6 * theme::grid);
  zoom_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  tone_->setIcon(theme::icon(QStringLiteral("sun")));
  tone_->setIconSize({theme::iconSize, theme::iconSize});
  tone_->setFocusPolicy(Qt::TabFocus);
  tone_->hide();
  connect(tone_, &QToolButton::clicked, this, &CanvasBar::neutralRequested);
  tools_->setSpacing(2);
  viewTools_->setSpacing(2);
  auto* text = new QVBoxLayout;
  text->setSpacing(0);
  text->addWidget(name_);
  text->addWidget(detail_);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(theme::grid, theme::tight, theme::grid, theme::tight);
  layout->setSpacing(theme::grid);
  layout->addLayout(tools_);
  layout->addSpacing(theme::grid);
  layout->addLayout(text, 1);
  layout->addWidget(state_);
  layout->addWidget(tone_);
  layout->addWidget(zoom_);
  layout->addLayout(viewTools_);
}

QToolButton* CanvasBar::addTool(QAction* action) {
  return makeButton(action, tools_);
}

QToolButton* CanvasBar::addViewTool(QAction* action) {
  return makeButton(action, viewTools_);
}

void CanvasBar::showImage(const Image* image, int position, int count) {
  state_->clear();
  if (image == nullptr) {
    name_->showText({});
    detail_->showText({});
    return;
  }
  const QString path = QString::fromStdString(image->path);
  name_->showText(QFileInfo(path).fileName(), path);
  QStringList parts;
  if (position > 0) {
    parts << tr("%1 of %2").arg(position).arg(count);
  }
  if (image->width > 0) {
    parts << tr("%1 × %2 px").arg(image->width).arg(image->height);
  }
  if (image->split != Split::Unassigned) {
    parts << splitText(image->split);
  }
  detail_->showText(parts.join(QStringLiteral("  ·  ")));
  if (image->state == ImageState::Verified || image->state == ImageState::Excluded) {
    const bool isVerified = image->state == ImageState::Verified;
    const QIcon symbol = isVerified
                             ? theme::icon(QStringLiteral("circle-check"), &theme::Colours::success)
                             : theme::icon(QStringLiteral("ban"), &theme::Colours::danger);
    state_->setPixmap(symbol.pixmap(theme::iconSize));
    state_->setToolTip(isVerified ? tr("Verified (Space)")
                                  : tr("Excluded: it is neither trained nor measured on"));
    state_->setAccessibleName(isVerified ? tr("Verified") : tr("Excluded"));
  }
}

void CanvasBar::showZoom(double zoom) {
  const double percent = zoom * 100;
  zoom_->setText(tr("%1 %").arg(percent, 0, 'f', percent < 10 ? 1 : 0));
}

void CanvasBar::showTone(const QString& text) {
  tone_->setVisible(!text.isEmpty());
  tone_->setToolTip(tr("Shown with %1. Click to see the picture as it is.").arg(text));
  tone_->setAccessibleName(tr("Shown with %1").arg(text));
}

}  // namespace touchstone::ui
