#include "ui/label/batch_dialog.h"

#include "ui/project_session.h"
#include "ui/theme/parts.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QVBoxLayout>

namespace touchstone::ui {
namespace {

using namespace labeling;

QString imagesText(std::size_t count) {
  return count == 1 ? BatchDialog::tr("1 image") : BatchDialog::tr("%1 images").arg(count);
}

}  // namespace

BatchDialog::BatchDialog(ProjectSession& session,
                         const QString& title,
                         ImageBatch batch,
                         const std::vector<ImageId>& images,
                         QWidget* parent)
    : QDialog(parent),
      session_(session),
      batch_(std::move(batch)),
      preview_(previewOf(session.document(), images, batch_)),
      withTest_(new QCheckBox),
      go_(makePrimaryButton({}, {})) {
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(title);
  connect(&session, &QObject::destroyed, this, &QDialog::reject);
  const std::size_t changing = preview_.changing.size() + preview_.onTest.size();
  QString sentence = tr("%1 of %2 would change.").arg(changing).arg(imagesText(images.size()));
  if (preview_.unchanged > 0) {
    sentence += QLatin1Char(' ') + (preview_.unchanged == 1
                                        ? tr("1 is so already.")
                                        : tr("%1 are so already.").arg(preview_.unchanged));
  }
  auto* summary = new QLabel(sentence);
  summary->setWordWrap(true);
  auto* warning = new QLabel(
      tr("%1 of the test split are among them. What a model is measured with should stay as it "
         "is: they are left alone unless you want it.")
          .arg(imagesText(preview_.onTest.size())));
  warning->setWordWrap(true);
  withTest_->setText(tr("Change the images of the test split too"));
  warning->setVisible(!preview_.onTest.empty());
  withTest_->setVisible(!preview_.onTest.empty());
  auto* answers = new QDialogButtonBox;
  answers->addButton(go_, QDialogButtonBox::AcceptRole);
  answers->addButton(QDialogButtonBox::Cancel);
  connect(withTest_, &QCheckBox::toggled, this, &BatchDialog::showCount);
  connect(answers, &QDialogButtonBox::accepted, this, &BatchDialog::carryOut);
  connect(answers, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* layout = new QVBoxLayout(this);
  layout->setSpacing(theme::wide);
  layout->setContentsMargins(theme::page, theme::page, theme::page, theme::page);
  layout->addWidget(makeHeading(title));
  layout->addWidget(summary);
  layout->addWidget(warning);
  layout->addWidget(withTest_);
  layout->addWidget(makeCaption(tr("One undo takes all of it back.")));
  layout->addWidget(answers);
  setMinimumWidth(52 * theme::grid);
  showCount();
}

std::vector<ImageId> BatchDialog::chosen() const {
  auto images = preview_.changing;
  if (withTest_->isChecked()) {
    images.insert(images.end(), preview_.onTest.begin(), preview_.onTest.end());
  }
  return images;
}

void BatchDialog::showCount() {
  const std::size_t count = chosen().size();
  go_->setText(tr("Change %1").arg(imagesText(count)));
  go_->setEnabled(count > 0);
}

void BatchDialog::carryOut() {
  const std::size_t count = chosen().size();
  if (session_.perform(editFor(session_.document(), chosen(), batch_))) {
    Q_EMIT session_.message(tr("%1: changed").arg(imagesText(count)));
    accept();
  } else {
    reject();
  }
}

}  // namespace touchstone::ui
