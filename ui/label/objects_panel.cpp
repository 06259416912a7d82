#include "ui/label/objects_panel.h"

#include "ui/label/label_state.h"
#include "ui/label/swatch.h"
#include "ui/project_session.h"
#include "ui/theme/parts.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace touchstone::ui {
namespace {

using namespace labeling;

QString describe(const Annotation& annotation, const Document& document) {
  const LabelClass* labelClass = document.labelClass(annotation.labelClass);
  const QString name =
      labelClass == nullptr ? QObject::tr("no class") : QString::fromStdString(labelClass->name);
  if (isImageTag(annotation.shape)) {
    return QObject::tr("%1 · whole image").arg(name);
  }
  const Box bounds = boundsOf(annotation.shape);
  QString text = QObject::tr("%1 · %2 × %3")
                     .arg(name)
                     .arg(bounds.width(), 0, 'f', 0)
                     .arg(bounds.height(), 0, 'f', 0);
  if (annotation.attributes.difficult) {
    text += QObject::tr(" · difficult");
  }
  return text;
}

QToolButton* makeToolButton(const QString& icon, const QString& tip) {
  auto* button = new QToolButton;
  button->setIcon(theme::icon(icon));
  button->setToolTip(tip);
  button->setAccessibleName(tip);
  return button;
}

}  // namespace

ObjectsPanel::ObjectsPanel(LabelState& state, QWidget* parent)
    : QWidget(parent),
      state_(state),
      heading_(makeHeading(tr("Objects"))),
      list_(new QListWidget),
      hint_(makeCaption(tr("Nothing drawn yet. Press W and drag a box around an object."))) {
  list_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  list_->setAccessibleName(tr("Objects of the image"));
  list_->setUniformItemSizes(true);
  list_->setIconSize(swatchSize);
  QToolButton* change = makeToolButton(QStringLiteral("tag"), tr("Change class (Ctrl+E)"));
  QToolButton* remove = makeToolButton(QStringLiteral("trash-2"), tr("Delete (Del)"));
  auto* header = new QHBoxLayout;
  header->addWidget(heading_, 1);
  header->addWidget(change);
  header->addWidget(remove);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::grid, theme::grid, theme::grid, theme::grid);
  layout->setSpacing(theme::tight);
  layout->addLayout(header);
  layout->addWidget(hint_, 0, Qt::AlignTop);
  layout->addWidget(list_, 1);

  connect(change, &QToolButton::clicked, this, &ObjectsPanel::classChangeRequested);
  connect(remove, &QToolButton::clicked, this, &ObjectsPanel::removalRequested);
  connect(list_, &QListWidget::itemDoubleClicked, this, &ObjectsPanel::classChangeRequested);
  connect(list_, &QListWidget::itemSelectionChanged, this, &ObjectsPanel::takeSelection);
  connect(&state_, &LabelState::imageChanged, this, &ObjectsPanel::rebuild);
  connect(&state_, &LabelState::selectionChanged, this, &ObjectsPanel::showSelection);
}

void ObjectsPanel::setSession(ProjectSession* session) {
  session_ = session;
  if (session_ != nullptr) {
    connect(session_, &ProjectSession::changed, this, &ObjectsPanel::rebuild);
  }
  rebuild();
}

void ObjectsPanel::rebuild() {
  {
    const QSignalBlocker quiet(list_);
    list_->clear();
    if (session_ != nullptr) {
      const Document& document = session_->document();
      for (const AnnotationId id : document.annotationsOf(state_.image())) {
        const Annotation& annotation = *document.annotation(id);
        const LabelClass* labelClass = document.labelClass(annotation.labelClass);
        auto* item =
            new QListWidgetItem(swatch(labelClass == nullptr ? 0x808080U : labelClass->colour),
                                describe(annotation, document), list_);
        item->setData(Qt::UserRole, QVariant::fromValue<qint64>(id));
      }
    }
  }
  const int count = list_->count();
  heading_->setText(count == 0 ? tr("Objects") : tr("Objects (%1)").arg(count));
  hint_->setVisible(count == 0);
  list_->setVisible(count > 0);
  showSelection();
}

void ObjectsPanel::showSelection() {
  const QSignalBlocker quiet(list_);
  const auto& selection = state_.selection();
  for (int row = 0; row < list_->count(); ++row) {
    QListWidgetItem* item = list_->item(row);
    const AnnotationId id = item->data(Qt::UserRole).toLongLong();
    const bool isSelected = std::find(selection.begin(), selection.end(), id) != selection.end();
    item->setSelected(isSelected);
    if (isSelected && selection.size() == 1) {
      list_->scrollToItem(item);
    }
  }
}

void ObjectsPanel::takeSelection() {
  std::vector<AnnotationId> selection;
  const auto items = list_->selectedItems();
  for (const QListWidgetItem* item : items) {
    selection.push_back(item->data(Qt::UserRole).toLongLong());
  }
  state_.select(std::move(selection));
}

}  // namespace touchstone::ui
