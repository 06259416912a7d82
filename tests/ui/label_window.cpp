#include "label_window.h"

#include "ui/label/tool_options_bar.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QSpinBox>
#include <QThreadPool>
#include <QtTest>

#include <algorithm>

using namespace touchstone::labeling;
using namespace touchstone::ui;

namespace {

/// Milliseconds to wait for what comes in a moment, but not under a sanitizer on a busy machine.
constexpr int patience = 60'000;

/// Returns the field of the row above the picture that has the name.
template <class Field>
Field& optionNamed(const LabelWorkspace& label, const QString& name) {
  for (Field* field : label.findChild<ToolOptionsBar*>()->findChildren<Field*>()) {
    if (field->accessibleName() == name) {
      return *field;
    }
  }
  qFatal("The tool has no option %s.", qPrintable(name));
}

}  // namespace

Step click(Point point, Qt::KeyboardModifiers modifiers) {
  return {.way = {point}, .modifiers = modifiers};
}

Step doubleClick(Point point) {
  return {.way = {point}, .isDouble = true};
}

Step drag(Point from, Point to, Qt::KeyboardModifiers modifiers) {
  return dragAlong({from, {(from.x + to.x) / 2, (from.y + to.y) / 2}, to}, modifiers);
}

Step dragAlong(std::vector<Point> way, Qt::KeyboardModifiers modifiers) {
  return {.way = std::move(way), .modifiers = modifiers};
}

Step key(int key, Qt::KeyboardModifiers modifiers) {
  return {.key = key, .modifiers = modifiers};
}

LabelWindow::LabelWindow() : window_(std::make_unique<MainWindow>()) {
  window_->resize(1280, 800);
  window_->show();
}

bool LabelWindow::open(const QString& folder) {
  QSignalSpy opened(window_.get(), &MainWindow::projectOpened);
  window_->openFolder(folder);
  const auto isMeasured = [this] {
    const auto& images = document().images();
    return std::all_of(images.begin(), images.end(),
                       [](const auto& entry) { return entry.second.width > 0; });
  };
  return opened.wait(patience) && activate() &&
         QTest::qWaitFor([this] { return canvas().hasPicture(); }, patience) &&
         QTest::qWaitFor(isMeasured, patience);
}

bool LabelWindow::activate() const {
  window_->activateWindow();
  return QTest::qWaitForWindowActive(window_.get(), patience) &&
         QTest::qWaitFor([this] { return canvas().hasFocus(); }, patience);
}

LabelWorkspace& LabelWindow::label() const {
  return *window_->findChild<LabelWorkspace*>();
}

const Document& LabelWindow::document() const {
  return window_->session()->document();
}

QPoint LabelWindow::on(Point point) const {
  return canvas().view().toView(point).toPoint();
}

void LabelWindow::perform(const Steps& steps) const {
  for (const Step& step : steps) {
    if (step.way.empty()) {
      QTest::keyClick(&canvas(), static_cast<Qt::Key>(step.key), step.modifiers);
    } else if (step.isDouble) {
      QTest::mouseDClick(&canvas(), Qt::LeftButton, step.modifiers, on(step.way.front()));
    } else {
      QTest::mouseMove(&canvas(), on(step.way.front()));
      QTest::mousePress(&canvas(), Qt::LeftButton, step.modifiers, on(step.way.front()));
      std::for_each(step.way.begin() + 1, step.way.end(),
                    [this](Point point) { QTest::mouseMove(&canvas(), on(point)); });
      QTest::mouseRelease(&canvas(), Qt::LeftButton, step.modifiers, on(step.way.back()));
    }
  }
}

void LabelWindow::choose(const char* action) const {
  label().findChild<QAction*>(QLatin1String(action))->trigger();
}

void LabelWindow::awaitJobs() const {
  QThreadPool::globalInstance()->waitForDone();
  QCoreApplication::sendPostedEvents();
}

void LabelWindow::type(const QString& option, int number) const {
  auto& field = optionNamed<QSpinBox>(label(), option);
  field.selectAll();
  QTest::keyClicks(&field, QString::number(number));
  QTest::keyClick(&field, Qt::Key_Return);
}

void LabelWindow::pick(const QString& option, int entry) const {
  auto& list = optionNamed<QComboBox>(label(), option);
  QTest::keyClick(&list, Qt::Key_Home);
  for (int i = 0; i < entry; ++i) {
    QTest::keyClick(&list, Qt::Key_Down);
  }
}

void LabelWindow::press(const QString& option) const {
  auto& button = optionNamed<QAbstractButton>(label(), option);
  // At the left, where a check box has its box.
  QTest::mouseClick(&button, Qt::LeftButton, {}, {8, button.height() / 2});
}

int LabelWindow::numberIn(const QString& option) const {
  return optionNamed<QSpinBox>(label(), option).value();
}

void LabelWindow::act(const Steps& steps) {
  perform(steps);
  remember();
}

bool LabelWindow::undoesAndRedoesAll() const {
  const auto agrees = [this](std::size_t step, const char* how) {
    if (document() == documents_[step]) {
      return true;
    }
    qWarning("Step %zu is not as it was after %s.", step, how);
    return false;
  };
  const std::size_t count = documents_.size();
  for (std::size_t step = count; step-- > 1;) {
    if (documents_[step] == documents_[step - 1]) {
      qWarning("Step %zu changed nothing.", step);
      return false;
    }
    perform({key(Qt::Key_Z, Qt::ControlModifier)});
    if (!agrees(step - 1, "undo")) {
      return false;
    }
  }
  for (std::size_t step = 1; step < count; ++step) {
    perform({key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier)});
    if (!agrees(step, "redo")) {
      return false;
    }
  }
  return true;
}
