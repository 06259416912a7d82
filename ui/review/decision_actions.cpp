#include "ui/review/decision_actions.h"

#include "ui/commands/shortcuts.h"
#include "ui/review/finding_text.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QWidget>

namespace touchstone::ui {

using labeling::DecisionKind;

DecisionActions::DecisionActions(QObject* parent) : QObject(parent) {
  accept = addDecision(QStringLiteral("accept"), tr("Accept suggestion"), QStringLiteral("check"),
                       tr("Give the label the suggested class"), {Qt::Key_Return, Qt::Key_Enter},
                       DecisionKind::Accept);
  keep = addDecision(QStringLiteral("keep"), tr("Keep label"), QStringLiteral("lock"),
                     tr("The label is right; this is not asked again"), {Qt::Key_Space},
                     DecisionKind::Keep);
  makeRelabelActions();
  edit = add(QStringLiteral("edit"), tr("Open in editor"), QStringLiteral("pencil"),
             tr("Correct it by hand"), {Qt::Key_E});
  connect(edit, &QAction::triggered, this, &DecisionActions::editorWanted);
  look = add(QStringLiteral("look"), tr("Show where the model looks"), QStringLiteral("eye"),
             tr("Marks what speaks most for the suggested class"), {Qt::Key_H});
  look->setCheckable(true);
  define = add(QStringLiteral("define"), tr("Sharpen the definition"), QStringLiteral("book-open"),
               tr("Hard to say which class it is: open the label book, then decide all labels that "
                  "the wording touches"),
               {Qt::Key_B});
  connect(define, &QAction::triggered, this, &DecisionActions::definitionWanted);
  exclude = addDecision(QStringLiteral("exclude"), tr("Exclude image"), QStringLiteral("ban"),
                        tr("Leave the image out of training and figures"), {Qt::Key_X},
                        DecisionKind::Exclude);
  augment = addDecision(QStringLiteral("augment"), tr("Augment"), QStringLiteral("copy"),
                        tr("Right but rare: train on more variations of it"), {Qt::Key_G},
                        DecisionKind::Augment);
  collect = addDecision(QStringLiteral("collect"), tr("Collect more"), QStringLiteral("images"),
                        tr("Right but rare: more images like it are needed"), {Qt::Key_C},
                        DecisionKind::Collect);
  later = addDecision(QStringLiteral("later"), tr("Later"), QStringLiteral("clock"),
                      tr("Ask again at the end"), {Qt::Key_L}, DecisionKind::Later);
}

QAction* DecisionActions::add(const QString& id,
                              const QString& text,
                              const QString& icon,
                              const QString& tip,
                              const QList<QKeySequence>& keys) {
  auto* action = new QAction(theme::icon(icon), text, this);
  action->setShortcutContext(Qt::WidgetShortcut);
  action->setToolTip(tip);
  bindKeys(*action, QStringLiteral("review.") + id, keys, QStringLiteral("review"));
  action->setEnabled(false);
  return action;
}

QAction* DecisionActions::addDecision(const QString& id,
                                      const QString& text,
                                      const QString& icon,
                                      const QString& tip,
                                      const QList<QKeySequence>& keys,
                                      DecisionKind kind) {
  QAction* action = add(id, text, icon, tip, keys);
  connect(action, &QAction::triggered, this, [this, kind] { Q_EMIT decided(kind, {}); });
  return action;
}

void DecisionActions::makeRelabelActions() {
  for (int digit = 1; digit <= digits; ++digit) {
    QAction* action = add(QStringLiteral("class%1").arg(digit), tr("Label as class %1").arg(digit),
                          QStringLiteral("tag"), tr("Give the label this class"),
                          {QKeySequence(Qt::Key_0 + digit)});
    action->setVisible(false);
    connect(action, &QAction::triggered, this,
            [this, action] { Q_EMIT decided(DecisionKind::Relabel, action->data().toString()); });
    relabel_.append(action);
  }
}

QList<QAction*> DecisionActions::relabelActions() const {
  return relabel_;
}

QList<QAction*> DecisionActions::all() const {
  return QList<QAction*>{accept, keep} + relabel_ +
         QList<QAction*>{edit, look, define, exclude, augment, collect, later};
}

void DecisionActions::addTo(QWidget* widget) const {
  widget->addActions(all());
}

void DecisionActions::setFinding(const labeling::Finding* finding,
                                 const labeling::Document* document) {
  for (QAction* action : all()) {
    action->setEnabled(finding != nullptr);
  }
  for (QAction* action : relabel_) {
    action->setVisible(false);
    action->setEnabled(false);
  }
  if (finding == nullptr || document == nullptr) {
    return;
  }
  look->setEnabled(!finding->run.empty());
  define->setEnabled(finding->annotation.has_value() && document->findClass(finding->given));
  accept->setEnabled(!finding->suggested.empty() || finding->suggestedShape.has_value() ||
                     labeling::suggestsRemoval(*finding) || isAboutImage(finding->kind));
  qsizetype row = 0;
  for (const auto& [id, labelClass] : document->classes()) {
    if (row == relabel_.size()) {
      break;
    }
    const QString name = QString::fromStdString(labelClass.name);
    relabel_[row]->setData(name);
    relabel_[row]->setText(tr("Label as %1").arg(name));
    relabel_[row]->setVisible(true);
    relabel_[row]->setEnabled(finding->annotation.has_value());
    ++row;
  }
}

}  // namespace touchstone::ui
