#include "ui/book/class_dialogs.h"

#include "labeling/classes/class_edits.h"
#include "labeling/classes/class_tree.h"
#include "ui/book/change_dialog.h"
#include "ui/label/swatch.h"
#include "ui/project_session.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QLineEdit>
#include <QListWidget>

#include <algorithm>

namespace touchstone::ui {

using namespace labeling;

namespace {

QString translated(const char* text) {
  return QCoreApplication::translate("ClassDialogs", text);
}

QString nameOf(const ProjectSession& session, ClassId id) {
  const LabelClass* labelClass = session.document().labelClass(id);
  return labelClass == nullptr ? QString() : QString::fromStdString(labelClass->name);
}

/// Adds every class but `except`, in order, with its id as data.
void addClasses(const ProjectSession& session, ClassId except, QComboBox& box) {
  box.setIconSize(swatchSize);
  for (const ClassId id : classesInOrder(session.document())) {
    if (id != except) {
      box.addItem(swatch(session.document().labelClass(id)->colour), nameOf(session, id),
                  QVariant::fromValue<qint64>(id));
    }
  }
}

/// The values that attributes of the class can have, as ways to choose objects.
struct Choice {
  QString text;
  std::string attribute;
  AttributeValue value;
};

std::vector<Choice> choicesOf(const Document& document, ClassId id) {
  std::vector<Choice> choices;
  for (const AttributeDefinition& definition : attributesOf(document, id)) {
    const QString name = QString::fromStdString(definition.name);
    if (definition.kind == AttributeKind::Flag) {
      choices.push_back({translated("%1 is set").arg(name), definition.name, true});
      choices.push_back({translated("%1 is not set").arg(name), definition.name, false});
    }
    for (const std::string& choice : definition.choices) {
      choices.push_back({translated("%1 is %2").arg(name, QString::fromStdString(choice)),
                         definition.name, choice});
    }
  }
  return choices;
}

}  // namespace

ChangeDialog* makeRenameDialog(ProjectSession& session, ClassId id, QWidget* parent) {
  const QString old = nameOf(session, id);
  auto* dialog =
      new ChangeDialog(session, translated("Rename %1").arg(old), QStringLiteral("pencil"), parent);
  auto* name = new QLineEdit(old);
  name->selectAll();
  dialog->addInput(translated("New name"), name);
  dialog->setChange(
      translated("Rename"),
      [&session, id, name] {
        return renameClass(session.document(), id, name->text().toStdString());
      },
      [old, name] { return translated("Rename %1 to %2").arg(old, name->text().trimmed()); });
  QObject::connect(name, &QLineEdit::textChanged, dialog, &ChangeDialog::refresh);
  name->setFocus();
  return dialog;
}

ChangeDialog* makeMergeDialog(ProjectSession& session, ClassId id, QWidget* parent) {
  const QString name = nameOf(session, id);
  auto* dialog =
      new ChangeDialog(session, translated("Merge %1").arg(name), QStringLiteral("merge"), parent);
  auto* into = new QComboBox;
  addClasses(session, 0, *into);
  auto* others = new QListWidget;
  others->setIconSize(swatchSize);
  others->setFixedHeight(160);
  for (const ClassId other : classesInOrder(session.document())) {
    auto* item = new QListWidgetItem(swatch(session.document().labelClass(other)->colour),
                                     nameOf(session, other), others);
    item->setData(Qt::UserRole, QVariant::fromValue<qint64>(other));
    item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
    item->setCheckState(other == id ? Qt::Checked : Qt::Unchecked);
    if (other != id && into->currentData().toLongLong() == id) {
      into->setCurrentIndex(into->findData(QVariant::fromValue<qint64>(other)));
    }
  }
  dialog->addInput(translated("Merge"), others);
  dialog->addInput(translated("Into"), into);
  const auto chosen = [others, into] {
    std::vector<ClassId> ids;
    for (int row = 0; row < others->count(); ++row) {
      const ClassId other = others->item(row)->data(Qt::UserRole).toLongLong();
      if (others->item(row)->checkState() == Qt::Checked &&
          other != into->currentData().toLongLong()) {
        ids.push_back(other);
      }
    }
    return ids;
  };
  dialog->setChange(
      translated("Merge"),
      [&session, into, chosen] {
        return mergeClasses(session.document(), chosen(), into->currentData().toLongLong());
      },
      [&session, into, chosen] {
        QStringList names;
        for (const ClassId other : chosen()) {
          names << nameOf(session, other);
        }
        return translated("Merge %1 into %2")
            .arg(names.join(QStringLiteral(", ")), into->currentText());
      });
  QObject::connect(others, &QListWidget::itemChanged, dialog, &ChangeDialog::refresh);
  QObject::connect(into, &QComboBox::currentIndexChanged, dialog, &ChangeDialog::refresh);
  return dialog;
}

ChangeDialog* makeSplitDialog(ProjectSession& session,
                              ClassId id,
                              const std::vector<AnnotationId>& selection,
                              QWidget* parent) {
  const QString old = nameOf(session, id);
  auto* dialog =
      new ChangeDialog(session, translated("Split %1").arg(old), QStringLiteral("split"), parent);
  auto* name = new QLineEdit;
  name->setPlaceholderText(translated("Name of the new class"));
  auto* which = new QComboBox;
  which->addItem(translated("the objects selected on the picture"));
  const std::vector<Choice> choices = choicesOf(session.document(), id);
  for (const Choice& choice : choices) {
    which->addItem(choice.text);
  }
  dialog->addInput(translated("Move"), which);
  dialog->addInput(translated("To the class"), name);
  const ClassId made = session.project().newClassId();
  const auto chosen = [&session, id, selection, choices, which] {
    const auto row = static_cast<std::size_t>(std::max(0, which->currentIndex()));
    return row == 0 ? selection
                    : annotationsWith(session.document(), id, choices[row - 1].attribute,
                                      choices[row - 1].value);
  };
  dialog->setChange(
      translated("Split"),
      [&session, id, chosen, made, name] {
        return splitClass(session.document(), id, chosen(), {made, name->text().toStdString()});
      },
      [old, name] {
        return translated("Move from %1 to the new class %2").arg(old, name->text().trimmed());
      });
  QObject::connect(name, &QLineEdit::textChanged, dialog, &ChangeDialog::refresh);
  QObject::connect(which, &QComboBox::currentIndexChanged, dialog, &ChangeDialog::refresh);
  name->setFocus();
  return dialog;
}

ChangeDialog* makeDeleteDialog(ProjectSession& session, ClassId id, QWidget* parent) {
  const QString name = nameOf(session, id);
  auto* dialog = new ChangeDialog(session, translated("Delete the class %1").arg(name),
                                  QStringLiteral("trash-2"), parent);
  auto* heir = new QComboBox;
  heir->addItem(translated("are deleted too"), 0);
  addClasses(session, id, *heir);
  for (int row = 1; row < heir->count(); ++row) {
    heir->setItemText(row, translated("get the class %1").arg(heir->itemText(row)));
  }
  if (session.document().countOf(id) > 0) {
    dialog->addInput(translated("Its objects"), heir);
  } else {
    heir->setParent(dialog);
    heir->hide();
  }
  dialog->setChange(
      translated("Delete"),
      [&session, id, heir] {
        const ClassId to = heir->currentData().toLongLong();
        return deleteClass(session.document(), id, to == 0 ? std::nullopt : std::optional(to));
      },
      [&session, id, name, heir] {
        if (session.document().countOf(id) == 0) {
          return translated("Delete the class %1").arg(name);
        }
        return heir->currentIndex() == 0
                   ? translated("Delete the class %1 with its objects").arg(name)
                   : translated("Delete the class %1; its objects %2")
                         .arg(name, heir->currentText());
      });
  QObject::connect(heir, &QComboBox::currentIndexChanged, dialog, &ChangeDialog::refresh);
  return dialog;
}

}  // namespace touchstone::ui
