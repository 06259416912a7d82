#include "ui/transfer/transfer_dialog.h"

#include "ui/theme/parts.h"
#include "ui/transfer/path_field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace touchstone::ui {

using labeling::LabelFormat;

TransferDialog::TransferDialog(Direction direction, QWidget* parent)
    : QDialog(parent),
      direction_(direction),
      place_(new PathField(direction == Direction::Import ? PathField::Kind::ExistingFolderOrFile
                                                          : PathField::Kind::Destination)),
      format_(new QComboBox),
      found_(makeCaption({})),
      accept_(direction == Direction::Import
                  ? makePrimaryButton(tr("Import"), QStringLiteral("download"))
                  : makePrimaryButton(tr("Export"), QStringLiteral("save"))) {
  setWindowTitle(direction == Direction::Import ? tr("Import labels") : tr("Export labels"));
  setMinimumWidth(72 * theme::grid);
  for (const LabelFormat& format : labeling::labelFormats()) {
    format_->addItem(QString::fromUtf8(format.title.data(), static_cast<int>(format.title.size())),
                     QString::fromUtf8(format.name.data(), static_cast<int>(format.name.size())));
  }
  format_->setAccessibleName(tr("Format"));
  layOut();
  connect(place_, &PathField::changed, this, &TransferDialog::detect);
  connect(format_, &QComboBox::currentIndexChanged, this, &TransferDialog::showState);
  connect(accept_, &QPushButton::clicked, this, &QDialog::accept);
  showState();
}

void TransferDialog::layOut() {
  auto* form = new QFormLayout;
  form->setHorizontalSpacing(theme::wide);
  form->setVerticalSpacing(theme::grid);
  form->addRow(direction_ == Direction::Import ? tr("From") : tr("To"), place_);
  form->addRow(tr("Format"), format_);
  if (direction_ == Direction::Import) {
    addImportOptions(*form);
  }
  QPushButton* cancel = new QPushButton(tr("Cancel"));
  cancel->setAutoDefault(false);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch();
  buttons->addWidget(cancel);
  buttons->addWidget(accept_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::page, theme::wide, theme::page, theme::wide);
  layout->setSpacing(theme::wide);
  layout->addWidget(makeTitle(windowTitle()));
  layout->addLayout(form);
  layout->addWidget(found_);
  layout->addLayout(buttons);
  place_->setFocus();
}

void TransferDialog::addImportOptions(QFormLayout& form) {
  column_ = new QLineEdit(QString::fromStdString(labeling::ImportOptions().labelColumn));
  column_->setAccessibleName(tr("Column with the class"));
  form.addRow(tr("Class column"), column_);
  link_ = new QCheckBox(tr("Link images from elsewhere instead of copying them"));
  form.addRow({}, link_);
}

void TransferDialog::setPlace(const QString& path) {
  place_->setPath(path);
}

TransferRequest TransferDialog::request() const {
  TransferRequest request{.format = format_->currentData().toString().toStdString(),
                          .place = place_->path().toStdString(),
                          .options = {}};
  if (direction_ == Direction::Import) {
    request.options.labelColumn = column_->text().trimmed().toStdString();
    request.options.hardLink = link_->isChecked();
  }
  return request;
}

void TransferDialog::detect() {
  if (direction_ == Direction::Import && QFileInfo::exists(place_->path())) {
    const std::filesystem::path place = place_->path().toStdString();
    for (const LabelFormat& format : labeling::labelFormats()) {
      if (format.detects(place)) {
        format_->setCurrentIndex(format_->findData(
            QString::fromUtf8(format.name.data(), static_cast<int>(format.name.size()))));
        break;
      }
    }
  }
  showState();
}

void TransferDialog::showState() {
  const bool exists = QFileInfo::exists(place_->path());
  const bool imports = direction_ == Direction::Import;
  accept_->setEnabled(imports ? exists : !place_->path().isEmpty());
  if (imports) {
    const bool isTable = request().format == "csv";
    column_->setEnabled(isTable);
    found_->setText(place_->path().isEmpty() ? tr("Choose the folder or file with the labels. They "
                                                  "are added to those that are there, as one step "
                                                  "that can be undone.")
                    : !exists                ? tr("%1 does not exist.").arg(place_->path())
                              : tr("The format was recognised where it could be; choose another if "
                                   "it is wrong."));
  } else {
    found_->setText(
        tr("What the format cannot hold is listed afterwards and stays in the project."));
  }
}

}  // namespace touchstone::ui
