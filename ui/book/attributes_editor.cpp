#include "ui/book/attributes_editor.h"

#include "labeling/classes/attribute_edits.h"
#include "labeling/classes/class_tree.h"
#include "ui/book/change_dialog.h"
#include "ui/project_session.h"
#include "ui/theme/parts.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace touchstone::ui {

using namespace labeling;

namespace {

QString kindText(AttributeKind kind) {
  switch (kind) {
    case AttributeKind::Flag:
      return AttributesEditor::tr("yes or no");
    case AttributeKind::Choice:
      return AttributesEditor::tr("one of");
    case AttributeKind::Number:
      break;
  }
  return AttributesEditor::tr("number");
}

QString choicesText(const AttributeDefinition& definition) {
  QStringList choices;
  for (const std::string& choice : definition.choices) {
    choices << QString::fromStdString(choice);
  }
  return choices.join(QStringLiteral(", "));
}

std::vector<std::string> choicesIn(const QString& text) {
  std::vector<std::string> choices;
  const QStringList parts = text.split(QLatin1Char(','));
  for (const QString& part : parts) {
    const std::string choice = part.trimmed().toStdString();
    if (!choice.empty() && std::find(choices.begin(), choices.end(), choice) == choices.end()) {
      choices.push_back(choice);
    }
  }
  return choices;
}

}  // namespace

AttributesEditor::AttributesEditor(QWidget* parent)
    : QWidget(parent),
      grid_(new QGridLayout),
      hint_(makeCaption(tr("None. Attributes are asked for in the details of each object of the "
                           "class, such as “blurred” or “stain: light, dark”."))),
      add_(new QToolButton) {
  add_->setIcon(theme::icon(QStringLiteral("plus")));
  add_->setToolTip(tr("Add an attribute"));
  add_->setAccessibleName(add_->toolTip());
  add_->setPopupMode(QToolButton::InstantPopup);
  auto* kinds = new QMenu(add_);
  kinds->addAction(tr("Yes or no"), this, [this] { add(AttributeKind::Flag); });
  kinds->addAction(tr("One of some choices"), this, [this] { add(AttributeKind::Choice); });
  kinds->addAction(tr("Number"), this, [this] { add(AttributeKind::Number); });
  add_->setMenu(kinds);
  auto* header = new QHBoxLayout;
  header->addWidget(makeHeading(tr("Attributes")), 1);
  header->addWidget(add_);
  grid_->setSpacing(theme::tight);
  grid_->setColumnStretch(0, 2);
  grid_->setColumnStretch(2, 3);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(theme::tight);
  layout->addLayout(header);
  layout->addWidget(hint_);
  layout->addLayout(grid_);
}

void AttributesEditor::setSession(ProjectSession* session) {
  session_ = session;
  showClass(0);
}

void AttributesEditor::showClass(ClassId id) {
  const LabelClass* labelClass =
      session_ == nullptr ? nullptr : session_->document().labelClass(id);
  const auto attributes = labelClass == nullptr ? std::vector<AttributeDefinition>()
                                                : attributesOf(session_->document(), id);
  if (id != class_ || attributes != shown_) {
    class_ = id;
    shown_ = attributes;
    rebuild();
  }
}

void AttributesEditor::rebuild() {
  while (QLayoutItem* item = grid_->takeAt(0)) {
    item->widget()->deleteLater();
    item->widget()->hide();
    delete item;
  }
  hint_->setVisible(shown_.empty());
  const LabelClass* labelClass =
      session_ == nullptr ? nullptr : session_->document().labelClass(class_);
  int row = 0;
  for (const AttributeDefinition& definition : shown_) {
    const auto& own = labelClass->attributes;
    if (std::find(own.begin(), own.end(), definition) != own.end()) {
      addRow(definition, row++);
    } else {
      addInherited(definition, row++);
    }
  }
}

void AttributesEditor::addRow(const AttributeDefinition& definition, int row) {
  const QString old = QString::fromStdString(definition.name);
  auto* name = new QLineEdit(old);
  name->setAccessibleName(tr("Name of the attribute %1").arg(old));
  connect(name, &QLineEdit::editingFinished, this, [this, name, old] {
    const QString text = name->text().trimmed();
    if (text != old && !perform(renameAttribute(session_->document(), class_, old.toStdString(),
                                                text.toStdString()))) {
      name->setText(old);
    }
  });
  grid_->addWidget(name, row, 0);
  grid_->addWidget(makeCaption(kindText(definition.kind)), row, 1);
  if (definition.kind == AttributeKind::Choice) {
    const QString before = choicesText(definition);
    auto* choices = new QLineEdit(before);
    choices->setAccessibleName(tr("Choices of the attribute %1").arg(old));
    choices->setToolTip(tr("Choices, with commas between them"));
    connect(choices, &QLineEdit::editingFinished, this, [this, choices, before, old] {
      if (choices->text() != before &&
          !perform(changeChoices(session_->document(), class_, old.toStdString(),
                                 choicesIn(choices->text())))) {
        choices->setText(before);
      }
    });
    grid_->addWidget(choices, row, 2);
  }
  auto* removal = new QToolButton;
  removal->setIcon(theme::icon(QStringLiteral("trash-2")));
  const ClassEdit what = removeAttribute(session_->document(), class_, definition.name);
  removal->setToolTip(
      what.preview.annotations == 0
          ? tr("Remove the attribute %1").arg(old)
          : tr("Remove the attribute %1: %2 lose it").arg(old, extentText(what.preview)));
  removal->setAccessibleName(tr("Remove the attribute %1").arg(old));
  connect(removal, &QToolButton::clicked, this, [this, key = definition.name] { remove(key); });
  grid_->addWidget(removal, row, 3);
}

void AttributesEditor::addInherited(const AttributeDefinition& definition, int row) {
  grid_->addWidget(new QLabel(QString::fromStdString(definition.name)), row, 0);
  grid_->addWidget(makeCaption(kindText(definition.kind)), row, 1);
  grid_->addWidget(makeCaption(definition.kind == AttributeKind::Choice
                                   ? tr("%1 (of a parent)").arg(choicesText(definition))
                                   : tr("of a parent")),
                   row, 2);
}

void AttributesEditor::add(AttributeKind kind) {
  QString name = tr("new attribute");
  const auto isTaken = [&] {
    return std::any_of(shown_.begin(), shown_.end(), [&](const AttributeDefinition& definition) {
      return definition.name == name.toStdString();
    });
  };
  for (int n = 2; isTaken(); ++n) {
    name = tr("new attribute %1").arg(n);
  }
  AttributeDefinition definition{.name = name.toStdString(), .kind = kind, .choices = {}};
  if (kind == AttributeKind::Choice) {
    definition.choices = {tr("first").toStdString(), tr("second").toStdString()};
  }
  if (session_ != nullptr && perform(addAttribute(session_->document(), class_, definition))) {
    const auto fields = findChildren<QLineEdit*>();
    for (QLineEdit* field : fields) {
      if (field->text() == name && !field->isHidden()) {
        field->setFocus();
        field->selectAll();
      }
    }
  }
}

void AttributesEditor::remove(const std::string& name) {
  perform(removeAttribute(session_->document(), class_, name));
}

bool AttributesEditor::perform(const ClassEdit& change) {
  if (!change.preview.problem.empty()) {
    Q_EMIT session_->failed(QString::fromStdString(change.preview.problem));
    return false;
  }
  return session_->perform(change.edit);
}

}  // namespace touchstone::ui
