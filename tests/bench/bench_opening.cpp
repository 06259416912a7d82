#include "process_figures.h"
#include "labeling/project/prepare_images.h"
#include "picture_folder.h"
#include "ui/canvas/canvas.h"
#include "ui/main_window.h"
#include "ui/project_session.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QStandardPaths>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <filesystem>

using namespace touchstone;

namespace {

constexpr std::size_t images = 100'000;

/// Tells for how long at most the window did not answer.
class Heartbeat {
public:
  Heartbeat() {
    last_.start();
    timer_.setInterval(0);
    QObject::connect(&timer_, &QTimer::timeout, &timer_, [this] {
      longest_ = std::max(longest_, static_cast<double>(last_.nsecsElapsed()) / 1e6);
      last_.restart();
    });
    timer_.start();
  }

  /// Milliseconds since the last call.
  double takeLongest() {
    const double longest = longest_;
    longest_ = 0;
    last_.restart();
    return longest;
  }

private:
  QTimer timer_;
  QElapsedTimer last_;
  double longest_ = 0;
};

bool isMeasured(const labeling::Document& document) {
  return std::none_of(document.images().begin(), document.images().end(),
                      [](const auto& entry) { return labeling::isUnmeasured(entry.second); });
}

/// Works off events until `holds`.
template <class Condition>
void wait(Condition holds) {
  while (!holds()) {
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
  }
}

int openInWindow(const QString& folder) {
  ui::MainWindow window;
  window.show();
  QCoreApplication::processEvents();
  bench::print("memory of the empty window", bench::residentMegabytes(), "MB");
  Heartbeat heartbeat;
  const bench::Stopwatch opening;
  bool isOpen = false;
  QObject::connect(&window, &ui::MainWindow::projectOpened, &window, [&] { isOpen = true; });
  window.openFolder(folder);
  wait([&] { return isOpen; });
  bench::print("project open", opening.seconds(), "s");
  bench::print("longest pause until then", heartbeat.takeLongest(), "ms");
  auto* canvas = window.findChild<ui::Canvas*>();
  wait([&] { return canvas->hasPicture(); });
  window.repaint();
  bench::print("first image on screen", opening.seconds(), "s");
  bench::print("images in the list",
               static_cast<double>(window.session()->document().images().size()), "");
  heartbeat.takeLongest();
  wait([&] { return isMeasured(window.session()->document()); });
  bench::print("all sizes known", opening.seconds(), "s");
  bench::print("longest pause meanwhile", heartbeat.takeLongest(), "ms");
  bench::print("processor time in all", opening.processorSeconds(), "s");
  bench::print("memory of the open window", bench::residentMegabytes(), "MB");
  bench::print("peak memory", bench::peakMegabytes(), "MB");
  return EXIT_SUCCESS;
}

int openWithoutWindow(const std::filesystem::path& folder, bool measureLater) {
  const bench::Stopwatch opening;
  const auto project = labeling::Project::open(folder, {.measureLater = measureLater});
  if (!project) {
    std::fprintf(stderr, "%s\n", project.error().message.c_str());
    return EXIT_FAILURE;
  }
  bench::print(measureLater ? "opened, sizes later" : "opened with all sizes", opening.seconds(),
               "s");
  bench::print("processor time", opening.processorSeconds(), "s");
  bench::print("memory", bench::residentMegabytes(), "MB");
  return EXIT_SUCCESS;
}

}  // namespace

/// bench_opening make FOLDER: writes 100,000 pictures. Then, each as a process of its own:
/// bench_opening window FOLDER, bench_opening later FOLDER, bench_opening blocking FOLDER;
/// bench_opening forget FOLDER makes the next one the first opening.
int main(int argc, char** argv) {
  const std::string_view what = argc == 3 ? argv[1] : "";
  if (what == "make") {
    bench::makePictureFolder(argv[2], images);
    return EXIT_SUCCESS;
  }
  if (what == "forget") {
    std::filesystem::remove_all(std::filesystem::path(argv[2]) / ".touchstone");
    return EXIT_SUCCESS;
  }
  if (what == "later" || what == "blocking") {
    return openWithoutWindow(argv[2], what == "later");
  }
  if (what != "window") {
    std::fprintf(stderr, "usage: bench_opening make|forget|window|later|blocking FOLDER\n");
    return EXIT_FAILURE;
  }
  QStandardPaths::setTestModeEnabled(true);
  const QApplication application(argc, argv);
  QCoreApplication::setOrganizationName("Touchstone");
  QCoreApplication::setApplicationName("bench_opening");
  return openInWindow(QString::fromLocal8Bit(argv[2]));
}
