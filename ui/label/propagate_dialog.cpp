#include "ui/label/propagate_dialog.h"

#include "ui/theme/parts.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace touchstone::ui {

using namespace labeling;

PropagateDialog::PropagateDialog(const Document& document,
                                 std::size_t objects,
                                 std::vector<ImageId> following,
                                 QWidget* parent)
    : QDialog(parent),
      document_(document),
      objects_(objects),
      following_(std::move(following)),
      count_(new QSpinBox),
      preview_(makeCaption({})),
      accept_(makePrimaryButton(tr("Add"), QStringLiteral("repeat-2"))) {
  setWindowTitle(tr("Repeat objects on the next images"));
  setMinimumWidth(52 * theme::grid);
  const int most = static_cast<int>(following_.size());
  count_->setRange(std::min(1, most), most);
  count_->setValue(std::min(10, most));
  count_->setAccessibleName(tr("How many images"));
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
  buttons->addButton(accept_, QDialogButtonBox::AcceptRole);
  auto* form = new QFormLayout;
  form->addRow(tr("How many images"), count_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::wide, theme::wide, theme::wide, theme::wide);
  layout->setSpacing(theme::wide);
  layout->addWidget(makeHeading(windowTitle()));
  layout->addLayout(form);
  layout->addWidget(preview_);
  layout->addWidget(buttons);
  connect(count_, &QSpinBox::valueChanged, this, &PropagateDialog::preview);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  accept_->setDefault(true);
  count_->selectAll();
  preview();
}

std::vector<ImageId> PropagateDialog::images() const {
  std::vector<ImageId> chosen;
  for (int i = 0; i < count_->value(); ++i) {
    const ImageId id = following_[static_cast<std::size_t>(i)];
    const Image* image = document_.image(id);
    if (image != nullptr && image->split != Split::Test) {
      chosen.push_back(id);
    }
  }
  return chosen;
}

void PropagateDialog::preview() {
  const std::size_t images = this->images().size();
  const std::size_t left = static_cast<std::size_t>(count_->value()) - images;
  QString text =
      tr("Adds %1 objects in all: %2 on each of %3 images. What is there stays. One undo takes "
         "them all back.")
          .arg(objects_ * images)
          .arg(objects_)
          .arg(images);
  if (left > 0) {
    text += QLatin1Char(' ') + tr("%1 images of the test split are left out.").arg(left);
  }
  preview_->setText(text);
  accept_->setEnabled(objects_ > 0 && images > 0);
}

}  // namespace touchstone::ui
