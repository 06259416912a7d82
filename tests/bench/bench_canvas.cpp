// Measures frames of the real canvas at 1920 x 1080: panning, zooming, and dragging one object
// while N others are shown. Usage: QT_QPA_PLATFORM=offscreen bench_canvas [objects …]
#include "figures.h"
#include "ui/canvas/canvas.h"
#include "ui/label/label_state.h"
#include "ui/project_session.h"
#include "ui/tools/select_tool.h"

#include <QApplication>
#include <QMouseEvent>
#include <QTemporaryDir>
#include <QWheelEvent>

#include <cmath>
#include <random>

using namespace touchstone::labeling;
using namespace touchstone::ui;

namespace {

constexpr int imageWidth = 4000;
constexpr int imageHeight = 2250;
constexpr int frames = 240;

class Shapes {
public:
  explicit Shapes(int count) : random_(7), side_(std::sqrt(8e6 / count) * 0.6) {}

  Shape box() {
    const Point centre = place();
    return Box{centre.x - side_ / 2, centre.y - side_ / 2, centre.x + side_ / 2,
               centre.y + side_ / 3};
  }
  Shape polygon() {
    const Point centre = place();
    PolygonPart part;
    for (int i = 0; i < 24; ++i) {
      const double angle = i * 2 * M_PI / 24;
      const double radius = side_ * (0.35 + 0.15 * unit_(random_));
      part.outer.push_back(
          {centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
    }
    return Polygon{{part}};
  }
  Shape mask() {
    const Point centre = place();
    const double radius = side_ * 0.45;
    Mask mask{imageWidth, imageHeight, {}};
    std::uint64_t zeros = 0;
    for (int x = 0; x < imageWidth; ++x) {
      const double dx = x - centre.x;
      const double half = radius * radius > dx * dx ? std::sqrt(radius * radius - dx * dx) : 0;
      const int first = std::clamp(static_cast<int>(centre.y - half), 0, imageHeight);
      const int last =
          half > 0 ? std::clamp(static_cast<int>(centre.y + half), 0, imageHeight) : first;
      zeros += static_cast<std::uint64_t>(first);
      if (last > first) {
        mask.counts.push_back(static_cast<std::uint32_t>(zeros));
        mask.counts.push_back(static_cast<std::uint32_t>(last - first));
        zeros = 0;
      }
      zeros += static_cast<std::uint64_t>(imageHeight - last);
    }
    mask.counts.push_back(static_cast<std::uint32_t>(zeros));
    return mask;
  }

private:
  Point place() { return {imageWidth * unit_(random_), imageHeight * unit_(random_)}; }

  std::mt19937 random_;
  std::uniform_real_distribution<double> unit_{0.0, 1.0};
  double side_;
};

class Bench {
public:
  Bench() {
    QImage picture(imageWidth, imageHeight, QImage::Format_RGB32);
    for (int y = 0; y < imageHeight; ++y) {
      auto* row = reinterpret_cast<QRgb*>(picture.scanLine(y));
      for (int x = 0; x < imageWidth; ++x) {
        row[x] = qRgb(x * 255 / imageWidth, y * 255 / imageHeight, (x ^ y) & 255);
      }
    }
    picture.save(folder_.filePath(QStringLiteral("picture.png")));
    auto project = Project::open(folder_.path().toStdString());
    touchstone::require(project.has_value(), "the folder opens");
    session_ = std::make_unique<ProjectSession>(*std::move(project));
    image_ = session_->document().images().begin()->first;
    state_.setImage(image_);
    canvas_ = std::make_unique<Canvas>(state_);
    canvas_->resize(1920, 1080);
    canvas_->setSession(session_.get());
    canvas_->setPicture(Picture(picture));
    canvas_->show();
    QApplication::processEvents();
    QObject::connect(canvas_.get(), &Canvas::edited, session_.get(),
                     [this](const Edit& edit) { session_->perform(edit); });
  }

  void fill(const std::function<Shape()>& next, int count) {
    Edit edit{.name = "fill", .gesture = 0, .changes = {}};
    for (const AnnotationId id : session_->document().annotationsOf(image_)) {
      edit.changes.emplace_back(AnnotationChange{id, std::nullopt});
    }
    for (int i = 0; i < 5 && session_->document().classes().size() < 5; ++i) {
      LabelClass labelClass;
      labelClass.name = "class " + std::to_string(i);
      labelClass.colour = defaultClassColour(static_cast<std::size_t>(i));
      edit.changes.emplace_back(ClassChange{session_->project().newClassId(), labelClass});
    }
    for (int i = 0; i < count; ++i) {
      Annotation annotation;
      annotation.image = image_;
      annotation.labelClass = 1 + i % 5;
      annotation.shape = next();
      edit.changes.emplace_back(
          AnnotationChange{session_->project().newAnnotationId(), annotation});
    }
    touchstone::require(session_->perform(std::move(edit)), "the objects are stored");
  }

  void measure(const std::string& what) {
    state_.select({});
    canvas_->zoomToFit();
    canvas_->zoomBy(1.6);
    Frames first;
    first.measure([&] { canvas_->repaint(); });
    first.report(what + ": first frame");
    dragged(Qt::MiddleButton, {960, 540}, 11).report(what + ": pan");
    hovered().report(what + ": hover");
    const AnnotationId one = middleObject();
    state_.select({one});
    canvas_->repaint();
    const Box bounds = boundsOf(session_->document().annotation(one)->shape);
    const QPointF grip = canvas_->view().toView(bounds.centre());
    dragged(Qt::LeftButton, grip, 3).report(what + ": move one");
    Frames zooms;
    for (int i = 0; i < 40; ++i) {
      const int notch = (i / 10) % 2 == 0 ? 120 : -120;
      QWheelEvent wheel({960, 540}, {960, 540}, {}, {0, notch}, Qt::NoButton, Qt::NoModifier,
                        Qt::NoScrollPhase, false);
      zooms.measure([&] {
        QApplication::sendEvent(canvas_.get(), &wheel);
        canvas_->repaint();
      });
    }
    zooms.report(what + ": zoom");
  }

private:
  AnnotationId middleObject() const {
    const Point middle = canvas_->view().toImage({960, 540});
    AnnotationId best = 0;
    double nearest = 1e18;
    for (const AnnotationId id : session_->document().annotationsOf(image_)) {
      const Point centre = boundsOf(session_->document().annotation(id)->shape).centre();
      const double distance = std::hypot(centre.x - middle.x, centre.y - middle.y);
      if (distance < nearest) {
        nearest = distance;
        best = id;
      }
    }
    return best;
  }

  void frame(QEvent::Type type, QPointF at, Qt::MouseButton button, Qt::MouseButtons buttons) {
    QMouseEvent event(type, at, canvas_->mapToGlobal(at), button, buttons, Qt::NoModifier);
    QApplication::sendEvent(canvas_.get(), &event);
    canvas_->repaint();
  }

  Frames dragged(Qt::MouseButton button, QPointF from, double speed) {
    Frames times;
    frame(QEvent::MouseButtonPress, from, button, button);
    QPointF at = from;
    for (int i = 0; i < frames; ++i) {
      const double angle = i * 2 * M_PI / frames;
      at += QPointF(std::round(2 * speed * std::cos(angle)), std::round(speed * std::sin(angle)));
      times.measure([&] { frame(QEvent::MouseMove, at, Qt::NoButton, button); });
    }
    frame(QEvent::MouseButtonRelease, at, button, Qt::NoButton);
    return times;
  }

  Frames hovered() {
    Frames times;
    for (int i = 0; i < frames; ++i) {
      const QPointF at(100.0 + 7 * i, 200.0 + 3 * i);
      times.measure([&] { frame(QEvent::MouseMove, at, Qt::NoButton, Qt::NoButton); });
    }
    return times;
  }

  QTemporaryDir folder_;
  std::unique_ptr<ProjectSession> session_;
  LabelState state_;
  std::unique_ptr<Canvas> canvas_;
  ImageId image_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  std::vector<int> counts;
  for (int i = 1; i < argc; ++i) {
    counts.push_back(std::atoi(argv[i]));
  }
  if (counts.empty()) {
    counts = {1000, 10000};
  }
  Bench bench;
  for (const int count : counts) {
    Shapes shapes(count);
    const std::string number = std::to_string(count) + " ";
    bench.fill([&] { return shapes.box(); }, count);
    bench.measure(number + "boxes");
    bench.fill([&] { return shapes.polygon(); }, count);
    bench.measure(number + "polygons");
    bench.fill([&] { return shapes.mask(); }, count);
    bench.measure(number + "masks");
  }
  return 0;
}
