// How long the real canvas takes to follow the brush on a 4000 x 3000 picture, at 1920 x 1080:
// press, each move and release, each with what it repaints. Usage: bench_stroke
#include "figures.h"
#include "ui/canvas/canvas.h"
#include "ui/label/label_state.h"
#include "ui/project_session.h"
#include "ui/tools/tool_table.h"

#include <QApplication>
#include <QMouseEvent>
#include <QTemporaryDir>

#include <cmath>

using namespace touchstone::labeling;
using namespace touchstone::ui;

namespace {

constexpr int movesPerStroke = 200;
constexpr int strokes = 5;

class Bench {
public:
  Bench() {
    QImage picture(4000, 3000, QImage::Format_RGB32);
    for (int y = 0; y < picture.height(); ++y) {
      auto* row = reinterpret_cast<QRgb*>(picture.scanLine(y));
      for (int x = 0; x < picture.width(); ++x) {
        row[x] = qRgb(x * 255 / picture.width(), y * 255 / picture.height(), (x ^ y) & 255);
      }
    }
    picture.save(folder_.filePath(QStringLiteral("picture.png")));
    auto project = Project::open(folder_.path().toStdString());
    touchstone::require(project.has_value(), "the folder opens");
    session_ = std::make_unique<ProjectSession>(*std::move(project));
    const ClassId cell = session_->project().newClassId();
    LabelClass labelClass;
    labelClass.name = "cell";
    session_->perform({.name = "class", .gesture = 0, .changes = {ClassChange{cell, labelClass}}});
    state_.setImage(session_->document().images().begin()->first);
    state_.chooseForNext(cell);
    canvas_ = std::make_unique<Canvas>(state_);
    canvas_->resize(1920, 1080);
    canvas_->setSession(session_.get());
    canvas_->setPicture(Picture(picture));
    canvas_->show();
    QApplication::processEvents();
    QObject::connect(canvas_.get(), &Canvas::edited, session_.get(),
                     [this](const Edit& edit) { session_->perform(edit); });
  }

  void measure(int diameter, double zoom) {
    canvas_->setTool(makeTool(ToolKind::Brush));
    canvas_->tool().setOption(QStringLiteral("size"), diameter);
    canvas_->zoomToFit();
    canvas_->zoomBy(zoom);
    canvas_->repaint();
    Frames presses;
    Frames moves;
    Frames releases;
    for (int stroke = 0; stroke < strokes; ++stroke) {
      const auto at = [&](int move) {
        const double t = (stroke * movesPerStroke + move) / 60.0;
        return QPointF(960 + 600 * std::sin(2.1 * t), 540 + 400 * std::cos(1.7 * t));
      };
      presses.measure([&] { frame(QEvent::MouseButtonPress, at(0), Qt::LeftButton); });
      for (int move = 1; move <= movesPerStroke; ++move) {
        moves.measure([&] { frame(QEvent::MouseMove, at(move), Qt::NoButton); });
      }
      releases.measure(
          [&] { frame(QEvent::MouseButtonRelease, at(movesPerStroke), Qt::LeftButton); });
    }
    const std::string what =
        std::to_string(diameter) + " px, zoom " + std::to_string(static_cast<int>(zoom));
    presses.report(what + ": press");
    moves.report(what + ": move");
    releases.report(what + ": release");
  }

private:
  void frame(QEvent::Type type, QPointF at, Qt::MouseButton button) {
    QMouseEvent event(type, at, canvas_->mapToGlobal(at), button, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(canvas_.get(), &event);
    QApplication::processEvents();
  }

  QTemporaryDir folder_;
  std::unique_ptr<ProjectSession> session_;
  LabelState state_;
  std::unique_ptr<Canvas> canvas_;
};

}  // namespace

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  const QApplication application(argc, argv);
  Bench bench;
  for (const int diameter : {5, 50, 300}) {
    bench.measure(diameter, 1);
    bench.measure(diameter, 6);
  }
  return 0;
}
