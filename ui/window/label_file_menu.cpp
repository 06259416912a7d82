#include "ui/window/label_file_menu.h"

#include "labeling/formats/label_format.h"
#include "labeling/formats/sync_format.h"
#include "ui/project_session.h"
#include "ui/theme/theme.h"

#include <QActionGroup>

#include <algorithm>
#include <array>

namespace touchstone::ui {

using namespace labeling;

namespace {

constexpr std::array<std::string_view, 3> formatsOfLabelImg{"voc", "yolo", "createml"};
constexpr std::string_view noFormat = "none";

QString named(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

LabelFileMenu::LabelFileMenu(QWidget* parent) : QMenu(parent), formats_(new QActionGroup(this)) {
  setIcon(theme::icon(QStringLiteral("file-text")));
  for (const SyncFormat& format : syncFormats()) {
    // Named in full, as the command palette shows it without its menu.
    addFormat(tr("Write label files as %1").arg(named(findLabelFormat(format.name)->title)),
              format.name);
  }
  addSeparator();
  addFormat(tr("Write no label files"), noFormat);
  connect(this, &QMenu::aboutToShow, this, &LabelFileMenu::showChoice);
  showChoice();
}

void LabelFileMenu::addFormat(const QString& title, std::string_view format) {
  QAction* action = addAction(title, this, [this, format] { choose(format); });
  action->setCheckable(true);
  action->setData(named(format));
  formats_->addAction(action);
}

void LabelFileMenu::setSession(ProjectSession* session) {
  session_ = session;
  showChoice();
}

void LabelFileMenu::choose(std::string_view format) {
  if (session_ == nullptr) {
    return;
  }
  const Status chosen = session_->project().setSyncFormat(std::string(format));
  showChoice();
  if (!chosen) {
    Q_EMIT session_->failed(QString::fromStdString(chosen.error().message));
    return;
  }
  session_->flush();
  Q_EMIT session_->message(
      format == noFormat
          ? tr("Labels stay in the project; no label files are written.")
          : tr("Labels are written as %1 from now on.").arg(named(findLabelFormat(format)->title)));
}

void LabelFileMenu::chooseNext() {
  if (session_ == nullptr) {
    return;
  }
  const auto* now = std::find(formatsOfLabelImg.begin(), formatsOfLabelImg.end(),
                              session_->project().syncFormat());
  const bool isLast = now == formatsOfLabelImg.end() || now + 1 == formatsOfLabelImg.end();
  choose(isLast ? formatsOfLabelImg.front() : *(now + 1));
}

void LabelFileMenu::showChoice() {
  const QString now =
      session_ == nullptr ? QString() : QString::fromStdString(session_->project().syncFormat());
  setTitle(tr("Label files"));
  setEnabled(session_ != nullptr && !session_->project().isReadOnly());
  for (QAction* action : formats_->actions()) {
    action->setChecked(action->data().toString() == now);
    if (action->isChecked() && now != named(noFormat)) {
      setTitle(tr("Label files: %1").arg(named(findLabelFormat(now.toStdString())->title)));
    }
  }
}

}  // namespace touchstone::ui
