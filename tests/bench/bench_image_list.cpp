#include "../ui/project_in_folder.h"
#include "timings.h"
#include "ui/label/image_list_model.h"
#include "ui/label/image_list_view.h"
#include "ui/label/thumbnail_cache.h"

#include <QApplication>
#include <QScrollBar>

using namespace touchstone::labeling;
using namespace touchstone::ui;

namespace {

constexpr int images = 100'000;

/// Adds images that need not exist: what is measured is the list, not the disk.
void addImages(ProjectSession& session) {
  Edit edit{.name = "Add images", .gesture = 0, .changes = {}};
  for (int i = 0; i < images; ++i) {
    Image image;
    image.path = "train2017/" + std::to_string(i * 7919 % 1'000'003) + ".jpg";
    image.width = 640;
    image.height = 480;
    image.state = i % 3 == 0 ? ImageState::Labelled : ImageState::Unlabelled;
    image.problem = "not there";
    edit.changes.emplace_back(ImageChange{session.project().newImageId(), image});
  }
  session.perform(std::move(edit));
}

}  // namespace

/// Prints how long a list of 100,000 images takes to fill, search, sort, lay out and scroll.
int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  const QApplication application(argc, argv);
  const ProjectInFolder folder(1);
  const auto session = folder.open();
  addImages(*session);
  ThumbnailCache thumbnails;
  ImageListModel model(thumbnails);
  ImageListView view;
  view.resize(300, 800);
  view.setModel(&model);
  view.show();
  const auto measure = [&](const char* what, auto step) {
    touchstone::Timings timings;
    for (int i = 0; i < 5; ++i) {
      timings.measure([&] {
        step(i);
        QCoreApplication::processEvents();
        return 0;
      });
    }
    timings.print(what);
  };
  measure("fill the list", [&](int) { model.setSession(session.get()); });
  const Query query = parseQuery("state:labelled 123").query;
  measure("search by state and name", [&](int) { model.setQuery(query); });
  measure("show all again", [&](int) { model.setQuery({}); });
  measure("sort by state",
          [&](int i) { model.setOrder({.key = ImageOrderKey::State, .descending = i % 2 == 0}); });
  measure("lay out a grid", [&](int i) { view.setLook({.isGrid = true, .side = 96 + 16 * i}); });
  measure("scroll and paint", [&](int i) {
    view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() * (i + 1) / 6);
    view.viewport()->repaint();
  });
  return 0;
}
