#include "labeling/formats/pascal_voc.h"
#include "labeling/images/image_reader.h"
#include "labeling/project/project.h"
#include "labeling/sample/sample_picture.h"
#include "labeling/sample/sample_project.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include <fstream>
#include <map>
#include <set>

using namespace touchstone;
using namespace touchstone::labeling;
namespace fs = std::filesystem;

namespace {

std::string bytesOf(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Returns the bytes of every file below `folder` by relative path.
std::map<std::string, std::string> filesOf(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) {
      files[fs::relative(entry.path(), folder).generic_string()] = bytesOf(entry.path());
    }
  }
  return files;
}

/// Returns the labels of a VOC file: class and box.
std::vector<std::pair<std::string, Box>> labelsOf(const std::string& xml) {
  std::vector<std::pair<std::string, Box>> labels;
  const auto file = readVocText(xml, "sample.xml");
  for (const VocObject& object : file->objects) {
    labels.emplace_back(object.name, boxFromVoc(object.written, *file->origin));
  }
  return labels;
}

Box boxOf(const nlohmann::json& corners) {
  return {corners[0], corners[1], corners[2], corners[3]};
}

std::set<std::string> linesOf(const std::string& text) {
  std::set<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    lines.insert(line);
  }
  return lines;
}

}  // namespace

class TestSample : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() {
    QVERIFY(writeSampleProject(at("clean"), {.images = 7, .seed = 5}));
    QVERIFY(writeSampleProject(at("dirty"), {.images = 7, .seed = 5, .labelErrors = 0.3}));
    clean_ = filesOf(at("clean"));
    dirty_ = filesOf(at("dirty"));
  }

  void theSameOptionsGiveTheSameBytes() {
    QVERIFY(writeSampleProject(at("shorter"), {.images = 2, .seed = 5}));
    for (const auto& [path, bytes] : filesOf(at("shorter"))) {
      if (!path.starts_with("ImageSets")) {
        QVERIFY2(clean_.at(path) == bytes, path.c_str());
      }
    }
    for (const auto& [path, bytes] : dirty_) {
      if (path.ends_with(".jpg")) {
        QVERIFY2(clean_.at(path) == bytes, path.c_str());
      }
    }
  }

  void everyPictureHasItsLabelFileAndSplit() {
    std::size_t listed = 0;
    for (const char* split : {"train", "val", "test"}) {
      const auto stems = linesOf(clean_.at("ImageSets/Main/" + std::string(split) + ".txt"));
      listed += stems.size();
      QVERIFY(!stems.empty());
      for (const std::string& stem : stems) {
        QVERIFY(clean_.contains("JPEGImages/" + stem + ".jpg"));
        const auto labels = labelsOf(clean_.at("Annotations/" + stem + ".xml"));
        QVERIFY(labels.size() >= 3 && labels.size() <= 8);
        for (const auto& [name, box] : labels) {
          QVERIFY(box.area() > 100 && clampedTo(box, 640, 480) == box);
        }
      }
    }
    QCOMPARE(listed, std::size_t{7});
    QCOMPARE(clean_.size(), std::size_t{7 + 7 + 3});
    QVERIFY(!clean_.contains("planted.json"));
  }

  void plantedErrorsAreExactlyTheDifference() {
    std::size_t labels = 0;
    std::size_t shownLabels = 0;
    std::map<std::string, std::vector<std::pair<std::string, Box>>> mended;
    std::map<std::string, std::size_t> labelsBefore;
    for (const auto& [path, bytes] : clean_) {
      if (path.ends_with(".xml")) {
        labels += labelsOf(bytes).size();
        mended[path] = labelsOf(dirty_.at(path));
        labelsBefore[path] = shownLabels;
        shownLabels += mended[path].size();
      }
    }
    const auto errors = nlohmann::json::parse(dirty_.at("planted.json"))["errors"];
    QCOMPARE(errors.size(), static_cast<std::size_t>(std::llround(0.3 * double(labels))));
    std::set<std::string> kinds;
    for (const auto& error : errors) {
      const std::string kind = error["kind"];
      kinds.insert(kind);
      auto& shown = mended[labelFileOf(error["image"])];
      if (kind == "missing") {
        QVERIFY(error["annotation"].is_null() && error["given"].is_null());
        shown.emplace_back(error["true"], boxOf(error["box"]));
        continue;
      }
      const std::size_t before = labelsBefore[labelFileOf(error["image"])];
      auto& [name, box] = shown.at(error["annotation"].get<std::size_t>() - before - 1);
      QCOMPARE(name, error["given"].get<std::string>());
      QVERIFY(box == boxOf(error["box"]));
      QCOMPARE(name == error["true"], kind == "location");
      name = error["true"];
    }
    QCOMPARE(kinds, (std::set<std::string>{"label", "location", "missing", "swapped"}));
    for (auto& [path, now] : mended) {
      auto truth = labelsOf(clean_.at(path));
      QCOMPARE(now.size(), truth.size());
      for (const auto& [name, box] : truth) {
        const auto same = std::find_if(now.begin(), now.end(), [&](const auto& label) {
          const double overlap = intersectionOverUnion(label.second, box);
          return label.first == name && (label.second == box || (overlap >= 0.3 && overlap <= 0.6));
        });
        QVERIFY2(same != now.end(), path.c_str());
        now.erase(same);
      }
    }
  }

  void testPicturesKeepTheirLabels() {
    for (const std::string& stem : linesOf(clean_.at("ImageSets/Main/test.txt"))) {
      const std::string path = "Annotations/" + stem + ".xml";
      QCOMPARE(dirty_.at(path), clean_.at(path));
    }
  }

  void boxesAreTheBoundsOfTheMasks() {
    QVERIFY(writeSampleProject(
        at("masks"), {.task = SampleTask::Segment, .images = 12, .seed = 2, .labelErrors = 0.2}));
    const auto files = filesOf(at("masks"));
    std::size_t images = 0;
    for (const std::string split : {"train", "val", "test"}) {
      const auto coco = nlohmann::json::parse(files.at("annotations/instances_" + split + ".json"));
      for (const auto& annotation : coco["annotations"]) {
        const auto& code = annotation["segmentation"];
        const Mask mask{code["size"][1], code["size"][0], code["counts"]};
        const Box box = boundsOf(mask);
        QVERIFY((nlohmann::json{box.x0, box.y0, box.width(), box.height()} == annotation["bbox"]));
        QCOMPARE(areaOf(mask), annotation["area"].get<double>());
      }
      for (const auto& image : coco["images"]) {
        QVERIFY(files.contains(image["file_name"]));
      }
      images += coco["images"].size();
    }
    QCOMPARE(images, std::size_t{12});
  }

  void masksOpenAsAProjectWithSplits() {
    QVERIFY(writeSampleProject(
        at("opened"), {.task = SampleTask::Segment, .images = 12, .seed = 2, .labelErrors = 0.2}));
    const auto planted = nlohmann::json::parse(bytesOf(at("opened") / "planted.json"))["errors"];
    const auto project = Project::open(at("opened"));
    QVERIFY(project.has_value());
    const Document& document = (*project)->document();
    QCOMPARE(document.images().size(), std::size_t{12});
    for (const auto& [id, image] : document.images()) {
      QVERIFY(image.split != Split::Unassigned);
    }
    for (const auto& [id, annotation] : document.annotations()) {
      QVERIFY(std::holds_alternative<Mask>(annotation.shape));
    }
    int relabelled = 0;
    for (const auto& error : planted) {
      if (error["kind"] != "label") {
        continue;
      }
      const auto* annotation = document.annotation(error["annotation"].get<AnnotationId>());
      QVERIFY(annotation != nullptr);
      QCOMPARE(document.image(annotation->image)->path, error["image"].get<std::string>());
      QCOMPARE(document.labelClass(annotation->labelClass)->name,
               error["given"].get<std::string>());
      ++relabelled;
    }
    QVERIFY(relabelled > 0);
  }

  void classFoldersHoldThePictures() {
    const SampleOptions options{
        .task = SampleTask::Classify, .images = 32, .seed = 3, .labelErrors = 0.1};
    QVERIFY(writeSampleProject(at("tags"), options));
    const auto files = filesOf(at("tags"));
    QCOMPARE(files.size(), std::size_t{32 + 1});
    std::map<std::string, int> pictures;
    for (const auto& [path, bytes] : files) {
      ++pictures[path.substr(0, path.find('/'))];
    }
    QVERIFY(pictures["train"] >= 20 && pictures["val"] >= 3 && pictures["test"] >= 3);
    const auto errors = nlohmann::json::parse(files.at("planted.json"))["errors"];
    QCOMPARE(errors.size(), std::size_t{3});
    for (const auto& error : errors) {
      const std::string path = error["image"];
      QVERIFY(files.contains(path) && !path.starts_with("test/"));
      QCOMPARE(error["kind"].get<std::string>(), "label");
      QVERIFY(path.find("/" + error["given"].get<std::string>() + "/") != std::string::npos);
      QVERIFY(error["true"] != error["given"]);
    }
  }

  void defectsAreListedAndCopiesKeepTheirLabels() {
    QVERIFY(writeSampleProject(at("defects"), {.images = 24, .seed = 5, .defects = 0.5}));
    const auto files = filesOf(at("defects"));
    const auto defects = nlohmann::json::parse(files.at("planted.json"))["defects"];
    QCOMPARE(defects.size(), std::size_t{12});
    std::map<std::string, int> kinds;
    std::set<std::string> touched;
    for (const auto& defect : defects) {
      const std::string image = defect["image"];
      const std::string kind = defect["kind"];
      kinds[kind] += 1;
      QVERIFY(files.contains(image) && touched.insert(image).second);
      const bool copied = kind == "rotated" || kind == "cropped" || kind == "encoded_again";
      QCOMPARE(defect["original"].is_null(), !copied);
      if (!copied) {
        continue;
      }
      const std::string original = defect["original"];
      QVERIFY(original < image && touched.insert(original).second);
      const auto labels = labelsOf(files.at(labelFileOf(image)));
      const std::size_t before = labelsOf(files.at(labelFileOf(original))).size();
      QVERIFY(kind == "cropped" ? labels.size() <= before : labels.size() == before);
      const auto size = readImageSize(at("defects") / image);
      QVERIFY(size.has_value());
      for (const auto& [name, box] : labels) {
        QVERIFY(clampedTo(box, size->width, size->height) == box && box.area() > 0);
      }
    }
    QCOMPARE(kinds.size(), std::size_t{6});
    for (const auto& [kind, count] : kinds) {
      QCOMPARE(count, 2);
    }
  }

  void aDullPartThatFacesAwayFromTheHighlightIsRendered() {
    const Photograph photo = takePhotograph(1, 386, std::nullopt);
    QVERIFY(photo.jpeg.size() > 10'000);
  }

  void aFolderThatIsNotEmptyIsRefused() {
    const auto refused = writeSampleProject(at("clean"), {.images = 1});
    QVERIFY(!refused);
    QVERIFY(refused.error().kind == ErrorKind::Usage);
    QVERIFY(refused.error().message.find("not empty") != std::string::npos);
    QVERIFY(filesOf(at("clean")) == clean_);
  }

  void senselessOptionsAreRefused() {
    for (const SampleOptions& options :
         {SampleOptions{.images = 0}, SampleOptions{.labelErrors = 0.6},
          SampleOptions{.labelErrors = -1}, SampleOptions{.defects = 0.6},
          SampleOptions{.labelErrors = std::nan("")}}) {
      const auto refused = writeSampleProject(at("senseless"), options);
      QVERIFY(!refused && refused.error().kind == ErrorKind::Usage);
      QVERIFY(!fs::exists(at("senseless")));
    }
  }

  void aFolderThatCannotBeMadeIsRefused() {
    const fs::path file = at("a-file");
    std::ofstream(file) << "text";
    for (const fs::path& folder : {file, file / "sub"}) {
      const auto failed = writeSampleProject(folder, {.images = 1});
      QVERIFY(!failed);
      QVERIFY(failed.error().message.find(folder.string()) != std::string::npos);
    }
    QCOMPARE(bytesOf(file), std::string("text"));
  }

  void cancellingLeavesNothing() {
    std::stop_source source;
    WorkContext work;
    work.stop = source.get_token();
    work.progress = [&](const Progress& progress) {
      QCOMPARE(progress.total, 50.0);
      source.request_stop();
    };
    const auto stopped = writeSampleProject(at("stopped"), {.images = 50}, work);
    QVERIFY(!stopped);
    QVERIFY(stopped.error().kind == ErrorKind::Cancelled);
    QVERIFY(!fs::exists(at("stopped")));
  }

private:
  [[nodiscard]] fs::path at(const char* name) const {
    return fs::path(folder_.path().toStdString()) / name;
  }
  static std::string labelFileOf(const std::string& image) {
    return "Annotations/" + fs::path(image).stem().string() + ".xml";
  }

  QTemporaryDir folder_;
  std::map<std::string, std::string> clean_;
  std::map<std::string, std::string> dirty_;
};

QTEST_APPLESS_MAIN(TestSample)
#include "tst_sample.moc"
