#include "ui/label/consensus_dialog.h"

#include "ui/project_session.h"
#include "ui/theme/parts.h"

#include <QDialogButtonBox>
#include <QVBoxLayout>

namespace touchstone::ui {

using analysis::ConsensusAdoption;

namespace {

Result<ConsensusAdoption> adoptionFor(const labeling::Document& document,
                                      const std::stop_token& stop) {
  const analysis::SharedObjects shared = analysis::sharedObjects(document, stop);
  const auto consensus =
      analysis::objectConsensus(document, shared, analysis::ConsensusMethod::DawidSkene, stop);
  if (!consensus) {
    return consensus.error();
  }
  return analysis::consensusAdoption(document, shared, *consensus);
}

}  // namespace

ConsensusDialog::ConsensusDialog(ProjectSession& session, QWidget* parent)
    : QDialog(parent),
      session_(session),
      summary_(new QLabel(tr("Comparing who drew what …"))),
      go_(makePrimaryButton(tr("Adopt the consensus"), QStringLiteral("check"))) {
  setAttribute(Qt::WA_DeleteOnClose);
  setModal(true);
  setWindowTitle(tr("What several people drew together"));
  connect(&session, &QObject::destroyed, this, &QDialog::reject);
  summary_->setWordWrap(true);
  go_->setEnabled(false);
  auto* answers = new QDialogButtonBox;
  answers->addButton(go_, QDialogButtonBox::AcceptRole);
  answers->addButton(QDialogButtonBox::Cancel);
  connect(answers, &QDialogButtonBox::accepted, this, &ConsensusDialog::adopt);
  connect(answers, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* layout = new QVBoxLayout(this);
  layout->setSpacing(theme::wide);
  layout->setContentsMargins(theme::page, theme::page, theme::page, theme::page);
  layout->addWidget(makeHeading(windowTitle()));
  layout->addWidget(summary_);
  layout->addWidget(
      makeCaption(tr("Where several people labelled an image each for themselves, a thing counts "
                     "once for each of them until their drawings are one. Review shows beforehand "
                     "where they disagree. One undo takes all of it back.")));
  layout->addWidget(answers);
  setMinimumWidth(60 * theme::grid);
  comparing_.run([document = session.document()](
                     const std::stop_token& stop) { return adoptionFor(document, stop); },
                 [this](const Result<ConsensusAdoption>& adoption) { showAdoption(adoption); });
}

void ConsensusDialog::showAdoption(const Result<ConsensusAdoption>& adoption) {
  if (!adoption) {
    summary_->setText(QString::fromStdString(adoption.error().message));
    adjustSize();
    return;
  }
  QString sentence = tr("%1 labels on %2 images become %3: of each thing one, with the class that "
                        "is most probably right and a shape in the middle of all.")
                         .arg(adoption->drawn)
                         .arg(adoption->images)
                         .arg(adoption->adopted);
  if (adoption->dismissed > 0) {
    sentence += QLatin1Char(' ') +
                (adoption->dismissed == 1
                     ? tr("1 thing goes, as most did not draw it.")
                     : tr("%1 things go, as most did not draw them.").arg(adoption->dismissed));
  }
  summary_->setText(sentence);
  adjustSize();
  edit_ = adoption->edit;
  go_->setEnabled(true);
}

void ConsensusDialog::adopt() {
  if (session_.perform(std::move(edit_))) {
    Q_EMIT session_.message(tr("The consensus is adopted"));
    accept();
  } else {
    reject();
  }
}

}  // namespace touchstone::ui
