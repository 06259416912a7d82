#include "ui/label/image_list_panel.h"

#include "labeling/query/query_text.h"
#include "ui/label/batch_menu.h"
#include "ui/label/health_window.h"
#include "ui/label/image_list_view.h"
#include "ui/label/label_state.h"
#include "ui/label/list_bar.h"
#include "ui/label/query_edit.h"
#include "ui/label/query_help.h"
#include "ui/label/queue_menu.h"
#include "ui/label/saved_queries_dialog.h"
#include "ui/label/state_chips.h"
#include "ui/project_session.h"
#include "ui/theme/parts.h"

#include <QInputDialog>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>

namespace touchstone::ui {
namespace {

using namespace labeling;

constexpr int typingPause = 150;        ///< milliseconds until what was typed is searched for
constexpr int rememberingPause = 1500;  ///< milliseconds until the place in the list is kept

}  // namespace

ImageListPanel::ImageListPanel(LabelState& state, QWidget* parent)
    : QFrame(parent),
      state_(state),
      model_(thumbnails_),
      queues_(new QueueMenu(this)),
      search_(new QueryEdit),
      problem_(makeCaption({})),
      chips_(new StateChips),
      bar_(new ListBar(queues_)),
      list_(new ImageListView),
      progress_(new QProgressBar),
      counter_(makeCaption({})),
      size_(new QSlider(Qt::Horizontal)) {
  theme::setRole(this, theme::Role::Panel);
  searchSoon_.setSingleShot(true);
  searchSoon_.setInterval(typingPause);
  rememberSoon_.setSingleShot(true);
  rememberSoon_.setInterval(rememberingPause);
  search_->setPlaceholderText(tr("Search images"));
  search_->setClearButtonEnabled(true);
  search_->addAction(theme::icon(QStringLiteral("search"), &theme::Colours::muted),
                     QLineEdit::LeadingPosition);
  QAction* help = search_->addAction(
      theme::icon(QStringLiteral("circle-question-mark"), &theme::Colours::muted),
      QLineEdit::TrailingPosition);
  help->setToolTip(tr("How to search: by class, size, state, tags and more"));
  connect(help, &QAction::triggered, this, &ImageListPanel::showHelp);
  search_->setAccessibleName(tr("Search images"));
  problem_->hide();
  list_->setModel(&model_);
  list_->setAccessibleName(tr("Images"));
  list_->setPlaceholder(tr("No image is like that."));
  progress_->setTextVisible(false);
  progress_->setFixedHeight(theme::tight);
  progress_->setAccessibleName(tr("Images of the list that are done"));
  counter_->setWordWrap(false);
  size_->setRange(ImageListLook::smallest, ImageListLook::largest);
  size_->setSingleStep(ImageListLook::step);
  size_->setPageStep(2 * ImageListLook::step);
  size_->setMaximumWidth(9 * theme::grid);
  size_->setToolTip(tr("Size of the thumbnails"));
  size_->setAccessibleName(size_->toolTip());
  layOut();
  wire();
}

ImageListPanel::~ImageListPanel() = default;

void ImageListPanel::layOut() {
  auto* footer = new QHBoxLayout;
  footer->addWidget(counter_, 1);
  footer->addWidget(size_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::grid, theme::grid, theme::grid, theme::grid);
  layout->setSpacing(theme::tight);
  layout->addWidget(search_);
  layout->addWidget(problem_);
  layout->addWidget(chips_);
  layout->addWidget(bar_);
  layout->addWidget(list_, 1);
  layout->addWidget(progress_);
  layout->addLayout(footer);
  setLook({});
}

void ImageListPanel::wire() {
  connect(search_, &QLineEdit::textChanged, &searchSoon_, qOverload<>(&QTimer::start));
  connect(&searchSoon_, &QTimer::timeout, this, &ImageListPanel::search);
  connect(search_, &QLineEdit::returnPressed, this, [this] {
    search();
    const auto parsed = parseQuery(query().toStdString());
    if (parsed.problem) {
      search_->selectBytes(parsed.problem->position, parsed.problem->length);
    } else {
      list_->setFocus(Qt::OtherFocusReason);
    }
  });
  connect(search_, &QueryEdit::left, this, [this] { list_->setFocus(Qt::OtherFocusReason); });
  connect(chips_, &StateChips::chosen, this, [this](const QString& state) {
    setQuery(
        QString::fromStdString(withCondition(query().toStdString(), "state", state.toStdString())));
  });
  connect(queues_, &QueueMenu::chosen, this, &ImageListPanel::setQuery);
  connect(queues_, &QueueMenu::saveRequested, this,
          [this] { askToSaveQuery(*session_, query(), this); });
  connect(queues_, &QueueMenu::editRequested, this,
          [this] { (new SavedQueriesDialog(*session_, this))->open(); });
  connect(bar_, &ListBar::gridRequested, this,
          [this](bool grid) { setLook({.isGrid = grid, .side = memory_.look.side}); });
  connect(bar_, &ListBar::orderRequested, this, &ImageListPanel::setOrder);
  connect(bar_, &ListBar::healthRequested, this, &ImageListPanel::showHealth);
  connect(size_, &QSlider::valueChanged, this,
          [this](int side) { setLook({.isGrid = memory_.look.isGrid, .side = side}); });
  connect(list_, &ImageListView::zoomRequested, this, [this](int steps) {
    const int side = memory_.look.side + steps * ImageListLook::step;
    setLook({.isGrid = true,
             .side = std::clamp(side, ImageListLook::smallest, ImageListLook::largest)});
  });
  connect(list_, &ImageListView::viewed, this, [this](int first, int last) {
    // What is in view, then a screen below it, then one above.
    std::vector<ImageId> wanted;
    const int screen = last - first + 1;
    const int count = model_.rowCount();
    const auto take = [&](int from, int to) {
      for (int row = std::max(0, from); row < std::min(count, to); ++row) {
        wanted.push_back(model_.imageAt(row));
      }
    };
    take(first, last + 1);
    take(last + 1, last + 1 + screen);
    take(first - screen, first);
    thumbnails_.prefer(wanted);
  });
  connect(list_, &QWidget::customContextMenuRequested, this,
          [this](const QPoint& place) { openMenu(list_->viewport()->mapToGlobal(place)); });
  connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this,
          [this](const QModelIndex& current) {
            if (current.isValid()) {
              state_.setImage(current.data(ImageListModel::IdRole).toLongLong());
            }
          });
  connect(list_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
          &ImageListPanel::updateCounter);
  connect(&state_, &LabelState::imageChanged, this, [this](qint64 image) {
    showCurrent();
    if (image != 0) {
      memory_.image = image;
      rememberSoon_.start();
    }
  });
  connect(&model_, &QAbstractItemModel::modelReset, this, &ImageListPanel::showCurrent);
  connect(&model_, &QAbstractItemModel::rowsInserted, this, &ImageListPanel::updateCounter);
  connect(&model_, &QAbstractItemModel::dataChanged, this, &ImageListPanel::updateCounter);
  connect(&rememberSoon_, &QTimer::timeout, this, &ImageListPanel::remember);
}

void ImageListPanel::setSession(ProjectSession* session) {
  if (rememberSoon_.isActive()) {
    remember();
  }
  session_ = session;
  thumbnails_.setSession(session);
  search_->setSession(session);
  queues_->setSession(session);
  if (health_ != nullptr) {
    health_->setSession(session);
  }
  memory_ = session_ == nullptr ? ListMemory{} : recallList(session_->project());
  // Order and query first, so that a large list is made only once.
  model_.setSession(nullptr);
  setLook(memory_.look);
  setOrder(memory_.order);
  setQuery(memory_.query);
  model_.setSession(session);
  showRemarks();
  rememberSoon_.stop();
}

ImageId ImageListPanel::startImage() const {
  const bool isThere = session_ != nullptr && session_->document().image(memory_.image) != nullptr;
  return isThere ? memory_.image : model_.imageAt(0);
}

ImageId ImageListPanel::neighbour(int steps) const {
  const int row = model_.rowOf(state_.image());
  return model_.imageAt(row < 0 ? 0 : row + steps);
}

QString ImageListPanel::query() const {
  return search_->text().trimmed();
}

void ImageListPanel::setQuery(const QString& text) {
  search_->setText(text);
  search();
}

void ImageListPanel::search() {
  searchSoon_.stop();
  const std::string text = query().toStdString();
  const ParsedQuery parsed = parseQuery(text);
  chips_->setState(QString::fromStdString(conditionOn(text, "state")));
  if (parsed.problem) {
    // The list stays as it was until the person has finished.
    showProblem(QString::fromStdString(parsed.problem->message), true);
    return;
  }
  model_.setQuery(parsed.query);
  showRemarks();
  memory_.query = query();
  rememberSoon_.start();
}

void ImageListPanel::showRemarks() {
  QStringList remarks;
  for (const std::string& remark : model_.remarks()) {
    remarks << QString::fromStdString(remark);
  }
  showProblem(remarks.join(QLatin1Char(' ')), false);
}

void ImageListPanel::showProblem(const QString& sentence, bool isError) {
  theme::setRole(problem_, isError ? theme::Role::Danger : theme::Role::Caption);
  problem_->setText(sentence);
  problem_->setVisible(!sentence.isEmpty());
}

void ImageListPanel::setLook(const ImageListLook& look) {
  memory_.look = look;
  list_->setLook(look);
  bar_->showLook(look);
  {
    const QSignalBlocker quiet(size_);
    size_->setValue(look.side);
  }
  size_->setVisible(look.isGrid);
  showCurrent();
  rememberSoon_.start();
}

void ImageListPanel::setOrder(const ImageOrder& order) {
  memory_.order = order;
  bar_->showOrder(order);
  if (order != model_.order()) {
    model_.setOrder(order);
  }
  rememberSoon_.start();
}

void ImageListPanel::goTo(StepTo what, int direction) {
  if (session_ == nullptr) {
    return;
  }
  const ImageId image = stepFrom(session_->document(), model_.images(),
                                 model_.rowOf(state_.image()), direction, what);
  if (image != 0) {
    state_.setImage(image);
  } else {
    Q_EMIT session_->message(what == StepTo::Unlabelled
                                 ? tr("No other image of this list is unlabelled.")
                                 : tr("No other image of this list is to be verified."));
  }
}

void ImageListPanel::goToFirst() {
  if (model_.rowCount() > 0) {
    state_.setImage(model_.imageAt(0));
  }
}

void ImageListPanel::goToLast() {
  if (model_.rowCount() > 0) {
    state_.setImage(model_.imageAt(model_.rowCount() - 1));
  }
}

void ImageListPanel::askForNumber() {
  const int count = model_.rowCount();
  if (count == 0) {
    return;
  }
  auto* dialog = new QInputDialog(this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(tr("Go to an image"));
  dialog->setLabelText(tr("Number in the list, 1 to %1").arg(count));
  dialog->setInputMode(QInputDialog::IntInput);
  dialog->setIntRange(1, count);
  dialog->setIntValue(std::max(1, model_.rowOf(state_.image()) + 1));
  connect(dialog, &QInputDialog::intValueSelected, this, [this](int number) {
    if (const ImageId image = model_.imageAt(number - 1); image != 0) {
      state_.setImage(image);
    }
  });
  dialog->open();
}

void ImageListPanel::focusSearch() {
  search_->setFocus(Qt::ShortcutFocusReason);
  search_->selectAll();
}

void ImageListPanel::showCurrent() {
  const QModelIndex index = model_.index(model_.rowOf(state_.image()));
  // Setting it again would give up what else is selected.
  if (index != list_->currentIndex() || !index.isValid()) {
    list_->setCurrentIndex(index);
  }
  if (index.isValid()) {
    list_->scrollTo(index);
  }
  updateCounter();
}

void ImageListPanel::showHelp() {
  auto* help = new QueryHelp(this);
  connect(help, &QueryHelp::chosen, this, &ImageListPanel::setQuery);
  help->popUp(search_->mapToGlobal(search_->rect().bottomLeft() + QPoint(0, theme::tight)));
}

void ImageListPanel::showHealth() {
  if (session_ == nullptr) {
    return;
  }
  if (health_ == nullptr) {
    health_ = std::make_unique<HealthWindow>([this] { return query(); });
    health_->setSession(session_);
    connect(health_.get(), &HealthWindow::queryRequested, this, [this](const QString& text) {
      setQuery(text);
      window()->raise();
      window()->activateWindow();
    });
  }
  health_->show();
  health_->raise();
  health_->activateWindow();
}

void ImageListPanel::updateCounter() {
  const int count = model_.rowCount();
  const int done = model_.doneCount();
  progress_->setRange(0, std::max(1, count));
  progress_->setValue(done);
  if (session_ == nullptr) {
    counter_->clear();
    return;
  }
  const int row = model_.rowOf(state_.image());
  const auto selected = list_->selectionModel()->selectedIndexes().size();
  QString text = row < 0 ? tr("%1 images").arg(count) : tr("%1 of %2").arg(row + 1).arg(count);
  if (selected > 1) {
    text += tr(", %1 selected").arg(selected);
  }
  counter_->setText(tr("%1, %2 done").arg(text).arg(done));
}

std::vector<ImageId> ImageListPanel::selectedImages() const {
  QModelIndexList indexes = list_->selectionModel()->selectedIndexes();
  std::sort(indexes.begin(), indexes.end());
  std::vector<ImageId> images;
  for (const QModelIndex& index : indexes) {
    images.push_back(model_.imageAt(index.row()));
  }
  return images;
}

void ImageListPanel::showBatches() {
  openMenu(list_->mapToGlobal(QPoint(theme::page, theme::page)));
}

void ImageListPanel::openMenu(const QPoint& globalPosition) {
  if (session_ == nullptr || model_.rowCount() == 0) {
    return;
  }
  auto* menu = new BatchMenu(*session_, selectedImages(), model_.images(), this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->popup(globalPosition);
}

void ImageListPanel::remember() {
  rememberSoon_.stop();
  if (session_ == nullptr || session_->project().isReadOnly() ||
      memory_ == recallList(session_->project())) {
    return;
  }
  if (const Status kept = rememberList(session_->project(), memory_); !kept) {
    Q_EMIT session_->failed(QString::fromStdString(kept.error().message));
  }
}

}  // namespace touchstone::ui
