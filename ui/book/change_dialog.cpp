#include "ui/book/change_dialog.h"

#include "ui/book/example_strip.h"
#include "ui/label/label_edits.h"
#include "ui/project_session.h"
#include "ui/theme/parts.h"

#include <QCoreApplication>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace touchstone::ui {

using namespace labeling;

namespace {

QString number(std::size_t n) {
  return QLocale().toString(static_cast<qulonglong>(n));
}

}  // namespace

ChangeDialog::ChangeDialog(ProjectSession& session,
                           const QString& title,
                           const QString& icon,
                           QWidget* parent)
    : QDialog(parent),
      session_(session),
      inputs_(new QFormLayout),
      sentence_(new QLabel),
      problem_(new QLabel),
      examples_(new ExampleStrip(tr("Some of the objects"), {})),
      accept_(makePrimaryButton({}, icon)) {
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(title);
  setMinimumWidth(60 * theme::grid);
  sentence_->setWordWrap(true);
  sentence_->setObjectName(QStringLiteral("sentence"));
  problem_->setWordWrap(true);
  problem_->setObjectName(QStringLiteral("problem"));
  theme::setRole(problem_, theme::Role::Danger);
  inputs_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  examples_->setSession(&session_);
  auto* cancel = new QPushButton(tr("Cancel"));
  cancel->setAutoDefault(false);
  accept_->setDefault(true);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch(1);
  buttons->addWidget(cancel);
  buttons->addWidget(accept_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::page, theme::page, theme::page, theme::page);
  layout->setSpacing(theme::wide);
  layout->addWidget(makeTitle(title));
  layout->addLayout(inputs_);
  layout->addWidget(sentence_);
  layout->addWidget(problem_);
  layout->addWidget(examples_);
  layout->addStretch(1);
  layout->addLayout(buttons);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  connect(accept_, &QPushButton::clicked, this, &ChangeDialog::perform);
  connect(&session_, &QObject::destroyed, this, &QDialog::reject);
}

void ChangeDialog::addInput(const QString& name, QWidget* input) {
  input->setAccessibleName(name);
  inputs_->addRow(name, input);
}

void ChangeDialog::setChange(const QString& verb, MakeChange change, Describe describe) {
  change_ = std::move(change);
  describe_ = std::move(describe);
  accept_->setText(QLatin1Char(' ') + verb);
  accept_->setAccessibleName(verb);
  refresh();
}

void ChangeDialog::refresh() {
  if (!change_) {
    return;
  }
  shown_ = change_();
  const ClassEditPreview& preview = shown_.preview;
  problem_->setText(QString::fromStdString(preview.problem));
  problem_->setVisible(!preview.problem.empty());
  sentence_->setVisible(preview.problem.empty());
  sentence_->setText(tr("%1: %2.").arg(describe_(), extentText(preview)));
  examples_->setObjects(preview.examples);
  examples_->setVisible(!preview.examples.empty());
  accept_->setEnabled(preview.problem.empty() && !shown_.edit.changes.empty());
}

void ChangeDialog::perform() {
  // The project may have changed while the dialog was open.
  refresh();
  if (!accept_->isEnabled()) {
    return;
  }
  if (session_.perform(withImageStates(session_.document(), shown_.edit))) {
    Q_EMIT done();
    accept();
  }
}

QString extentText(const ClassEditPreview& preview) {
  const auto tr = [](const char* text) {
    return QCoreApplication::translate("ChangeDialog", text);
  };
  if (preview.annotations == 0) {
    return tr("no object changes");
  }
  QString text = (preview.annotations == 1 ? tr("%1 object") : tr("%1 objects"))
                     .arg(number(preview.annotations));
  text = (preview.images == 1 ? tr("%1 on %2 image") : tr("%1 on %2 images"))
             .arg(text, number(preview.images));
  if (preview.testAnnotations > 0) {
    text = tr("%1, %2 of them in the test split").arg(text, number(preview.testAnnotations));
  }
  return text;
}

}  // namespace touchstone::ui
