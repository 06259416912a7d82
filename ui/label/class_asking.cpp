#include "ui/label/class_asking.h"

#include "ui/canvas/canvas.h"
#include "ui/label/class_popup.h"
#include "ui/label/label_commands.h"
#include "ui/label/label_state.h"
#include "ui/label/quick_class.h"
#include "ui/project_session.h"
#include "ui/theme/theme.h"

#include <QCursor>

#include <algorithm>

namespace touchstone::ui {

using namespace labeling;

namespace {

std::optional<Shape> drawnShape(const Edit& edit) {
  for (const AnyChange& change : edit.changes) {
    const auto* object = std::get_if<AnnotationChange>(&change);
    if (object != nullptr && object->value) {
      return object->value->shape;
    }
  }
  return std::nullopt;
}

}  // namespace

ClassAsking::ClassAsking(LabelState& state,
                         LabelCommands& commands,
                         Canvas& canvas,
                         QWidget& window)
    : QObject(&window),
      state_(state),
      commands_(commands),
      canvas_(canvas),
      window_(window),
      quick_(new QuickClass(window)) {
  connect(&commands_, &LabelCommands::classNeeded, this, &ClassAsking::askForDrawn);
  connect(quick_, &QuickClass::chosen, &commands_, &LabelCommands::chooseClass);
  connect(quick_, &QuickClass::textChanged, this, &ClassAsking::readoutChanged);
}

void ClassAsking::setSession(ProjectSession* session) {
  session_ = session;
  quick_->stop();
  delete popup_;
  canvas_.setPending(std::nullopt);
}

ClassPopup& ClassAsking::open(ClassId current) {
  delete popup_;
  popup_ = new ClassPopup(session_->document(), current, &window_);
  return *popup_;
}

void ClassAsking::askForSelection() {
  if (session_ == nullptr) {
    return;
  }
  ClassId current = state_.currentClass();
  if (!state_.selection().empty()) {
    const Annotation* first = session_->document().annotation(state_.selection().front());
    current = first == nullptr ? current : first->labelClass;
  }
  ClassPopup& popup = open(current);
  connect(&popup, &ClassPopup::chosen, &commands_, &LabelCommands::reclassify);
  popup.popUp(placeBelowSelection());
}

void ClassAsking::startQuick() {
  if (session_ != nullptr && !session_->document().classes().empty()) {
    quick_->start(session_->document());
  }
}

void ClassAsking::askForDrawn(const Edit& edit) {
  ClassPopup& popup = open(state_.currentClass());
  popup.setTakenByPressElsewhere();
  connect(&popup, &ClassPopup::chosen, this, [this, edit](const QString& name) {
    canvas_.setPending(std::nullopt);
    commands_.finishWithClass(edit, name);
  });
  connect(&popup, &ClassPopup::dismissed, &canvas_, [this] { canvas_.setPending(std::nullopt); });
  canvas_.setPending(drawnShape(edit));
  popup.popUp(QCursor::pos() + QPoint(theme::grid, theme::grid));
}

QPoint ClassAsking::placeBelowSelection() const {
  const Annotation* object = state_.selection().empty()
                                 ? nullptr
                                 : session_->document().annotation(state_.selection().front());
  if (object == nullptr) {
    return canvas_.mapToGlobal(canvas_.rect().center());
  }
  const QPointF corner = canvas_.view().toView(boundsOf(object->shape)).bottomLeft();
  const QRect shown = canvas_.rect().adjusted(0, 0, -theme::page, -theme::page);
  const QPoint inside(std::clamp<int>(static_cast<int>(corner.x()), 0, shown.right()),
                      std::clamp<int>(static_cast<int>(corner.y()), 0, shown.bottom()));
  return canvas_.mapToGlobal(inside);
}

}  // namespace touchstone::ui
