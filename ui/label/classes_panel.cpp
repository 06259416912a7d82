#include "ui/label/classes_panel.h"

#include "ui/label/class_delegate.h"
#include "ui/label/label_edits.h"
#include "ui/label/label_state.h"
#include "ui/project_session.h"
#include "ui/theme/parts.h"

#include <QColorDialog>
#include <QHBoxLayout>
#include <QListView>
#include <QMenu>
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
      wholeImages_(new QToolButton) {
  list_->setModel(&model_);
  list_->setItemDelegate(new ClassDelegate(state_, list_));
  list_->setMouseTracking(true);
  list_->setUniformItemSizes(true);
  list_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
  list_->setContextMenuPolicy(Qt::CustomContextMenu);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setAccessibleName(tr("Classes"));
  wholeImages_->setIcon(theme::icon(QStringLiteral("image")));
  wholeImages_->setCheckable(true);
  wholeImages_->setToolTip(tr("Label whole images instead of objects in them"));
  wholeImages_->setAccessibleName(wholeImages_->toolTip());
  auto* plus = new QToolButton;
  plus->setIcon(theme::icon(QStringLiteral("plus")));
  plus->setToolTip(tr("Add a class"));
  plus->setAccessibleName(plus->toolTip());

  auto* header = new QHBoxLayout;
  header->addWidget(makeHeading(tr("Classes")), 1);
  header->addWidget(wholeImages_);
  header->addWidget(plus);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::grid, theme::grid, theme::grid, theme::grid);
  layout->setSpacing(theme::tight);
  layout->addLayout(header);
  layout->addWidget(hint_);
  layout->addWidget(list_, 1);

  connect(plus, &QToolButton::clicked, this, &ClassesPanel::add);
  connect(list_, &QListView::clicked, this,
          [this](const QModelIndex& index) { Q_EMIT chosen(model_.classAt(index.row())); });
  connect(list_, &QWidget::customContextMenuRequested, this, &ClassesPanel::showMenu);
  connect(wholeImages_, &QToolButton::toggled, this, [this](bool on) { state_.setTagsImages(on); });
  connect(&state_, &LabelState::tagsImagesChanged, this, [this](bool on) {
    wholeImages_->setChecked(on);
    updateHint();
    list_->viewport()->update();
  });
  connect(&state_, &LabelState::currentClassChanged, this, [this] { list_->viewport()->update(); });
  connect(&model_, &QAbstractItemModel::modelReset, this, &ClassesPanel::updateHint);
  updateHint();
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
  menu.addAction(theme::icon(QStringLiteral("pencil")), tr("Rename"), this,
                 [this, index] { list_->edit(index); });
  menu.addAction(theme::icon(QStringLiteral("palette")), tr("Colour …"), this,
                 [this, id] { chooseColour(id); });
  QMenu* keys = menu.addMenu(theme::icon(QStringLiteral("keyboard")), tr("Key"));
  for (char key = '1'; key <= '9'; ++key) {
    keys->addAction(QString(QLatin1Char(key)), this, [this, id, key] { setKey(id, key); });
  }
  QAction* removal = menu.addAction(theme::icon(QStringLiteral("trash-2")), tr("Delete"), this,
                                    [this, id] { remove(id); });
  removal->setEnabled(index.data(ClassListModel::CountRole).toInt() == 0);
  removal->setToolTip(tr("Only a class that no object has can be deleted"));
  menu.setToolTipsVisible(true);
  menu.exec(list_->viewport()->mapToGlobal(position));
}

void ClassesPanel::chooseColour(ClassId labelClass) {
  const LabelClass* stored = session_->document().labelClass(labelClass);
  const QColor colour =
      QColorDialog::getColor(QColor(QRgb{stored->colour}), this,
                             tr("Colour of %1").arg(QString::fromStdString(stored->name)));
  if (colour.isValid()) {
    LabelClass changed = *stored;
    changed.colour = colour.rgb() & 0xFFFFFFU;
    session_->perform(changedClass(labelClass, changed, "Recolour class"));
  }
}

void ClassesPanel::setKey(ClassId labelClass, char key) {
  Edit edit{.name = "Change key", .gesture = 0, .changes = {}};
  for (const auto& [id, stored] : session_->document().classes()) {
    const std::string wanted(1, key);
    if (id == labelClass || stored.hotkey == wanted) {
      LabelClass changed = stored;
      changed.hotkey = id == labelClass ? wanted : std::string();
      edit.changes.emplace_back(ClassChange{id, changed});
    }
  }
  session_->perform(std::move(edit));
}

void ClassesPanel::remove(ClassId labelClass) {
  session_->perform(
      {.name = "Delete class", .gesture = 0, .changes = {ClassChange{labelClass, std::nullopt}}});
}

void ClassesPanel::updateHint() {
  if (model_.rowCount() == 0) {
    hint_->setText(tr("No classes yet. Add one, or draw a box and name it."));
  } else if (state_.tagsImages()) {
    hint_->setText(tr("A digit tags the image and goes on to the next; a click only tags it."));
  } else {
    hint_->setText(tr("A digit or a click chooses the class of the next box."));
  }
}

}  // namespace touchstone::ui
