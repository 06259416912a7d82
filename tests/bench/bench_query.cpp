#include "analysis/health/dataset_health.h"
#include "labeling/query/query_matcher.h"
#include "timings.h"

#include <random>

using namespace touchstone::labeling;

namespace {

constexpr int images = 100'000;
constexpr int objects = 860'000;
constexpr int classes = 80;

/// As many images and boxes as COCO has, drawn from a fixed seed.
Document largeDocument() {
  Document document;
  Edit edit;
  std::mt19937 random(1);
  const auto below = [&random](int end) {
    return static_cast<int>(random() % static_cast<unsigned>(end));
  };
  for (int id = 1; id <= classes; ++id) {
    LabelClass labelClass;
    labelClass.name = "class " + std::to_string(id);
    edit.changes.emplace_back(ClassChange{id, labelClass});
  }
  for (int id = 1; id <= images; ++id) {
    Image image;
    image.path = "train2017/" + std::to_string(1'000'000 + id) + ".jpg";
    image.width = 640;
    image.height = 480;
    image.state = id % 10 == 0 ? ImageState::Unlabelled : ImageState::Labelled;
    image.split = id % 5 == 0 ? Split::Val : Split::Train;
    edit.changes.emplace_back(ImageChange{id, image});
  }
  for (int id = 1; id <= objects; ++id) {
    Annotation object;
    object.image = 1 + static_cast<ImageId>(id) * (images - 1) / objects;
    object.labelClass = 1 + below(classes);
    const double x = below(500);
    const double y = below(400);
    object.shape = Box{x, y, x + 2 + below(130), y + 2 + below(70)};
    edit.changes.emplace_back(AnnotationChange{id, object});
  }
  static_cast<void>(apply(document, std::move(edit)));
  return document;
}

}  // namespace

/// Prints how long queries and the figures of the health page take over the whole document.
int main() {
  const Document document = largeDocument();
  constexpr int repeats = 5;
  for (const char* text :
       {"", "10500", "state:unlabelled split:val", "objects>12", "class:\"class 7\"",
        "-class:\"class 7\"", "class:\"class 7\" size<20 split:val",
        "area<1024 class:\"class 3\" class:\"class 4\"", "(size<5 or aspect>5) -state:unlabelled",
        "x>=0.25 x<0.5 y>=0.25 y<0.5", "score<0.5"}) {
    touchstone::Timings timings;
    std::size_t found = 0;
    for (int i = 0; i < repeats; ++i) {
      timings.measure([&] {
        found = QueryMatcher(parseQuery(text).query, document).matchingImages().size();
        return found;
      });
    }
    timings.print(text);
    std::printf("    %zu images\n", found);
  }
  const auto images = touchstone::analysis::documentImages(document);
  touchstone::Timings dataset;
  touchstone::Timings objects;
  for (int i = 0; i < repeats; ++i) {
    dataset.measure([&] { return touchstone::analysis::datasetHealth(document, images).objects; });
    objects.measure([&] {
      return touchstone::analysis::objectHealth(document, images, std::nullopt).sizes.size();
    });
  }
  dataset.print("health of the data set");
  objects.print("health of the objects");
  return 0;
}
