#include "ui/label/image_list_panel.h"

#include "ui/label/image_list_delegate.h"
#include "ui/label/label_state.h"
#include "ui/project_session.h"
#include "ui/theme/parts.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace touchstone::ui {

using namespace labeling;

ImageListPanel::ImageListPanel(LabelState& state, QWidget* parent)
    : QFrame(parent),
      state_(state),
      model_(thumbnails_),
      search_(new QLineEdit),
      filters_(new QComboBox),
      list_(new QListView),
      counter_(makeCaption({})) {
  theme::setRole(this, theme::Role::Panel);
  search_->setPlaceholderText(tr("Search images"));
  search_->setClearButtonEnabled(true);
  search_->addAction(theme::icon(QStringLiteral("search"), &theme::Colours::muted),
                     QLineEdit::LeadingPosition);
  search_->setAccessibleName(tr("Search images by name"));
  filters_->setAccessibleName(tr("Show which images"));
  filters_->setToolTip(tr("Show only images of a state, split or class"));
  filters_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  list_->setModel(&model_);
  list_->setItemDelegate(new ImageListDelegate(list_));
  list_->setUniformItemSizes(true);
  list_->setMouseTracking(true);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  list_->setAccessibleName(tr("Images"));

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::grid, theme::grid, theme::grid, theme::grid);
  layout->setSpacing(theme::grid);
  layout->addWidget(search_);
  layout->addWidget(filters_);
  layout->addWidget(list_, 1);
  layout->addWidget(counter_);

  connect(search_, &QLineEdit::textChanged, this, &ImageListPanel::applyFilter);
  connect(filters_, &QComboBox::currentIndexChanged, this, &ImageListPanel::applyFilter);
  connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this,
          [this](const QModelIndex& current) {
            if (current.isValid()) {
              state_.setImage(current.data(ImageListModel::IdRole).toLongLong());
            }
          });
  connect(&state_, &LabelState::imageChanged, this, &ImageListPanel::showCurrent);
  connect(&model_, &QAbstractItemModel::modelReset, this, [this] {
    showCurrent();
    updateCounter();
  });
}

void ImageListPanel::setSession(ProjectSession* session) {
  session_ = session;
  thumbnails_.setSession(session);
  {
    const QSignalBlocker quiet(search_);
    search_->clear();
  }
  fillFilters();
  model_.setSession(session);
  applyFilter();
  if (session_ == nullptr) {
    return;
  }
  connect(session_, &ProjectSession::changed, this, [this](const Edit& edit) {
    for (const AnyChange& change : edit.changes) {
      if (std::holds_alternative<ClassChange>(change)) {
        fillFilters();
        break;
      }
    }
    updateCounter();
  });
}

ImageId ImageListPanel::neighbour(int steps) const {
  const int row = model_.rowOf(state_.image());
  return model_.imageAt(row < 0 ? 0 : row + steps);
}

void ImageListPanel::focusSearch() {
  search_->setFocus(Qt::ShortcutFocusReason);
  search_->selectAll();
}

void ImageListPanel::fillFilters() {
  const QSignalBlocker quiet(filters_);
  const QString chosen = filters_->currentText();
  filters_->clear();
  const auto add = [this](const QString& text, const ImageFilter& filter) {
    filters_->addItem(text, QVariant::fromValue(filter));
  };
  add(tr("All images"), {});
  add(tr("Unlabelled"), {.state = ImageState::Unlabelled});
  add(tr("Labelled"), {.state = ImageState::Labelled});
  add(tr("Verified"), {.state = ImageState::Verified});
  add(tr("Excluded"), {.state = ImageState::Excluded});
  add(tr("With a problem"), {.withProblem = true});
  filters_->insertSeparator(filters_->count());
  add(tr("Training split"), {.split = Split::Train});
  add(tr("Validation split"), {.split = Split::Val});
  add(tr("Test split"), {.split = Split::Test});
  if (session_ != nullptr && !session_->document().classes().empty()) {
    filters_->insertSeparator(filters_->count());
    for (const auto& [id, labelClass] : session_->document().classes()) {
      add(tr("With %1").arg(QString::fromStdString(labelClass.name)), {.labelClass = id});
    }
  }
  filters_->setCurrentIndex(chosen.isEmpty() ? 0 : std::max(0, filters_->findText(chosen)));
}

void ImageListPanel::applyFilter() {
  auto filter = filters_->currentData().value<ImageFilter>();
  filter.text = search_->text().trimmed();
  if (filter != model_.filter()) {
    model_.setFilter(filter);
  }
}

void ImageListPanel::showCurrent() {
  const QModelIndex index = model_.index(model_.rowOf(state_.image()));
  list_->setCurrentIndex(index);
  if (index.isValid()) {
    list_->scrollTo(index);
  }
  updateCounter();
}

void ImageListPanel::updateCounter() {
  if (session_ == nullptr) {
    counter_->clear();
    return;
  }
  int done = 0;
  for (const auto& [id, image] : session_->document().images()) {
    done += image.state == ImageState::Labelled || image.state == ImageState::Verified ? 1 : 0;
  }
  const int all = static_cast<int>(session_->document().images().size());
  const int row = model_.rowOf(state_.image());
  const QString shown = row < 0 ? tr("%1 shown").arg(model_.rowCount())
                                : tr("%1 of %2").arg(row + 1).arg(model_.rowCount());
  counter_->setText(tr("%1 · %2 of %3 labelled").arg(shown).arg(done).arg(all));
}

}  // namespace touchstone::ui
