#include "ui/window/opening_page.h"

#include "ui/theme/parts.h"

#include <QFileInfo>
#include <QProgressBar>
#include <QVBoxLayout>

#include <cmath>

namespace touchstone::ui {
namespace {

constexpr int steps = 1000;

QString timeLeft(double seconds) {
  if (seconds < 0) {
    return {};
  }
  if (seconds < 90) {
    return OpeningPage::tr(" · %1 s left").arg(std::lround(seconds));
  }
  return OpeningPage::tr(" · %1 min left").arg(std::lround(seconds / 60));
}

}  // namespace

OpeningPage::OpeningPage(QWidget* parent)
    : QWidget(parent), heading_(makeHeading({})), stage_(makeCaption({})), bar_(new QProgressBar) {
  bar_->setTextVisible(false);
  bar_->setAccessibleName(tr("Progress of opening"));
  QPushButton* cancel = makeButton(tr("Cancel"), QStringLiteral("x"));
  auto* column = new QWidget;
  column->setMaximumWidth(56 * theme::grid);
  auto* rows = new QVBoxLayout(column);
  rows->setSpacing(theme::grid);
  rows->addWidget(heading_);
  rows->addWidget(bar_);
  rows->addWidget(stage_);
  rows->addSpacing(theme::grid);
  rows->addWidget(cancel, 0, Qt::AlignLeft);
  auto* layout = new QVBoxLayout(this);
  layout->addStretch();
  layout->addLayout(makeCentred(column));
  layout->addStretch();
  connect(cancel, &QPushButton::clicked, this, &OpeningPage::cancelRequested);
}

void OpeningPage::start(const QString& folder) {
  heading_->setText(tr("Opening %1").arg(QFileInfo(folder).fileName()));
  stage_->setText(tr("Looking for images"));
  bar_->setRange(0, 0);
}

void OpeningPage::showProgress(const QString& stage,
                               double done,
                               double total,
                               double secondsLeft) {
  if (total <= 0) {
    bar_->setRange(0, 0);
    stage_->setText(stage);
    return;
  }
  bar_->setRange(0, steps);
  bar_->setValue(static_cast<int>(steps * done / total));
  stage_->setText(tr("%1: %2 of %3%4")
                      .arg(stage)
                      .arg(std::lround(done))
                      .arg(std::lround(total))
                      .arg(timeLeft(secondsLeft)));
}

}  // namespace touchstone::ui
