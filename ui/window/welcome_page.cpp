#include "ui/window/welcome_page.h"

#include "ui/theme/parts.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QIcon>
#include <QVBoxLayout>

namespace touchstone::ui {
namespace {

constexpr int columnWidth = 64 * theme::grid;
constexpr int shownRecent = 5;

QPushButton* makeFolderRow(const QString& folder) {
  auto* row = new QPushButton(
      theme::icon(QStringLiteral("folder"), &theme::Colours::muted),
      QStringLiteral(" %1   —   %2").arg(QFileInfo(folder).fileName(), QFileInfo(folder).path()));
  theme::setRole(row, theme::Role::Flat);
  row->setToolTip(folder);
  row->setMinimumHeight(4 * theme::grid);
  row->setIconSize({theme::iconSize, theme::iconSize});
  return row;
}

}  // namespace

WelcomePage::WelcomePage(QWidget* parent)
    : QWidget(parent), recent_(new QWidget), recentRows_(new QVBoxLayout) {
  auto* logo = new QLabel;
  logo->setPixmap(QIcon(QStringLiteral(":/theme/logo.svg")).pixmap(8 * theme::grid));
  logo->setFixedSize(8 * theme::grid, 8 * theme::grid);
  auto* words = new QVBoxLayout;
  words->setSpacing(theme::tight);
  words->addWidget(makeTitle(tr("Touchstone")));
  auto* motto = new QLabel(tr("Label images, train, see which labels are wrong, train again."));
  words->addWidget(motto);
  auto* header = new QHBoxLayout;
  header->setSpacing(theme::wide);
  header->addWidget(logo);
  header->addLayout(words, 1);

  QPushButton* open =
      makePrimaryButton(tr("Open a folder of images"), QStringLiteral("folder-open"));
  open->setToolTip(tr("Open a folder of images (Ctrl+O)"));
  QPushButton* sample = makeButton(tr("Try the sample project"), QStringLiteral("sparkles"));
  sample->setToolTip(tr("60 rendered pictures of machine parts, some of them labelled wrongly"));
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(theme::grid);
  buttons->addWidget(open);
  buttons->addWidget(sample);
  buttons->addStretch();

  recentRows_->setContentsMargins(0, 0, 0, 0);
  recentRows_->setSpacing(2);
  recent_->setLayout(recentRows_);

  auto* column = new QWidget;
  column->setMaximumWidth(columnWidth);
  auto* rows = new QVBoxLayout(column);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(theme::wide);
  rows->addLayout(header);
  rows->addSpacing(theme::grid);
  rows->addLayout(buttons);
  QLabel* hint =
      makeCaption(tr("Any folder works: photographs stay where they are, labels found "
                     "beside them (Pascal VOC, COCO, CSV, class folders) are taken "
                     "over. You can also drop a folder here."));
  rows->addWidget(hint);
  rows->addWidget(recent_);
  auto* layout = new QVBoxLayout(this);
  layout->addStretch(2);
  layout->addLayout(makeCentred(column));
  layout->addStretch(3);

  open->setDefault(true);
  setFocusProxy(open);
  connect(open, &QPushButton::clicked, this, &WelcomePage::openRequested);
  connect(sample, &QPushButton::clicked, this, &WelcomePage::sampleRequested);
}

void WelcomePage::showRecent(const QStringList& folders) {
  while (QLayoutItem* item = recentRows_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  recent_->setVisible(!folders.isEmpty());
  recentRows_->addWidget(makeHeading(tr("Recent")));
  for (const QString& folder : folders.mid(0, shownRecent)) {
    QPushButton* row = makeFolderRow(folder);
    connect(row, &QPushButton::clicked, this, [this, folder] { Q_EMIT folderChosen(folder); });
    recentRows_->addWidget(row);
  }
}

}  // namespace touchstone::ui
