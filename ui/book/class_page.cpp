#include "ui/book/class_page.h"

#include "labeling/classes/class_edits.h"
#include "labeling/classes/class_tree.h"
#include "labeling/classes/label_rule.h"
#include "ui/book/attributes_editor.h"
#include "ui/book/change_dialog.h"
#include "ui/book/class_dialogs.h"
#include "ui/book/colour_menu.h"
#include "ui/book/example_strip.h"
#include "ui/label/label_edits.h"
#include "ui/label/label_state.h"
#include "ui/label/page_text.h"
#include "ui/label/swatch.h"
#include "ui/project_session.h"
#include "ui/theme/parts.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace touchstone::ui {

using namespace labeling;

namespace {

constexpr int countDelay = 200;  ///< milliseconds

}  // namespace

ClassPage::ClassPage(LabelState& state, QWidget* parent)
    : QWidget(parent),
      state_(state),
      name_(makeTitle({})),
      use_(makeCaption({})),
      colour_(new QPushButton),
      key_(new QLineEdit),
      parent_(new QComboBox),
      definition_(new PageText),
      rules_(new PageText),
      ruleProblems_(new QLabel),
      attributes_(new AttributesEditor),
      examples_(new ExampleStrip(tr("Examples"), tr("Add the selected objects as examples"))),
      counterExamples_(new ExampleStrip(tr("Counter-examples"),
                                        tr("Add the selected objects as counter-examples"))) {
  ruleProblems_->setWordWrap(true);
  ruleProblems_->setTextFormat(Qt::PlainText);
  ruleProblems_->setObjectName(QStringLiteral("ruleProblems"));
  theme::setRole(ruleProblems_, theme::Role::Danger);
  layOut();
  wireExamples(*examples_, &LabelClass::examples);
  wireExamples(*counterExamples_, &LabelClass::counterExamples);
  examples_->setHint(
      tr("None. Select objects that show the class well on the picture and add them "
         "here."));
  counterExamples_->setHint(tr("None. Add objects that look like the class but are not."));
  connect(rules_, &PageText::textChanged, this, &ClassPage::showRuleProblems);
  connect(key_, &QLineEdit::editingFinished, this, &ClassPage::takeKey);
  connect(parent_, &QComboBox::activated, this, &ClassPage::takeParent);
  connect(colour_, &QPushButton::clicked, this, &ClassPage::recolour);
  connect(&state_, &LabelState::selectionChanged, this, [this] {
    for (ExampleStrip* strip : {examples_, counterExamples_}) {
      strip->setAddable(!state_.selection().empty());
    }
  });
  useSoon_.setSingleShot(true);
  useSoon_.setInterval(countDelay);
  connect(&useSoon_, &QTimer::timeout, this, &ClassPage::showUse);
}

void ClassPage::layOut() {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::page, theme::wide, theme::page, theme::page);
  layout->setSpacing(theme::wide);
  layout->addWidget(makeHeader());
  layout->addWidget(makeFacts());
  addText(tr("Definition"), tr("What counts as this class?"),
          {definition_, &LabelClass::definition, "Define "}, 4);
  addText(tr("Do"), tr("What to include, and how to draw it"),
          {new PageText, &LabelClass::doNotes, "Change the do notes of "}, 3);
  addText(tr("Do not"), tr("What to leave out"),
          {new PageText, &LabelClass::dontNotes, "Change the do-not notes of "}, 3);
  addText(tr("Rules"),
          tr("What every audit checks, one a line:\nat least 12 px\nat most 1 per image\n"
             "inside CLASS"),
          {rules_, &LabelClass::rules, "Change the rules of "}, 4)
      ->addWidget(ruleProblems_);
  layout->addWidget(examples_);
  layout->addWidget(counterExamples_);
  layout->addWidget(attributes_);
  layout->addStretch(1);
}

void ClassPage::editDefinition() {
  definition_->setFocus();
  definition_->moveCursor(QTextCursor::End);
}

QWidget* ClassPage::makeHeader() {
  auto* header = new QWidget;
  auto* commands = new QHBoxLayout;
  commands->setSpacing(theme::grid);
  using Make = std::function<ChangeDialog*()>;
  const auto add = [&](const QString& text, const char* icon, const Make& make) {
    QPushButton* button = makeButton(text, QLatin1String(icon));
    commands->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, make] {
      if (stored() != nullptr) {
        make()->open();
      }
    });
  };
  add(tr("Rename"), "pencil", [this] { return makeRenameDialog(*session_, class_, window()); });
  add(tr("Merge"), "merge", [this] { return makeMergeDialog(*session_, class_, window()); });
  add(tr("Split"), "split",
      [this] { return makeSplitDialog(*session_, class_, state_.selection(), window()); });
  add(tr("Delete"), "trash-2", [this] { return makeDeleteDialog(*session_, class_, window()); });
  commands->addStretch(1);
  auto* layout = new QVBoxLayout(header);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(theme::tight);
  name_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  name_->setWordWrap(true);
  layout->addWidget(name_);
  layout->addWidget(use_);
  layout->addSpacing(theme::tight);
  layout->addLayout(commands);
  return header;
}

QWidget* ClassPage::makeFacts() {
  auto* facts = new QWidget;
  colour_->setIconSize(swatchSize);
  colour_->setText(tr(" Colour"));
  colour_->setAccessibleName(tr("Colour of the class"));
  key_->setMaxLength(1);
  key_->setFixedWidth(6 * theme::grid);
  key_->setAlignment(Qt::AlignCenter);
  key_->setToolTip(tr("A digit or letter that chooses the class while labelling"));
  key_->setAccessibleName(tr("Key of the class"));
  parent_->setAccessibleName(tr("Parent of the class"));
  parent_->setIconSize(swatchSize);
  auto* row = new QHBoxLayout(facts);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(theme::grid);
  row->addWidget(colour_);
  row->addSpacing(theme::grid);
  row->addWidget(new QLabel(tr("Key")));
  row->addWidget(key_);
  row->addSpacing(theme::grid);
  row->addWidget(new QLabel(tr("Below")));
  row->addWidget(parent_, 1);
  return facts;
}

QVBoxLayout* ClassPage::addText(const QString& title, const QString& hint, Text text, int lines) {
  auto* column = new QVBoxLayout;
  column->setSpacing(theme::tight);
  column->addWidget(makeHeading(title));
  column->addWidget(text.field);
  text.field->setPlaceholderText(hint);
  text.field->setAccessibleName(title);
  text.field->setLines(lines);
  static_cast<QVBoxLayout*>(layout())->addLayout(column);
  connect(text.field, &PageText::committed, this, [this, text](const QString& words) {
    if (const LabelClass* labelClass = stored()) {
      change(text.step + labelClass->name,
             [&](LabelClass& changed) { changed.*text.value = words.toStdString(); });
    }
  });
  texts_.push_back(std::move(text));
  return column;
}

void ClassPage::wireExamples(ExampleStrip& strip, Examples which) {
  connect(&strip, &ExampleStrip::additionRequested, this, [this, which] {
    change("Add examples to the label book", [&](LabelClass& changed) {
      for (const AnnotationId id : state_.selection()) {
        auto& ids = changed.*which;
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
          ids.push_back(id);
        }
      }
    });
  });
  connect(&strip, &ExampleStrip::removalRequested, this, [this, which](qint64 object) {
    change("Remove an example from the label book",
           [&](LabelClass& changed) { std::erase(changed.*which, object); });
  });
  connect(&strip, &ExampleStrip::objectRequested, this, [this](qint64 image, qint64 object) {
    if (session_ != nullptr) {
      session_->showInEditor(image, object);
    }
  });
}

void ClassPage::setSession(ProjectSession* session) {
  session_ = session;
  class_ = 0;
  attributes_->setSession(session);
  examples_->setSession(session);
  counterExamples_->setSession(session);
  if (session_ != nullptr) {
    connect(session_, &ProjectSession::changed, this, &ClassPage::refresh);
  }
  refresh();
}

void ClassPage::showClass(ClassId id) {
  if (id != class_) {
    commit();
    class_ = id;
    refresh();
    showUse();
  }
}

void ClassPage::commit() {
  for (const Text& text : texts_) {
    text.field->commit();
  }
}

const LabelClass* ClassPage::stored() const {
  return session_ == nullptr ? nullptr : session_->document().labelClass(class_);
}

void ClassPage::refresh() {
  const LabelClass* labelClass = stored();
  setEnabled(labelClass != nullptr);
  if (labelClass == nullptr) {
    return;
  }
  name_->setText(QString::fromStdString(labelClass->name));
  colour_->setIcon(swatch(labelClass->colour));
  if (!key_->hasFocus() || !key_->isModified()) {
    key_->setText(QString::fromStdString(labelClass->hotkey));
  }
  key_->setPlaceholderText(QString::fromStdString(keyOfClass(session_->document(), class_)));
  for (const Text& text : texts_) {
    text.field->setStored(QString::fromStdString(labelClass->*text.value));
  }
  showRuleProblems();
  showParents();
  attributes_->showClass(class_);
  examples_->setObjects(labelClass->examples);
  counterExamples_->setObjects(labelClass->counterExamples);
  for (ExampleStrip* strip : {examples_, counterExamples_}) {
    strip->setAddable(!state_.selection().empty());
  }
  useSoon_.start();
}

void ClassPage::showRuleProblems() {
  QStringList problems;
  if (session_ != nullptr) {
    for (const std::string& problem :
         ruleProblems(session_->document(), rules_->toPlainText().toStdString())) {
      problems << QString::fromStdString(problem);
    }
  }
  ruleProblems_->setText(problems.join(QLatin1Char('\n')));
  ruleProblems_->setVisible(!problems.isEmpty());
}

void ClassPage::showParents() {
  const QSignalBlocker quiet(parent_);
  parent_->clear();
  parent_->addItem(tr("no other class"), 0);
  const Document& document = session_->document();
  for (const ClassId id : classesInOrder(document)) {
    const auto ancestors = ancestorsOf(document, id);
    if (id != class_ && std::find(ancestors.begin(), ancestors.end(), class_) == ancestors.end()) {
      const LabelClass& other = *document.labelClass(id);
      parent_->addItem(swatch(other.colour), QString::fromStdString(other.name),
                       QVariant::fromValue<qint64>(id));
    }
  }
  const auto current = stored()->parent.value_or(0);
  parent_->setCurrentIndex(std::max(0, parent_->findData(QVariant::fromValue<qint64>(current))));
}

void ClassPage::showUse() {
  if (stored() == nullptr) {
    use_->clear();
    return;
  }
  ClassEditCount count(session_->document());
  count.addAllOf(class_);
  use_->setText(count.preview().annotations == 0 ? tr("No object has this class.")
                                                 : extentText(count.preview()));
}

void ClassPage::takeKey() {
  if (stored() == nullptr || key_->text().toStdString() == stored()->hotkey) {
    return;
  }
  const ClassEdit wanted =
      setClassKey(session_->document(), class_, key_->text().toStdString(), KeyClash::Refuse);
  if (!wanted.preview.problem.empty()) {
    Q_EMIT session_->failed(QString::fromStdString(wanted.preview.problem));
    key_->setText(QString::fromStdString(stored()->hotkey));
  } else {
    session_->perform(wanted.edit);
  }
}

void ClassPage::takeParent(int row) {
  const ClassId parent = parent_->itemData(row).toLongLong();
  const ClassEdit wanted = setClassParent(session_->document(), class_,
                                          parent == 0 ? std::nullopt : std::optional(parent));
  if (!wanted.preview.problem.empty()) {
    Q_EMIT session_->failed(QString::fromStdString(wanted.preview.problem));
  }
  session_->perform(wanted.edit);
}

void ClassPage::recolour() {
  if (stored() == nullptr) {
    return;
  }
  QMenu menu;
  ClassEditCount count(session_->document());
  count.addAllOf(class_);
  menu.addSection(tr("Recolour %1").arg(extentText(count.preview())));
  addColours(menu, QColor(QRgb{stored()->colour}), this, [this](QColor colour) {
    session_->perform(recolourClass(session_->document(), class_, colour.rgb()).edit);
  });
  menu.exec(colour_->mapToGlobal(colour_->rect().bottomLeft()));
}

void ClassPage::change(const std::string& step, const std::function<void(LabelClass&)>& how) {
  if (const LabelClass* labelClass = stored()) {
    LabelClass changed = *labelClass;
    how(changed);
    session_->perform(changedClass(class_, changed, step));
  }
}

}  // namespace touchstone::ui
