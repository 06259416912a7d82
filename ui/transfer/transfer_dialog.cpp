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

#include <algorithm>
#include <chrono>

namespace touchstone::ui {

using labeling::LabelFormat;

namespace {

constexpr auto mturkFormatName = "mturk";
/// In typing, after which a place is looked at: a folder on the way to the one that is meant may
/// hold a million files.
constexpr std::chrono::milliseconds pause{300};

}  // namespace

ProjectExport::Write writerFor(const TransferRequest& request) {
  if (request.format == mturkFormatName) {
    return mturkWriter(request.mturk, request.place);
  }
  const LabelFormat* format = labeling::findLabelFormat(request.format);
  require(format != nullptr, "a format of the list");
  return
      [format, place = request.place](const labeling::Project& project, const WorkContext& work) {
        return format->write(project, place, work);
      };
}

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
  if (direction == Direction::Import) {
    typing_.setSingleShot(true);
    typing_.setInterval(pause);
    connect(place_, &PathField::changed, this, [this] {
      looking_.cancel();
      isDetecting_ = QFileInfo::exists(place_->path());
      typing_.start();
      showState();
    });
    connect(&typing_, &QTimer::timeout, this, &TransferDialog::detect);
    connect(format_, &QComboBox::activated, this, [this] { endDetection(nullptr); });
  } else {
    connect(place_, &PathField::changed, this, &TransferDialog::showState);
  }
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
  } else {
    mturk_ = new MturkOptions(*form, this);
    connect(mturk_, &MturkOptions::changed, this, &TransferDialog::showState);
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
                          .options = {},
                          .mturk = {}};
  if (direction_ == Direction::Import) {
    request.options.labelColumn = column_->text().trimmed().toStdString();
    request.options.hardLink = link_->isChecked();
  } else if (writesForMturk()) {
    request.mturk = mturk_->request();
  }
  return request;
}

void TransferDialog::detect() {
  if (isDetecting_) {
    looking_.run([place = std::filesystem::path(place_->path().toStdString())](
                     const std::stop_token&) { return labeling::detectLabelFormat(place); },
                 [this](const LabelFormat* found) { endDetection(found); });
  }
}

void TransferDialog::endDetection(const LabelFormat* found) {
  looking_.cancel();
  isDetecting_ = false;
  if (found != nullptr) {
    format_->setCurrentIndex(format_->findData(
        QString::fromUtf8(found->name.data(), static_cast<int>(found->name.size()))));
  }
  showState();
}

bool TransferDialog::writesForMturk() const {
  return direction_ == Direction::Export &&
         format_->currentData().toString() == QLatin1String(mturkFormatName);
}

void TransferDialog::showState() {
  const bool exists = QFileInfo::exists(place_->path());
  const bool imports = direction_ == Direction::Import;
  accept_->setEnabled(imports ? exists && !isDetecting_
                              : !place_->path().isEmpty() &&
                                    (!writesForMturk() || mturk_->isComplete()));
  if (imports) {
    const bool isTable = request().format == "csv";
    column_->setEnabled(isTable);
    found_->setText(place_->path().isEmpty() ? tr("Choose the folder or file with the labels. They "
                                                  "are added to those that are there, as one step "
                                                  "that can be undone.")
                    : !exists                ? tr("%1 does not exist.").arg(place_->path())
                    : isDetecting_
                        ? tr("Looking which format it is …")
                        : tr("The format was recognised where it could be; choose another if "
                             "it is wrong."));
  } else {
    mturk_->setShown(writesForMturk());
    found_->setText(
        writesForMturk()
            ? mturk_->explanation()
            : tr("What the format cannot hold is listed afterwards and stays in the project."));
  }
  const int wide = width();
  adjustSize();
  resize(std::max(wide, width()), height());
}

}  // namespace touchstone::ui
