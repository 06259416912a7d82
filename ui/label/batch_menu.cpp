#include "ui/label/batch_menu.h"

#include "ui/label/batch_dialog.h"
#include "ui/project_session.h"
#include "ui/theme/theme.h"

#include <QInputDialog>

#include <set>

namespace touchstone::ui {
namespace {

using namespace labeling;

constexpr std::size_t mostTags = 30;

}  // namespace

BatchMenu::BatchMenu(ProjectSession& session,
                     const Images& selected,
                     const Images& listed,
                     QWidget* parent)
    : QMenu(parent), session_(session) {
  if (!selected.empty()) {
    QAction* heading =
        addAction(selected.size() == 1 ? tr("The selected image")
                                       : tr("%1 selected images").arg(selected.size()));
    heading->setEnabled(false);
    fill(*this, selected);
    addSeparator();
  }
  QMenu* all = addMenu(theme::icon(QStringLiteral("list-checks")),
                       tr("All %1 images of the list").arg(listed.size()));
  fill(*all, listed);
}

void BatchMenu::fill(QMenu& menu, const Images& images) {
  addBatch(menu, tr("Verify"), QStringLiteral("circle-check"), images, verifyBatch());
  addBatch(menu, tr("Exclude"), QStringLiteral("ban"), images, excludeBatch());
  addBatch(menu, tr("Take back “verified” and “excluded”"), QStringLiteral("rotate-ccw"), images,
           openBatch());
  QMenu* splits = menu.addMenu(theme::icon(QStringLiteral("layers")), tr("Put into"));
  addBatch(*splits, tr("Training split"), {}, images, splitBatch(Split::Train));
  addBatch(*splits, tr("Validation split"), {}, images, splitBatch(Split::Val));
  addBatch(*splits, tr("Test split"), {}, images, splitBatch(Split::Test));
  addBatch(*splits, tr("No split"), {}, images, splitBatch(Split::Unassigned));
  addTags(menu, images);
}

void BatchMenu::addBatch(QMenu& menu,
                         const QString& text,
                         const QString& icon,
                         const Images& images,
                         const ImageBatch& batch) {
  QAction* action = menu.addAction(text, this, [=, this] { ask(text, images, batch); });
  if (!icon.isEmpty()) {
    action->setIcon(theme::icon(icon));
  }
}

void BatchMenu::addTags(QMenu& menu, const Images& images) {
  menu.addAction(theme::icon(QStringLiteral("tag")), tr("Add a tag …"), this, [this, images] {
    bool isGiven = false;
    const QString tag = QInputDialog::getText(parentWidget(), tr("Add a tag"), tr("Tag"),
                                              QLineEdit::Normal, {}, &isGiven)
                            .trimmed();
    if (isGiven && !tag.isEmpty()) {
      ask(tr("Add the tag “%1”").arg(tag), images, tagBatch(tag.toStdString()));
    }
  });
  std::set<std::string> tags;
  for (const ImageId id : images) {
    if (const Image* image = session_.document().image(id); image && tags.size() < mostTags) {
      tags.insert(image->tags.begin(), image->tags.end());
    }
  }
  if (tags.empty()) {
    return;
  }
  QMenu* removal = menu.addMenu(theme::icon(QStringLiteral("x")), tr("Remove a tag"));
  for (const std::string& tag : tags) {
    const QString name = QString::fromStdString(tag);
    QString shown = name;
    removal->addAction(shown.replace(QLatin1Char('&'), QStringLiteral("&&")), this,
                       [this, images, tag, name] {
                         ask(tr("Remove the tag “%1”").arg(name), images, untagBatch(tag));
                       });
  }
}

void BatchMenu::ask(const QString& title, const Images& images, const ImageBatch& batch) {
  auto* dialog = new BatchDialog(session_, title, batch, images, parentWidget());
  dialog->setModal(true);
  dialog->show();
}

}  // namespace touchstone::ui
