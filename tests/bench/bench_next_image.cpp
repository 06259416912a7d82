// Measures how long the next image takes to be on the screen when a person looks at each for a
// moment, and without that moment. Usage: bench_next_image [folder of images]; without a folder it
// makes 12-megapixel and 640 x 480 JPEGs.
#include "figures.h"
#include "ui/canvas/canvas.h"
#include "ui/label/label_state.h"
#include "ui/label/label_workspace.h"
#include "ui/project_session.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QThread>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

using namespace touchstone;
using namespace touchstone::ui;

namespace {

constexpr int images = 16;

void writePhotographs(const QString& folder, int width, int height) {
  cv::Mat noise(height / 4, width / 4, CV_8UC3);
  for (int i = 0; i < images; ++i) {
    cv::setRNGSeed(i + 1);
    cv::randu(noise, 60, 200);
    cv::Mat picture;
    cv::resize(noise, picture, {width, height}, 0, 0, cv::INTER_CUBIC);
    cv::imwrite(folder.toStdString() + "/photograph" + std::to_string(100 + i) + ".jpg", picture,
                {cv::IMWRITE_JPEG_QUALITY, 90});
  }
}

/// Lets the window work for `milliseconds`.
void wait(int milliseconds) {
  QElapsedTimer timer;
  timer.start();
  while (timer.elapsed() < milliseconds) {
    QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    QThread::msleep(1);
  }
}

void measure(const std::string& what, const QString& folder, int moment) {
  auto project = labeling::Project::open(folder.toStdString());
  require(project.has_value(), "the folder opens");
  ProjectSession session(*std::move(project));
  LabelWorkspace workspace;
  workspace.resize(1920, 1080);
  workspace.show();
  workspace.setSession(&session);
  workspace.state().setImage(session.document().images().begin()->first);
  wait(2000);
  Frames times;
  for (int i = 1; i < images; ++i) {
    times.measure([&] {
      workspace.go(1);
      while (!workspace.canvas().hasPicture()) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
      }
      workspace.canvas().repaint();
    });
    wait(moment);
  }
  times.report(what + ", " + std::to_string(moment) + " ms each");
  workspace.setSession(nullptr);
}

}  // namespace

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application(argc, argv);
  if (argc > 1) {
    measure("given folder", QString::fromLocal8Bit(argv[1]), 500);
    measure("given folder", QString::fromLocal8Bit(argv[1]), 0);
    return 0;
  }
  struct Size {
    const char* name;
    int width;
    int height;
  };
  for (const Size& size : {Size{"12 megapixels", 4000, 3000}, Size{"640 x 480", 640, 480}}) {
    const QTemporaryDir folder;
    writePhotographs(folder.path(), size.width, size.height);
    measure(size.name, folder.path(), 500);
    measure(size.name, folder.path(), 0);
  }
  return 0;
}
