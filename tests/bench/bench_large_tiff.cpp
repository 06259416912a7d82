// Measures how fast a 30,000 x 30,000 TIFF can be seen and moved about in.
// Usage: bench_large_tiff [side [folder]]; the files are written once and kept.
#include "figures.h"
#include "labeling/images/tiff_writer.h"
#include "ui/canvas/load_picture.h"
#include "ui/canvas/picture_layer.h"

#include <QApplication>
#include <QPainter>
#include <QThread>
#include <opencv2/core.hpp>

#include <filesystem>
#include <random>

using namespace touchstone;
using namespace touchstone::ui;

namespace {

/// A part of an endless picture: gradients, cells and noise.
cv::Mat part(const cv::Rect& area) {
  cv::Mat pixels(area.size(), CV_8UC3);
  for (int y = 0; y < area.height; ++y) {
    auto* row = pixels.ptr<cv::Vec3b>(y);
    const int gy = area.y + y;
    for (int x = 0; x < area.width; ++x) {
      const int gx = area.x + x;
      const int cell = (gx / 97 * 31 + gy / 89 * 17) & 127;
      const unsigned noise =
          (static_cast<unsigned>(gx) * 2654435761U ^ static_cast<unsigned>(gy) * 40503U) >> 28;
      row[x] = cv::Vec3b(static_cast<uchar>(cell + noise), static_cast<uchar>((gx >> 7) & 255),
                         static_cast<uchar>((gy >> 7) & 255));
    }
  }
  return pixels;
}

void measure(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  std::printf("%s: %.2f GB, resident before %.0f MiB\n", name.c_str(),
              static_cast<double>(std::filesystem::file_size(file)) / 1e9, memoryFigure("VmRSS"));
  PictureLayer layer;
  ViewTransform view;
  QImage window(1920, 1080, QImage::Format_RGB32);
  const QRectF area(window.rect());
  const auto paint = [&] {
    QPainter painter(&window);
    layer.paint(painter, view, area);
  };
  Picture picture;
  const double opened = millisecondsOf([&] {
    const auto loaded = loadPicture(file);
    require(loaded.has_value(), "the file opens");
    picture = *loaded;
    layer.setPicture(picture);
    view.fit(window.size(), picture.size());
    paint();
  });
  std::printf("  first view %.0f ms, resident %.0f MiB\n", opened, memoryFigure("VmRSS"));
  for (const double zoom : {1.0, 0.25, 0.12}) {
    int arrived = 0;
    QObject::connect(&layer, &PictureLayer::arrived, &layer, [&] { ++arrived; });
    view.setScale(zoom, {960, 540});
    const double coarse = millisecondsOf(paint);
    const double sharp = millisecondsOf([&] {
      int quiet = 0;
      while (quiet < 100) {
        const int before = arrived;
        QThread::msleep(2);
        QCoreApplication::processEvents();
        quiet = arrived == before ? quiet + 1 : 0;
      }
    });
    layer.disconnect(&layer);
    std::printf("  zoom %3.0f %%: coarse %.1f ms, sharp after %.0f ms, %d tiles\n", zoom * 100,
                coarse, std::max(0.0, sharp - 200), arrived);
  }
  const double refined = millisecondsOf([&] {
    const auto better = refinedPicture(picture, {}, {});
    require(better.has_value(), "the file is read");
  });
  std::printf("  exact coarse levels after %.0f ms in the background\n", refined);
  std::printf("  most resident %.0f MiB\n", memoryFigure("VmHWM"));
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application(argc, argv);
  const int side = argc > 1 ? std::atoi(argv[1]) : 30000;
  const std::filesystem::path folder = argc > 2 ? argv[2] : "/tmp/touchstone-large-tiff";
  std::filesystem::create_directories(folder);
  struct File {
    const char* name;
    labeling::TiffForm form;
  };
  for (const File& f :
       {File{"tiled-deflate.tif", {.tiled = true, .compressed = true, .big = false}},
        File{"strips-deflate.tif", {.tiled = false, .compressed = true, .big = false}},
        File{"tiled-plain.tif", {.tiled = true, .compressed = false, .big = false}},
        File{"strips-plain.tif", {.tiled = false, .compressed = false, .big = false}}}) {
    const std::filesystem::path file = folder / (std::to_string(side) + "-" + f.name);
    if (!std::filesystem::exists(file)) {
      require(labeling::writeTiff(file, {side, side}, CV_8UC3, f.form, part).has_value(),
              "the file is written");
    }
    measure(file);
  }
  return 0;
}
