#include "ui/label/classes_panel.h"

#include "labeling/classes/class_edits.h"
#include "ui/book/change_dialog.h"
#include "ui/book/class_dialogs.h"
#include "ui/book/colour_menu.h"
#include "ui/label/class_delegate.h"
#include "ui/label/label_edits.h"
#include "ui/label/label_state.h"
#include "ui/project_session.h"
#include "ui/theme/parts.h"

#include <QHBoxLayout>
#include <QListView>
#include <QMenu>
#include <QMouseEvent>
#include <QToolButton>
#include <QVBoxLayout>

namespace touchstone::ui {

using namespace labeling;

ClassesPanel::ClassesPanel(LabelState& state, QWidget* parent)
    : QWidget(parent),
      state_(state),
      model_(state),
      list_(new QListView),
      hint_(makeCaption({})),
      wholeImages_(makeToolButton(QStringLiteral("image"),
                                  tr("Label whole images instead of objects in them"))),
      book_(makeToolButton(QStringLiteral("book-open"), tr("Open the label book (Ctrl+B)"))),
      plus_(makeToolButton(QStringLiteral("plus"), tr("Add a class"))) {
  layOut();
  wire();
  updateHint();
}

void ClassesPanel::layOut() {
  list_->setModel(&model_);
  list_->setItemDelegate(new ClassDelegate(state_, list_));
  list_->setMouseTracking(true);
  list_->setUniformItemSizes(true);
  list_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
  list_->setContextMenuPolicy(Qt::CustomContextMenu);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setAccessibleName(tr("Classes"));
  list_->viewport()->installEventFilter(this);
  wholeImages_->setCheckable(true);
  auto* header = new QHBoxLayout;
  header->setSpacing(0);
  header->addWidget(makeHeading(tr("Classes")), 1);
  header->addWidget(book_);
  header->addWidget(wholeImages_);
  header->addWidget(plus_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::grid, theme::grid, theme::grid, theme::grid);
  layout->setSpacing(theme::tight);
  layout->addLayout(header);
  layout->addWidget(hint_);
  layout->addWidget(list_, 1);
}

void ClassesPanel::wire() {
  connect(plus_, &QToolButton::clicked, this, &ClassesPanel::add);
  connect(book_, &QToolButton::clicked, this,
          [this] { Q_EMIT bookRequested(model_.classAt(list_->currentIndex().row())); });
  connect(list_, &QListView::clicked, this,
          [this](const QModelIndex& index) { Q_EMIT chosen(model_.classAt(index.row())); });
  connect(list_, &QWidget::customContextMenuRequested, this, &ClassesPanel::showMenu);
  connect(wholeImages_, &QToolButton::toggled, this, [this](bool on) { state_.setTagsImages(on); });
  connect(&state_, &LabelState::tagsImagesChanged, this, [this](bool on) {
    wholeImages_->setChecked(on);
    updateHint();
    list_->viewport()->update();
  });
  for (const auto signal : {&LabelState::classChoiceChanged, &LabelState::currentClassChanged}) {
    connect(&state_, signal, this, [this] {
      updateHint();
      list_->viewport()->update();
    });
  }
  connect(hint_, &QLabel::linkActivated, this, [this] { state_.chooseForNext(0); });
  connect(&model_, &QAbstractItemModel::modelReset, this, &ClassesPanel::updateHint);
}

bool ClassesPanel::eventFilter(QObject* watched, QEvent* event) {
  const bool isPress =
      event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick;
  if (isPress || event->type() == QEvent::MouseButtonRelease) {
    const auto* mouse = static_cast<QMouseEvent*>(event);
    const QModelIndex index = list_->indexAt(mouse->pos());
    const QRect eye = ClassDelegate::eyePlace(list_->visualRect(index));
    if (index.isValid() && mouse->button() == Qt::LeftButton &&
        eye.adjusted(-theme::tight, -theme::grid, theme::grid, theme::grid)
            .contains(mouse->pos())) {
      if (isPress) {
        const ClassId id = model_.classAt(index.row());
        state_.setClassHidden(id, !state_.isClassHidden(id));
      }
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

void ClassesPanel::setSession(ProjectSession* session) {
  session_ = session;
  model_.setSession(session);
}

void ClassesPanel::add() {
  if (session_ == nullptr) {
    return;
  }
  QString name = tr("new class");
  for (int n = 2; session_->document().findClass(name.toStdString()); ++n) {
    name = tr("new class %1").arg(n);
  }
  const ClassId id = session_->project().newClassId();
  if (session_->perform(newClass(session_->document(), id, name.toStdString()))) {
    const QModelIndex index = model_.index(model_.rowOf(id));
    list_->setCurrentIndex(index);
    list_->edit(index);
  }
}

void ClassesPanel::showMenu(const QPoint& position) {
  const QModelIndex index = list_->indexAt(position);
  const ClassId id = model_.classAt(index.row());
  if (id == 0) {
    return;
  }
  QMenu menu;
  menu.addAction(theme::icon(QStringLiteral("book-open")), tr("Open in the label book"), this,
                 [this, id] { Q_EMIT bookRequested(id); });
  menu.addAction(theme::icon(QStringLiteral("scan")), tr("Select its objects on the image"), this,
                 [this, id] { Q_EMIT objectsRequested(id); });
  const bool isHidden = state_.isClassHidden(id);
  menu.addAction(theme::icon(isHidden ? QStringLiteral("eye") : QStringLiteral("eye-off")),
                 isHidden ? tr("Show its objects") : tr("Hide its objects"), this,
                 [this, id, isHidden] { state_.setClassHidden(id, !isHidden); });
  menu.addSeparator();
  addEditingTo(menu, index, id);
  menu.exec(list_->viewport()->mapToGlobal(position));
}

void ClassesPanel::addEditingTo(QMenu& menu, const QModelIndex& index, ClassId id) {
  menu.addAction(theme::icon(QStringLiteral("pencil")), tr("Rename"), this,
                 [this, index] { list_->edit(index); });
  const LabelClass& stored = *session_->document().labelClass(id);
  QMenu* colours = menu.addMenu(theme::icon(QStringLiteral("palette")), tr("Colour"));
  addColours(*colours, QColor(QRgb{stored.colour}), this, [this, id](QColor colour) {
    session_->perform(recolourClass(session_->document(), id, colour.rgb()).edit);
  });
  QMenu* keys = menu.addMenu(theme::icon(QStringLiteral("keyboard")), tr("Key"));
  for (char key = '1'; key <= '9'; ++key) {
    const std::string holder = [&] {
      const LabelClass* other =
          session_->document().labelClass(classOfKey(session_->document(), key));
      return other == nullptr ? std::string() : other->name;
    }();
    keys->addAction(
        holder.empty()
            ? QString(QLatin1Char(key))
            : tr("%1 (now %2)").arg(QLatin1Char(key)).arg(QString::fromStdString(holder)),
        this, [this, id, key] { setKey(id, key); });
  }
  menu.addAction(theme::icon(QStringLiteral("merge")), tr("Merge …"), this,
                 [this, id] { makeMergeDialog(*session_, id, window())->open(); });
  menu.addAction(theme::icon(QStringLiteral("split")), tr("Split …"), this, [this, id] {
    makeSplitDialog(*session_, id, state_.selection(), window())->open();
  });
  menu.addAction(theme::icon(QStringLiteral("trash-2")), tr("Delete …"), this,
                 [this, id] { makeDeleteDialog(*session_, id, window())->open(); });
}

void ClassesPanel::setKey(ClassId labelClass, char key) {
  session_->perform(
      setClassKey(session_->document(), labelClass, std::string(1, key), KeyClash::TakeOver).edit);
}

void ClassesPanel::updateHint() {
  if (model_.rowCount() == 0) {
    hint_->setText(tr("No classes yet. Add one, or draw a box and name it."));
  } else if (state_.tagsImages()) {
    hint_->setText(tr("A digit tags the image and goes on to the next; a click only tags it."));
  } else {
    const LabelClass* next =
        session_ == nullptr ? nullptr : session_->document().labelClass(state_.classForNew());
    switch (state_.classChoice()) {
      case ClassChoice::Sticky:
        hint_->setText(next == nullptr
                           ? tr("Asked for after each object. A digit or a click keeps one.")
                           : tr("All next objects are %1. <a href=\"ask\">Ask again</a>")
                                 .arg(QString::fromStdString(next->name).toHtmlEscaped()));
        break;
      case ClassChoice::Ask:
        hint_->setText(tr("The class is asked for after each object."));
        break;
      case ClassChoice::Single:
        hint_->setText(tr("Each new object gets the same class, which a click chooses."));
        break;
    }
  }
}

}  // namespace touchstone::ui
