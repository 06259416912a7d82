#include "ui/canvas/canvas.h"
#include "ui/canvas/tone_panel.h"
#include "ui/label/actions/action_rows.h"
#include "ui/label/canvas_bar.h"
#include "ui/label/class_asking.h"
#include "ui/label/classes_panel.h"
#include "ui/label/comment_commands.h"
#include "ui/label/comment_popup.h"
#include "ui/label/comments_panel.h"
#include "ui/label/history_panel.h"
#include "ui/label/image_list_panel.h"
#include "ui/label/label_commands.h"
#include "ui/label/label_state.h"
#include "ui/label/label_workspace.h"
#include "ui/label/objects_panel.h"
#include "ui/label/side_panel.h"
#include "ui/label/suggestion_bar.h"
#include "ui/label/suggestions.h"
#include "ui/label/tool_options_bar.h"
#include "ui/label/tool_strip.h"
#include "ui/project_session.h"
#include "ui/theme/theme.h"
#include "ui/tools/tool_table.h"

#include <QAction>
#include <QSplitter>
#include <QVBoxLayout>

#include <cmath>

// How the parts of the label workspace are laid out and connected; the rest is in
// label_workspace.cpp.
namespace touchstone::ui {

using namespace labeling;

void LabelWorkspace::layOut() {
  for (const char* id : {"image.previous", "image.next", "image.verify"}) {
    bar_->addTool(action(QLatin1String(id)));
  }
  for (const ToolEntry& entry : toolTable()) {
    strip_->addTool(action(entry.id), entry.group);
  }
  options_->setKeepAction(action(QStringLiteral("draw.stay")));
  suggestionBar_->setAnswers(action(QStringLiteral("suggest.acceptAll")),
                             action(QStringLiteral("suggest.rejectAll")));
  for (const char* id :
       {"view.tone", "view.zoomOut", "view.zoomIn", "view.actualSize", "view.fit"}) {
    bar_->addViewTool(action(QLatin1String(id)));
  }

  auto* middle = new QWidget;
  auto* column = new QVBoxLayout(middle);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* row = new QHBoxLayout;
  row->setSpacing(0);
  row->addWidget(strip_);
  row->addWidget(canvas_, 1);
  column->addWidget(bar_);
  column->addWidget(options_);
  column->addWidget(suggestionBar_);
  column->addLayout(row, 1);
  auto* columns = new QSplitter;
  columns->setHandleWidth(1);
  columns->setChildrenCollapsible(false);
  columns->addWidget(images_);
  columns->addWidget(middle);
  columns->addWidget(side_);
  columns->setStretchFactor(1, 1);
  columns->setSizes({32 * theme::grid, 90 * theme::grid, 36 * theme::grid});
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(columns);
}

void LabelWorkspace::wire() {
  connect(state_, &LabelState::imageChanged, this, &LabelWorkspace::showImage);
  connect(pictures_, &PictureLoader::loaded, this, &LabelWorkspace::showPicture);
  connect(pictures_, &PictureLoader::refined, this, [this](qint64 image, const Picture& picture) {
    if (image == state_->image()) {
      canvas_->refinePicture(picture);
    }
  });
  connect(pictures_, &PictureLoader::failed, this, [this](qint64 image, const QString& sentence) {
    if (image == state_->image()) {
      canvas_->setNotice(sentence);
    }
  });
  connect(canvas_, &Canvas::edited, this, &LabelWorkspace::finish);
  connect(canvas_, &Canvas::toolChanged, options_, [this] { options_->refresh(canvas_->tool()); });
  connect(canvas_, &Canvas::choiceRequested, this, &LabelWorkspace::offer);
  connect(canvas_, &Canvas::requested, this, [this](ToolRequest request) {
    if (request == ToolRequest::ChangeClass) {
      asking_->askForSelection();
    } else {
      useTool(ToolKind::Select);
    }
  });
  connect(options_, &ToolOptionsBar::changed, canvas_,
          [this](const QString& id, const QVariant& value) {
            canvas_->tool().setOption(id, value);
            canvas_->update();
          });
  connect(options_, &ToolOptionsBar::pressed, canvas_, &Canvas::pressToolButton);
  connect(canvas_, &Canvas::nudged, commands_, &LabelCommands::nudge);
  connect(canvas_, &Canvas::zoomChanged, bar_, &CanvasBar::showZoom);
  connect(canvas_, &Canvas::toneChanged, bar_,
          [this](const Tone& tone) { bar_->showTone(toneText(tone)); });
  connect(bar_, &CanvasBar::neutralRequested, canvas_, [this] { canvas_->setTone({}); });
  connect(canvas_, &Canvas::spaceTapped, this, [this] {
    for (QAction* candidate : actions()) {
      if (candidate->shortcuts().contains(QKeySequence(Qt::Key_Space))) {
        candidate->trigger();
      }
    }
  });
  followViewOptions(*this);
  connect(canvas_, &Canvas::readoutChanged, this, &Workspace::readoutChanged);
  connect(canvas_, &Canvas::menuRequested, this, &LabelWorkspace::showMenu);
  connect(commands_, &LabelCommands::nextRequested, this, [this] { go(1); });
  wireSide();
  wireSuggestions();
  connect(state_, &LabelState::selectionChanged, this, [this] {
    // What was selected on the picture is in view: moving it would take it from under the pointer.
    if (state_->selection().size() == 1 && !canvas_->hasFocus()) {
      canvas_->reveal(state_->selection().front());
    }
  });
}

void LabelWorkspace::wireSuggestions() {
  connect(suggestions_, &Suggestions::changed, this, &LabelWorkspace::showSuggestions);
  connect(suggestions_, &Suggestions::failed, this, [this](const QString& sentence) {
    if (session_ != nullptr) {
      Q_EMIT session_->message(sentence);
    }
  });
  connect(suggestions_, &Suggestions::asked, this, [this](int images) {
    Q_EMIT session_->message(tr("The model suggests labels on %1 images.").arg(images));
  });
  connect(canvas_, &Canvas::suggestionChosen, suggestions_, &Suggestions::accept);
}

void LabelWorkspace::showSuggestions() {
  std::vector<ShownSuggestion> shown;
  for (const Prediction& prediction : suggestions_->open()) {
    const LabelClass& labelClass = *session_->document().labelClass(prediction.labelClass);
    shown.push_back({.shape = prediction.shape,
                     .colour = QColor(labelClass.colour),
                     .label = tr("%1 %2 %")
                                  .arg(QString::fromStdString(labelClass.name))
                                  .arg(std::lround(prediction.score * 100))});
  }
  canvas_->setSuggestions(std::move(shown));
}

void LabelWorkspace::wireSide() {
  ClassesPanel* classes = &side_->classes();
  ObjectsPanel* objects = &side_->objects();
  connect(classes, &ClassesPanel::chosen, commands_, &LabelCommands::chooseClass);
  connect(classes, &ClassesPanel::bookRequested, this, &LabelWorkspace::openBook);
  connect(classes, &ClassesPanel::objectsRequested, this, &LabelWorkspace::selectAllOfClass);
  connect(objects, &ObjectsPanel::classChangeRequested, asking_, &ClassAsking::askForSelection);
  connect(objects, &ObjectsPanel::removalRequested, commands_, &LabelCommands::removeSelection);
  connect(objects, &ObjectsPanel::menuRequested, this, &LabelWorkspace::showMenu);
  connect(&side_->history(), &HistoryPanel::imageRequested, this,
          [this](qint64 image) { state_->setImage(image); });
  connect(&side_->comments(), &CommentsPanel::additionRequested, this,
          &LabelWorkspace::writeComment);
  connect(&side_->comments(), &CommentsPanel::editRequested, this,
          [this](qint64 comment, const QPoint& globalPosition) {
            const Comment& stored = *session_->document().comment(comment);
            auto* popup = new CommentPopup(QString::fromStdString(stored.text), this);
            connect(popup, &CommentPopup::written, comments_,
                    [this, comment](const QString& text) { comments_->setText(comment, text); });
            popup->popUp(globalPosition);
          });
  connect(comments_, &CommentCommands::placeRequested, canvas_, &Canvas::revealPlace);
  connect(asking_, &ClassAsking::readoutChanged, this, &Workspace::readoutChanged);
  connect(state_, &LabelState::classChoiceChanged, this, &LabelWorkspace::checkClassChoice);
  checkClassChoice();
}

}  // namespace touchstone::ui
