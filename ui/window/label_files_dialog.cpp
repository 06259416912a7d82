#include "ui/window/label_files_dialog.h"

#include "labeling/project/label_files.h"
#include "ui/theme/parts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace touchstone::ui {
namespace {

constexpr int stateRole = Qt::UserRole + 1;

bool isDamaged(const QListWidgetItem& item) {
  return item.data(stateRole).toInt() == static_cast<int>(labeling::LabelFileState::Damaged);
}

}  // namespace

LabelFilesDialog::LabelFilesDialog(ProjectSession& session, QWidget* parent)
    : QDialog(parent),
      session_(session),
      files_(new QListWidget),
      theirs_(makeButton(tr("Take theirs"), QStringLiteral("folder-open"))),
      mine_(makeButton(tr("Keep mine"), QStringLiteral("save"))),
      replace_(makeButton(tr("Back up and replace"), QStringLiteral("save"))) {
  setWindowTitle(tr("Label files"));
  resize(80 * theme::grid, 45 * theme::grid);
  files_->setObjectName(QStringLiteral("labelFiles"));
  files_->setAccessibleName(tr("Label files that need a decision"));
  files_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  files_->setWordWrap(true);
  theirs_->setObjectName(QStringLiteral("takeTheirs"));
  theirs_->setToolTip(tr("Make the labels of the chosen files yours; one step to undo"));
  mine_->setObjectName(QStringLiteral("keepMine"));
  mine_->setToolTip(tr("Write your labels into the chosen files; what is in them is backed up"));
  replace_->setObjectName(QStringLiteral("replaceDamaged"));
  replace_->setToolTip(tr("Move the chosen damaged files to backups and write new ones"));

  auto* explanation =
      new QLabel(tr("These files are left as they are until you choose whose labels count. "
                    "Nothing is lost: a file is backed up before it is written."));
  explanation->setWordWrap(true);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(theme::grid);
  buttons->addWidget(theirs_);
  buttons->addWidget(mine_);
  buttons->addWidget(replace_);
  buttons->addStretch();
  auto* close = new QPushButton(tr("Close"));
  buttons->addWidget(close);
  auto* column = new QVBoxLayout(this);
  column->addWidget(explanation);
  column->addWidget(files_, 1);
  column->addLayout(buttons);

  connect(files_, &QListWidget::itemSelectionChanged, this, &LabelFilesDialog::updateButtons);
  connect(theirs_, &QPushButton::clicked, this,
          [this] { choose(&labeling::LabelFiles::takeTheirs); });
  connect(mine_, &QPushButton::clicked, this, [this] { choose(&labeling::LabelFiles::keepMine); });
  connect(replace_, &QPushButton::clicked, this,
          [this] { choose(&labeling::LabelFiles::replaceDamaged); });
  connect(close, &QPushButton::clicked, this, &QDialog::accept);
  fill();
}

void LabelFilesDialog::fill() {
  files_->clear();
  for (const labeling::LabelFileIssue& issue : session_.project().labelFiles().issues()) {
    auto* item = new QListWidgetItem(QString::fromStdString(issue.message), files_);
    item->setData(Qt::UserRole, QString::fromStdString(issue.file));
    item->setData(stateRole, static_cast<int>(issue.state));
  }
  files_->selectAll();
  updateButtons();
}

std::vector<std::string> LabelFilesDialog::chosenFiles() const {
  std::vector<std::string> files;
  for (const QListWidgetItem* item : files_->selectedItems()) {
    files.push_back(item->data(Qt::UserRole).toString().toStdString());
  }
  return files;
}

void LabelFilesDialog::updateButtons() {
  bool damaged = false;
  bool readable = false;
  for (const QListWidgetItem* item : files_->selectedItems()) {
    damaged = damaged || isDamaged(*item);
    readable = readable || !isDamaged(*item);
  }
  theirs_->setEnabled(readable && !damaged);
  mine_->setEnabled(readable);
  replace_->setEnabled(damaged);
}

void LabelFilesDialog::choose(Choice choice) {
  const Status done = (session_.project().labelFiles().*choice)(chosenFiles());
  if (!done) {
    Q_EMIT session_.failed(QString::fromStdString(done.error().message));
  }
  session_.flush();
  fill();
  if (files_->count() == 0) {
    accept();
  }
}

}  // namespace touchstone::ui
