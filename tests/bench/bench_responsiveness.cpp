// Measures how long input takes to be answered on the screen while a model is trained beside the
// editor: the time from a mouse move's arrival to the end of the repaint. Usage:
//   bench_responsiveness ENGINE PROJECT [seconds]
// where ENGINE is touchstone-cli and PROJECT has labels to train on; run it on an X server to
// include the drawing there.
#include "figures.h"
#include "ui/canvas/canvas.h"
#include "ui/label/label_state.h"
#include "ui/label/label_workspace.h"
#include "ui/project_session.h"
#include "ui/train/training_loop.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>

#include <cmath>
#include <thread>

using namespace touchstone;
using namespace touchstone::ui;

namespace {

using Clock = std::chrono::steady_clock;

/// A sign of the person's hand that arrived at a moment, whether the window listens or not.
class Sign : public QEvent {
public:
  static constexpr auto type = static_cast<QEvent::Type>(QEvent::User + 1);
  Sign(int number, Clock::time_point arrival) : QEvent(type), number_(number), arrival_(arrival) {}

  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] double age() const {
    return std::chrono::duration<double, std::milli>(Clock::now() - arrival_).count();
  }

private:
  int number_;
  Clock::time_point arrival_;
};

/// Draws boxes by the mouse as a person would, takes each back, and goes to the next image after
/// every fourth.
class Hand : public QObject {
public:
  explicit Hand(LabelWorkspace& workspace) : workspace_(workspace) {}

  [[nodiscard]] Frames& moves() { return moves_; }
  [[nodiscard]] Frames& steps() { return steps_; }

protected:
  bool event(QEvent* event) override {
    if (event->type() != Sign::type) {
      return QObject::event(event);
    }
    const auto& sign = static_cast<const Sign&>(*event);
    constexpr int movesOfBox = 30;
    const int phase = sign.number() % movesOfBox;
    if (sign.number() % (4 * movesOfBox) == 0) {
      workspace_.go(1);
      workspace_.canvas().repaint();
      steps_.add(sign.age());
      return true;
    }
    const QPointF place(300 + 8 * phase, 200 + 6 * phase);
    const auto kind = phase == 1                ? QEvent::MouseButtonPress
                      : phase == movesOfBox - 1 ? QEvent::MouseButtonRelease
                                                : QEvent::MouseMove;
    send(kind, place);
    workspace_.canvas().repaint();
    moves_.add(sign.age());
    return true;
  }

private:
  void send(QEvent::Type kind, QPointF place) {
    Canvas& canvas = workspace_.canvas();
    const auto button = kind == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
    const auto held = kind == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton;
    QMouseEvent mouse(kind, place, canvas.mapToGlobal(place), button, held, Qt::NoModifier);
    QCoreApplication::sendEvent(&canvas, &mouse);
  }

  LabelWorkspace& workspace_;
  Frames moves_;
  Frames steps_;
};

/// Sends 60 signs a second for that long.
void signs(Hand& hand, double seconds, const std::stop_token& stop) {
  const auto start = Clock::now();
  for (int i = 0; i < static_cast<int>(60 * seconds) && !stop.stop_requested(); ++i) {
    const auto moment = start + std::chrono::microseconds(16'667) * i;
    std::this_thread::sleep_until(moment);
    QCoreApplication::postEvent(&hand, new Sign(i, Clock::now()));
  }
}

void measure(LabelWorkspace& workspace, double seconds, const std::string& what) {
  Hand hand(workspace);
  std::jthread sender([&](const std::stop_token& stop) { signs(hand, seconds, stop); });
  QElapsedTimer timer;
  timer.start();
  while (timer.elapsed() < 1000 * seconds) {
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
  }
  sender.join();
  QCoreApplication::processEvents();
  hand.moves().report(what + ": mouse");
  hand.steps().report(what + ": next image");
}

}  // namespace

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  if (argc < 3) {
    std::fprintf(stderr, "Usage: bench_responsiveness ENGINE PROJECT [seconds]\n");
    return 2;
  }
  const double seconds = argc > 3 ? std::atof(argv[3]) : 60;
  auto project = labeling::Project::open(argv[2]);
  require(project.has_value(), "the project opens");
  ProjectSession session(*std::move(project));
  TrainingLoop loop(session, {.path = QString::fromLocal8Bit(argv[1])});
  LabelWorkspace workspace;
  workspace.resize(1280, 800);
  workspace.show();
  workspace.setSession(&session);
  workspace.state().setImage(session.document().images().begin()->first);
  workspace.useTool(ToolKind::Box);
  measure(workspace, 5, "alone");
  loop.start(loop.lastChoices());
  QElapsedTimer waited;
  waited.start();
  while (loop.stage() != TrainingLoop::Stage::Training && waited.elapsed() < 60'000) {
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
  }
  measure(workspace, seconds, "while training");
  std::printf("still training: %s\n", loop.stage() == TrainingLoop::Stage::Training ? "yes" : "no");
  loop.cancel();
  while (loop.isRunning()) {
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
  }
  workspace.setSession(nullptr);
  return 0;
}
