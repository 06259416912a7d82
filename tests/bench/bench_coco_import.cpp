#include "process_figures.h"
#include "labeling/formats/label_format.h"
#include "picture_folder.h"

#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <random>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

constexpr std::size_t images = 118'000;
constexpr std::size_t annotations = 860'000;
constexpr int classes = 80;

/// Writes an instances file as large as COCO's of 2017: polygons of some 26 points with two
/// decimals, every hundredth object a crowd with a run-length code, in no order of images.
class InstancesWriter {
public:
  explicit InstancesWriter(const std::filesystem::path& file) : out_(file) {}

  void write() {
    out_ << R"({"info": {"description": "generated"}, "licenses": [], "images": [)";
    for (std::size_t i = 0; i < images; ++i) {
      writeImage(i);
    }
    out_ << R"(], "annotations": [)";
    for (std::size_t i = 0; i < annotations; ++i) {
      writeAnnotation(i);
    }
    out_ << R"(], "categories": [)";
    for (int i = 0; i < classes; ++i) {
      out_ << (i == 0 ? "" : ", ") << R"({"supercategory": "thing", "id": )" << i + 1
           << R"(, "name": "class )" << i + 1 << R"("})";
    }
    out_ << "]}\n";
  }

private:
  void writeImage(std::size_t i) {
    const auto [width, height] = bench::sizeOfPicture(i);
    const std::string name = bench::nameOfPicture(i);
    out_ << (i == 0 ? "" : ", ") << R"({"license": 3, "file_name": ")" << name
         << R"(", "coco_url": "http://images.cocodataset.org/train2017/)" << name
         << R"(", "height": )" << height << R"(, "width": )" << width
         << R"(, "date_captured": "2013-11-14 11:18:45", "flickr_url": )"
         << R"("http://farm9.staticflickr.com/8186/8119368305_4e622c8349_z.jpg", "id": )" << i + 1
         << "}";
  }

  void writeAnnotation(std::size_t i) {
    const std::size_t image = random_() % images;
    const auto [width, height] = bench::sizeOfPicture(image);
    const double radius = 5 + static_cast<double>(random_() % 6000) / 100;
    const double x = radius + fraction() * (width - 2 * radius);
    const double y = radius + fraction() * (height - 2 * radius);
    const bool crowd = i % 100 == 99;
    out_ << (i == 0 ? "" : ", ") << R"({"segmentation": )";
    if (crowd) {
      writeRuns(width, height);
    } else {
      writePolygon(x, y, radius);
    }
    out_ << R"(, "area": )" << number("%.13f", radius * radius * 3) << R"(, "iscrowd": )" << crowd
         << R"(, "image_id": )" << image + 1 << R"(, "bbox": [)" << hundredths(x - radius) << ", "
         << hundredths(y - radius) << ", " << hundredths(2 * radius) << ", "
         << hundredths(2 * radius) << R"(], "category_id": )" << 1 + random_() % classes
         << R"(, "id": )" << 1000 + i * 2 << "}";
  }

  void writePolygon(double x, double y, double radius) {
    const std::size_t points = 8 + random_() % 37;
    out_ << "[[";
    for (std::size_t k = 0; k < points; ++k) {
      const double angle = static_cast<double>(k) * 6.283 / static_cast<double>(points);
      const double r = radius * (0.7 + 0.3 * fraction());
      out_ << (k == 0 ? "" : ", ") << hundredths(x + r * std::cos(angle)) << ", "
           << hundredths(y + r * std::sin(angle));
    }
    out_ << "]]";
  }

  void writeRuns(int width, int height) {
    int left = width * height;
    out_ << R"({"counts": [)";
    for (int k = 0; k < 200; ++k) {
      const int run = static_cast<int>(random_() % 300);
      left -= run;
      out_ << run << ", ";
    }
    out_ << left << R"(], "size": [)" << height << ", " << width << "]}";
  }

  double fraction() { return static_cast<double>(random_() % 10'000) / 10'000; }

  const char* number(const char* format, double value) {
    std::snprintf(text_.data(), text_.size(), format, value);
    return text_.data();
  }
  const char* hundredths(double value) { return number("%.2f", value); }

  std::ofstream out_;
  std::mt19937_64 random_{1};
  std::array<char, 64> text_{};
};

int make(const std::filesystem::path& folder) {
  bench::makePictureFolder(folder / "train2017", images);
  std::filesystem::create_directories(folder / "annotations");
  InstancesWriter(folder / "annotations" / "instances_train2017.json").write();
  return EXIT_SUCCESS;
}

int run(const std::filesystem::path& folder) {
  std::filesystem::remove_all(folder / ".touchstone");
  bench::Stopwatch opening;
  auto project = Project::open(folder, {.importFoundLabels = false});
  if (!project) {
    std::fprintf(stderr, "%s\n", project.error().message.c_str());
    return EXIT_FAILURE;
  }
  bench::print("opening without labels", opening.seconds(), "s");
  bench::print("peak memory after opening", bench::peakMegabytes(), "MB");
  const bench::Stopwatch importing;
  const auto report = findLabelFormat("coco")->read(**project, folder, {}, {});
  if (!report) {
    std::fprintf(stderr, "%s\n", report.error().message.c_str());
    return EXIT_FAILURE;
  }
  bench::print("import", importing.seconds(), "s");
  bench::print("import, processor time", importing.processorSeconds(), "s");
  bench::print("peak memory", bench::peakMegabytes(), "MB");
  bench::print("memory of the open project", bench::residentMegabytes(), "MB");
  bench::print("imported annotations", report->annotations, "");
  return EXIT_SUCCESS;
}

int undoAndRedo(const std::filesystem::path& folder) {
  const bench::Stopwatch opening;
  const auto project = Project::open(folder, {.importFoundLabels = false});
  if (!project) {
    return EXIT_FAILURE;
  }
  bench::print("opening with labels", opening.seconds(), "s");
  bench::print("memory of the open project", bench::residentMegabytes(), "MB");
  const std::string before = labelHashOf((*project)->document());
  const bench::Stopwatch undoing;
  const auto undone = (*project)->undo();
  bench::print("undo of the import", undoing.seconds(), "s");
  const bench::Stopwatch redoing;
  const auto redone = (*project)->redo();
  bench::print("redo of the import", redoing.seconds(), "s");
  bench::print("peak memory", bench::peakMegabytes(), "MB");
  const bool same = undone && redone && labelHashOf((*project)->document()) == before;
  bench::print("labels are the same after undo and redo", same ? 1 : 0, "");
  return same ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace

/// bench_coco_import make FOLDER: writes 118,000 pictures and 860,000 annotations (about 500 MB).
/// bench_coco_import run FOLDER: imports them. bench_coco_import undo FOLDER: undoes and redoes it.
int main(int argc, char** argv) {
  const std::string_view what = argc == 3 ? argv[1] : "";
  if (what == "make") {
    return make(argv[2]);
  }
  if (what == "run") {
    return run(argv[2]);
  }
  if (what == "undo") {
    return undoAndRedo(argv[2]);
  }
  std::fprintf(stderr, "usage: bench_coco_import make|run|undo FOLDER\n");
  return EXIT_FAILURE;
}
