#include "ui/transfer/path_field.h"

#include "ui/theme/parts.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMimeData>

namespace touchstone::ui {

PathField::PathField(Kind kind, QWidget* parent)
    : QWidget(parent), kind_(kind), edit_(new QLineEdit) {
  setAcceptDrops(true);
  setFocusProxy(edit_);
  edit_->setAcceptDrops(false);
  edit_->setAccessibleName(kind == Kind::ExistingFile ? tr("File") : tr("Folder or file"));
  edit_->setPlaceholderText(kind == Kind::Destination    ? tr("Folder or file to write")
                            : kind == Kind::ExistingFile ? tr("File to read")
                                                         : tr("Folder or file to read"));
  QPushButton* folder = makeButton(tr("Folder …"), QStringLiteral("folder-open"));
  QPushButton* file = makeButton(tr("File …"), QStringLiteral("file-text"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(edit_, 1);
  row->addWidget(folder);
  row->addWidget(file);
  folder->setVisible(kind != Kind::ExistingFile);
  for (QPushButton* button : {folder, file}) {
    button->setAutoDefault(false);
  }
  connect(edit_, &QLineEdit::textChanged, this, &PathField::changed);
  connect(folder, &QPushButton::clicked, this, &PathField::chooseFolder);
  connect(file, &QPushButton::clicked, this, &PathField::chooseFile);
}

QString PathField::path() const {
  return edit_->text().trimmed();
}

void PathField::setPath(const QString& path) {
  edit_->setText(path);
}

void PathField::chooseFolder() {
  const QString chosen = QFileDialog::getExistingDirectory(this, tr("Choose a folder"), path());
  if (!chosen.isEmpty()) {
    setPath(chosen);
  }
}

void PathField::chooseFile() {
  const QString chosen = kind_ == Kind::Destination
                             ? QFileDialog::getSaveFileName(this, tr("Choose a file"), path())
                             : QFileDialog::getOpenFileName(this, tr("Choose a file"), path());
  if (!chosen.isEmpty()) {
    setPath(chosen);
  }
}

void PathField::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->urls().size() == 1 && event->mimeData()->urls().front().isLocalFile()) {
    event->acceptProposedAction();
  }
}

void PathField::dropEvent(QDropEvent* event) {
  setPath(event->mimeData()->urls().front().toLocalFile());
}

}  // namespace touchstone::ui
