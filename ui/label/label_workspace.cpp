#include "ui/label/label_workspace.h"

#include "ui/book/book_window.h"
#include "ui/canvas/canvas.h"
#include "ui/canvas/tone_panel.h"
#include "ui/label/actions/action_rows.h"
#include "ui/label/canvas_bar.h"
#include "ui/label/class_asking.h"
#include "ui/label/class_memory.h"
#include "ui/label/comment_commands.h"
#include "ui/label/comment_popup.h"
#include "ui/label/consensus_dialog.h"
#include "ui/label/image_list_panel.h"
#include "ui/label/label_commands.h"
#include "ui/label/label_edits.h"
#include "ui/label/label_state.h"
#include "ui/label/object_commands.h"
#include "ui/label/propagate_dialog.h"
#include "ui/label/side_panel.h"
#include "ui/label/suggestion_bar.h"
#include "ui/label/suggestions.h"
#include "ui/label/tool_options_bar.h"
#include "ui/label/tool_strip.h"
#include "ui/project_session.h"
#include "ui/theme/theme.h"
#include "ui/tools/box_tool.h"
#include "ui/tools/polygon_tool.h"
#include "ui/tools/tool_table.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QSettings>
#include <QToolButton>

#include <algorithm>

namespace touchstone::ui {

using namespace labeling;

namespace {

constexpr const char* keepsToolSetting = "tools/keep";
constexpr int mostPropagated = 1000;  ///< images at once

}  // namespace

LabelWorkspace::LabelWorkspace(QWidget* parent)
    : Workspace(parent),
      state_(new LabelState(this)),
      commands_(new LabelCommands(*state_, this)),
      objectCommands_(new ObjectCommands(*state_, *commands_, this)),
      pictures_(new PictureLoader(this)),
      images_(new ImageListPanel(*state_)),
      bar_(new CanvasBar),
      strip_(new ToolStrip),
      options_(new ToolOptionsBar),
      canvas_(new Canvas(*state_)),
      comments_(new CommentCommands(*state_, this)),
      side_(new SidePanel(*state_, *comments_)),
      asking_(new ClassAsking(*state_, *commands_, *canvas_, *this)),
      memory_(new ClassMemory(*state_, this)),
      suggestions_(new Suggestions(*state_, this)),
      suggestionBar_(new SuggestionBar(*suggestions_)) {
  menus_ = makeLabelMenus(*this);
  layOut();
  wire();
  useTool(ToolKind::Select);
}

QAction* LabelWorkspace::action(const QString& id) const {
  auto* found = findChild<QAction*>(id);
  require(found != nullptr, "an action of the label workspace");
  return found;
}

void LabelWorkspace::setSession(ProjectSession* session) {
  session_ = session;
  asking_->setSession(session);
  pictures_->clear();
  state_->setImage(0);
  state_->chooseForNext(0);
  state_->setCurrentClass(0);
  canvas_->setSession(session);
  commands_->setSession(session);
  objectCommands_->setSession(session);
  images_->setSession(session);
  comments_->setSession(session);
  side_->setSession(session);
  memory_->setSession(session);
  suggestions_->setSession(session);
  if (book_ != nullptr) {
    book_->setSession(session);
  }
  if (session_ == nullptr) {
    return;
  }
  pictures_->setCacheFolder(session_->project().isReadOnly()
                                ? std::filesystem::path()
                                : session_->project().storeFolder() / "cache" / "pictures");
  connect(session_, &ProjectSession::changed, this, &LabelWorkspace::updateBar);
  state_->setTagsImages(labelsWholeImages(session_->document()));
  state_->setImage(images_->startImage());
  showImage();
}

void LabelWorkspace::activated() {
  canvas_->setFocus(Qt::OtherFocusReason);
}

void LabelWorkspace::open(ImageId image, AnnotationId annotation) {
  state_->setImage(image);
  if (annotation != 0) {
    state_->select({annotation});
    canvas_->reveal(annotation);
  }
}

void LabelWorkspace::go(int steps) {
  if (const ImageId next = images_->neighbour(steps); next != 0) {
    state_->setImage(next);
  }
}

ImageId LabelWorkspace::neighbour(int steps) const {
  return images_->neighbour(steps);
}

void LabelWorkspace::focusSearch() {
  images_->focusSearch();
}

void LabelWorkspace::showTonePanel() {
  (new TonePanel(*canvas_))->popUp(bar_);
}

void LabelWorkspace::useTool(ToolKind kind) {
  canvas_->setFocus(Qt::OtherFocusReason);
  // The key of a tool that is in the middle of an outline takes nothing away.
  if (kind == tool_ && !canvas_->tool().drafts().empty()) {
    checkTools();
    return;
  }
  tool_ = kind;
  std::unique_ptr<Tool> tool = makeTool(kind);
  options_->show(idOf(kind), action(idOf(kind))->text(), *tool);
  if (tool->drawsObjects()) {
    state_->setObjectsHidden(false);
  }
  canvas_->setTool(std::move(tool));
  checkTools();
}

bool LabelWorkspace::keepsTool() const {
  return QSettings().value(QLatin1String(keepsToolSetting), true).toBool();
}

void LabelWorkspace::setKeepsTool(bool keeps) {
  QSettings().setValue(QLatin1String(keepsToolSetting), keeps);
  checkTools();
}

void LabelWorkspace::finish(const Edit& edit) {
  const bool isDone = canvas_->tool().drawsObjects() && !keepsTool();
  commands_->finish(edit);
  if (isDone) {
    useTool(ToolKind::Select);
  }
}

void LabelWorkspace::offer(const std::vector<ToolChoice>& choices, const QPoint& globalPosition) {
  QMenu menu(this);
  for (const ToolChoice& choice : choices) {
    menu.addAction(choice.text);
  }
  const QAction* chosen = menu.exec(globalPosition);
  const qsizetype index = menu.actions().indexOf(chosen);
  if (index >= 0) {
    const ToolChoice& choice = choices[static_cast<std::size_t>(index)];
    commands_->finish(choice.edit);
    if (choice.selection) {
      state_->select(*choice.selection);
    }
  }
  canvas_->cancelGesture();
}

void LabelWorkspace::propagate() {
  const std::vector<Annotation> objects = objectCommands_->subjects();
  std::vector<ImageId> following;
  for (int step = 1; step <= mostPropagated; ++step) {
    if (const ImageId next = images_->neighbour(step); next != 0) {
      following.push_back(next);
    }
  }
  if (objects.empty() || following.empty()) {
    if (session_ != nullptr) {
      Q_EMIT session_->message(objects.empty() ? tr("There is no object to repeat.")
                                               : tr("This is the last image of the list."));
    }
    return;
  }
  PropagateDialog dialog(session_->document(), objects.size(), std::move(following), this);
  if (dialog.exec() == QDialog::Accepted) {
    objectCommands_->propagate(dialog.images());
  }
}

void LabelWorkspace::adoptConsensus() {
  if (session_ != nullptr) {
    (new ConsensusDialog(*session_, this))->open();
  }
}

void LabelWorkspace::goWithObjects(int steps) {
  const std::vector<Annotation> objects = objectCommands_->subjects();
  if (images_->neighbour(steps) != 0) {
    go(steps);
    commands_->add(objects);
  }
}

void LabelWorkspace::toggleSquares() {
  useTool(ToolKind::Box);
  const bool drawsSquares = valueOf(canvas_->tool().options().front()).toBool();
  canvas_->tool().setOption(BoxTool::squareOption(), !drawsSquares);
  options_->refresh(canvas_->tool());
}

void LabelWorkspace::slice() {
  useTool(ToolKind::Polygon);
  canvas_->tool().setOption(PolygonTool::modeOption(), static_cast<int>(PolygonTool::Mode::Slice));
  options_->refresh(canvas_->tool());
}

ClassId LabelWorkspace::classInUse() const {
  const Annotation* first = session_ == nullptr || state_->selection().empty()
                                ? nullptr
                                : session_->document().annotation(state_->selection().front());
  return first == nullptr ? state_->currentClass() : first->labelClass;
}

void LabelWorkspace::openBook(ClassId labelClass) {
  if (session_ == nullptr) {
    return;
  }
  if (book_ == nullptr) {
    book_ = new BookWindow(*state_, this);
    book_->setSession(session_);
  }
  book_->showClass(labelClass != 0 ? labelClass : classInUse());
  book_->show();
  book_->raise();
  book_->activateWindow();
}

void LabelWorkspace::openDefinition(ClassId labelClass) {
  openBook(labelClass);
  if (book_ != nullptr) {
    book_->editDefinition();
  }
}

void LabelWorkspace::toggleSidePanel() {
  side_->setVisible(!side_->isVisible());
}

void LabelWorkspace::selectAllOfClass(ClassId labelClass) {
  if (session_ == nullptr) {
    return;
  }
  const ClassId wanted = labelClass != 0 ? labelClass : classInUse();
  std::vector<AnnotationId> objects = session_->document().annotationsOf(state_->image());
  std::erase_if(objects, [&](AnnotationId id) {
    return session_->document().annotation(id)->labelClass != wanted;
  });
  state_->select(std::move(objects));
}

void LabelWorkspace::writeComment() {
  const QPoint pointer = canvas_->mapFromGlobal(QCursor::pos());
  const bool isOver = canvas_->rect().contains(pointer);
  writeCommentAt(canvas_->mapToGlobal(isOver ? pointer : canvas_->rect().center()));
}

void LabelWorkspace::writeCommentAt(const QPoint& globalPosition) {
  const Image* image = session_ == nullptr ? nullptr : session_->document().image(state_->image());
  if (image == nullptr) {
    return;
  }
  Point place = canvas_->view().toImage(QPointF(canvas_->mapFromGlobal(globalPosition)));
  place.x = std::clamp<double>(place.x, 0, image->width);
  place.y = std::clamp<double>(place.y, 0, image->height);
  auto* popup = new CommentPopup({}, this);
  connect(popup, &CommentPopup::written, comments_, [this, place](const QString& text) {
    if (comments_->add(place, text) != 0) {
      side_->showComments();
    }
  });
  popup->popUp(globalPosition);
}

void LabelWorkspace::checkClassChoice() {
  action(QStringLiteral("class.ask"))->setChecked(state_->classChoice() == ClassChoice::Ask);
  action(QStringLiteral("class.single"))->setChecked(state_->classChoice() == ClassChoice::Single);
}

void LabelWorkspace::answerSuggestion(bool accepts) {
  // The class of a whole image has no place that the pointer could be over.
  const auto& open = suggestions_->open();
  const bool isTag = !open.empty() && isImageTag(open.front().shape);
  const auto index = isTag ? std::optional<std::size_t>(0) : canvas_->hoveredSuggestion();
  if (index && accepts) {
    suggestions_->accept(*index);
  } else if (index) {
    suggestions_->reject(*index);
  }
}

void LabelWorkspace::cancel() {
  if (canvas_->cancelGesture()) {
    return;
  }
  if (tool_ != ToolKind::Select) {
    useTool(ToolKind::Select);
  } else {
    state_->select({});
  }
}

bool LabelWorkspace::event(QEvent* event) {
  // A focused button keeps Space for itself; everywhere else it verifies the image.
  if (event->type() == QEvent::ShortcutOverride) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Space &&
        qobject_cast<QAbstractButton*>(QApplication::focusWidget()) != nullptr) {
      event->accept();
      return true;
    }
  }
  return Workspace::event(event);
}

void LabelWorkspace::showImage() {
  if (session_ != nullptr) {
    session_->measure(state_->image());
  }
  updateBar();
  const Image* image = session_ == nullptr ? nullptr : session_->document().image(state_->image());
  if (image == nullptr) {
    canvas_->setNotice(session_ == nullptr ? QString()
                                           : tr("No image is chosen. Choose one at the left."));
    return;
  }
  const auto folder = session_->project().folder();
  if (!image->problem.empty()) {
    canvas_->setNotice(QString::fromStdString(image->problem));
  } else if (const auto picture = pictures_->request({state_->image(), folder / image->path})) {
    showPicture(state_->image(), *picture);
  } else {
    canvas_->setPicture({});
  }
}

void LabelWorkspace::showPicture(ImageId image, const Picture& picture) {
  if (image != state_->image()) {
    return;
  }
  canvas_->setPicture(picture);
  if (state_->selection().size() == 1) {
    canvas_->reveal(state_->selection().front());
  }
  std::vector<PictureFile> ahead;
  for (const int steps : {1, 2, -1}) {
    const ImageId next = images_->neighbour(steps);
    const Image* stored = session_->document().image(next);
    if (stored != nullptr && stored->problem.empty()) {
      ahead.push_back({next, session_->project().folder() / stored->path});
    }
  }
  pictures_->readAhead(std::move(ahead));
}

void LabelWorkspace::updateBar() {
  const Image* image = session_ == nullptr ? nullptr : session_->document().image(state_->image());
  bar_->showImage(image, images_->model().rowOf(state_->image()) + 1, images_->model().rowCount());
}

void LabelWorkspace::showMenu(const QPoint& globalPosition) {
  QMenu menu(this);
  menu.addActions(menus_.object->actions());
  if (canvas_->rect().contains(canvas_->mapFromGlobal(globalPosition))) {
    menu.addSeparator();
    menu.addAction(theme::icon(QStringLiteral("message-square-plus")), tr("Comment here"), this,
                   [this, globalPosition] { writeCommentAt(globalPosition); });
  }
  menu.exec(globalPosition);
}

void LabelWorkspace::checkTools() {
  for (const ToolEntry& entry : toolTable()) {
    action(entry.id)->setChecked(entry.kind == tool_);
  }
  action(QStringLiteral("draw.stay"))->setChecked(keepsTool());
}

}  // namespace touchstone::ui
