#include "project_fixture.h"
#include "store_dump.h"

#include <QtTest>

#include <random>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

constexpr std::uint64_t seed = 20261125;
constexpr std::size_t steps = 10'000;
constexpr std::size_t lookEvery = 1'000;

/// Makes edits of every kind at random.
class RandomEdits {
public:
  explicit RandomEdits(Project& project) : project_(project) {}

  Edit next() {
    Edit edit = editOf("random", {}, below(3) == 0 ? gesture_ : ++gesture_);
    // Now and then as many as an import, which the store keeps in another way.
    const std::uint64_t many = below(2'000) == 0 ? 1'500 : below(3) + 1;
    for (std::uint64_t n = 0; n < many; ++n) {
      edit.changes.push_back(change());
    }
    return edit;
  }

  /// The next edit begins a gesture of its own.
  void endGesture() { ++gesture_; }

  std::uint64_t below(std::uint64_t n) { return random_() % n; }

private:
  AnyChange change() {
    switch (below(12)) {
      case 0:
        return imageChange();
      case 1:
        return classChange();
      case 2:
        return DecisionChange{static_cast<DecisionId>(below(20) + 1), maybe(decision())};
      case 3:
        return CommentChange{static_cast<CommentId>(below(20) + 1), maybe(comment())};
      default:
        return annotationChange();
    }
  }

  template <class Value>
  std::optional<Value> maybe(Value value) {
    return below(3) == 0 ? std::nullopt : std::optional(std::move(value));
  }

  AnyChange imageChange() {
    const auto& images = project_.document().images();
    if (below(10) == 0) {
      Image added;
      added.path = "later/" + std::to_string(below(1000)) + ".pgm";
      return ImageChange{project_.newImageId(), std::move(added)};
    }
    const auto chosen = std::next(images.begin(), position(images.size()));
    if (chosen->second.width == 0 && below(4) == 0) {
      return ImageChange{chosen->first, std::nullopt};
    }
    Image image = chosen->second;
    image.split = static_cast<Split>(below(4));
    image.state = static_cast<ImageState>(below(4));
    image.tags.assign(below(3), "täg");
    image.sourceId = maybe(static_cast<std::int64_t>(below(1'000'000'000'000)));
    image.unknown = below(2) == 0 ? "" : R"({"coco":{"license":3}})";
    return ImageChange{chosen->first, std::move(image)};
  }

  AnyChange classChange() {
    const auto& classes = project_.document().classes();
    if (classes.size() < 4 || below(10) == 0) {
      return ClassChange{project_.newClassId(), classNamed("class " + std::to_string(below(100)))};
    }
    const auto chosen = std::next(classes.begin(), position(classes.size()));
    if (below(10) == 0) {
      return ClassChange{chosen->first, std::nullopt};
    }
    LabelClass labelClass = chosen->second;
    labelClass.name = "class " + std::to_string(below(100));
    labelClass.colour = static_cast<std::uint32_t>(below(0x1000000));
    labelClass.hotkey = std::string(below(2), 'k');
    labelClass.definition = "what is \"it\"?\n";
    labelClass.rules = below(2) == 0 ? "at least 3 px\nnot understood" : "";
    labelClass.examples.assign(below(3), 7);
    labelClass.attributes.assign(
        below(2), {.name = "side", .kind = AttributeKind::Choice, .choices = {"l", "r"}});
    labelClass.sourceId = maybe(static_cast<std::int64_t>(below(91)));
    return ClassChange{chosen->first, std::move(labelClass)};
  }

  Decision decision() {
    return {.kind = static_cast<DecisionKind>(below(7)),
            .findingKey = "key " + std::to_string(below(5)),
            .chosen = std::string(below(2), 'c')};
  }

  Comment comment() {
    return {.image = anyImage(),
            .x = coordinate(),
            .y = coordinate(),
            .text = "why?",
            .author = "b",
            .time = static_cast<std::int64_t>(below(1000)),
            .resolved = below(2) == 0};
  }

  AnyChange annotationChange() {
    const auto& all = project_.document().annotations();
    constexpr std::size_t enough = 3'000;
    if (all.empty() || (all.size() < enough && below(3) == 0)) {
      return AnnotationChange{project_.newAnnotationId(), annotation()};
    }
    const AnnotationId id =
        std::next(all.begin(), position(std::min<std::size_t>(all.size(), 50)))->first;
    return AnnotationChange{id, below(4) == 0 ? std::nullopt : std::optional(annotation())};
  }

  Annotation annotation() {
    Annotation made;
    made.image = anyImage();
    const auto& classes = project_.document().classes();
    made.labelClass = std::next(classes.begin(), position(classes.size()))->first;
    made.shape = shape();
    Attributes& attributes = made.attributes;
    attributes.difficult = below(4) == 0;
    attributes.truncated = below(4) == 0;
    attributes.occluded = below(4) == 0;
    attributes.crowd = below(4) == 0;
    attributes.verified = below(4) == 0;
    attributes.locked = below(4) == 0;
    attributes.layer = static_cast<int>(below(3)) - 1;
    attributes.pose = below(4) == 0 ? "Left" : "";
    attributes.description = below(4) == 0 ? "müde" : "";
    attributes.annotator = below(4) == 0 ? "ann" + std::to_string(below(3)) : "";
    attributes.group = maybe(static_cast<std::int64_t>(below(9)));
    attributes.score = maybe(static_cast<double>(below(1000)) / 1000);
    if (below(3) == 0) {
      attributes.custom = {{"side", "l"}, {"count", coordinate()}, {"wet", true}};
    }
    made.sourceId = static_cast<std::int64_t>(below(1'000'000'000'000));
    made.unknown = below(3) == 0 ? R"({"coco":{"area":1.5}})" : "";
    return made;
  }

  Shape shape() {
    switch (below(7)) {
      case 0:
        return ImageTag{};
      case 1:
        return Box{coordinate(), coordinate(), coordinate(), coordinate()};
      case 2:
        return OrientedBox{.centre = point(), .width = coordinate(), .height = 3, .angle = 1.1};
      case 3:
        return Polygon{
            {{.outer = points(), .holes = {points(), points()}}, {.outer = points(), .holes = {}}}};
      case 4:
        return Mask{
            .width = 80, .height = 60, .counts = {static_cast<std::uint32_t>(below(4800)), 7}};
      case 5: {
        Keypoints keypoints;
        for (const Point& place : points()) {
          keypoints.points.push_back({.position = place, .visibility = static_cast<int>(below(3))});
        }
        return keypoints;
      }
      default:
        return Line{points()};
    }
  }

  std::vector<Point> points() {
    std::vector<Point> points(below(4) + 1);
    for (Point& point : points) {
      point = this->point();
    }
    return points;
  }

  Point point() { return {coordinate(), coordinate()}; }

  /// Whole, with decimals, or with all digits that a double has.
  double coordinate() {
    constexpr std::array<double, 4> parts{1, 4, 100, 7};
    return static_cast<double>(below(1000)) / parts[below(parts.size())] - 20;
  }

  ImageId anyImage() {
    const auto& images = project_.document().images();
    return std::next(images.begin(), position(images.size()))->first;
  }

  std::ptrdiff_t position(std::size_t size) { return static_cast<std::ptrdiff_t>(below(size)); }

  Project& project_;
  std::mt19937_64 random_{seed};
  std::uint64_t gesture_ = 0;
};

}  // namespace

class TestUndoProperty : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void tenThousandEditsAreUndoneAndRedoneExactly() {
    auto project = opened();
    for (const char* name : {"bolt", "nut", "washer"}) {
      addClass(*project, name);
    }
    look(*project);
    perform(*project);
    for (std::size_t done = steps; done > 0; --done) {
      QVERIFY(project->undo()->has_value());
      if ((done - 1) % lookEvery == 0) {
        QVERIFY(isAs((done - 1) / lookEvery, *project));
      }
    }
    project.reset();  // as after a restart
    project = opened();
    for (std::size_t done = 1; done <= steps; ++done) {
      QVERIFY(project->redo()->has_value());
      if (done % lookEvery == 0) {
        QVERIFY(isAs(done / lookEvery, *project));
      }
    }
    QVERIFY(!project->redoName());
    project.reset();
    // Looking for the images that exist in the store alone would change them.
    project = opened({.readOnly = true, .measureLater = true});
    QVERIFY(isAs(steps / lookEvery, *project));
  }

  void anEditOfManyAnnotationsLeavesTheIndexesAsTheyWere() {
    const ProjectFolder folder;
    const auto project = *folder.open({.measureLater = true});
    const std::string indexes = indexesOf(folder);
    const ClassId labelClass = project->newClassId();
    Edit edit = editOf("Import", {});
    for (int i = 0; i < 20'000; ++i) {
      edit.changes.emplace_back(
          AnnotationChange{project->newAnnotationId(), oneOfMany(i, labelClass)});
    }
    const Document before = project->document();
    QVERIFY(!project->perform(edit));
    QVERIFY(project->document() == before);
    QCOMPARE(indexesOf(folder), indexes);

    edit.changes.emplace_back(ClassChange{labelClass, classNamed("bolt")});
    QVERIFY(project->perform(edit));
    QCOMPARE(indexesOf(folder), indexes);
    const std::string entries = dumpOfEntries(folder.storeFile());
    QVERIFY(project->undo()->has_value());
    QVERIFY(project->document().annotations().empty());
    QVERIFY(project->redo()->has_value());
    QCOMPARE(dumpOfEntries(folder.storeFile()), entries);
    QCOMPARE(indexesOf(folder), indexes);
    QCOMPARE(project->document().annotations().size(), 20'000U);
    const auto reopened = folder.open({.readOnly = true, .measureLater = true});
    QVERIFY((*reopened)->document() == project->document());
  }

private:
  /// Returns a box or polygon with attributes now and then.
  static Annotation oneOfMany(int i, ClassId labelClass) {
    const double y = 4.0 + i;
    Annotation annotation = boxOn(i % 3 + 1, labelClass, {1, 2, 3, y});
    if (i % 2 == 0) {
      annotation.shape = Polygon{.parts = {{.outer = {{1, 2}, {3.25, y}, {0.5, y}}, .holes = {}}}};
    }
    annotation.attributes.crowd = i % 3 == 0;
    if (i % 50 == 0) {
      annotation.attributes.annotator = i % 100 == 0 ? "Ann" : "Bob";
      annotation.attributes.score = 0.5;
    }
    annotation.sourceId = i;
    annotation.unknown = i % 5 == 0 ? R"({"coco":{}})" : "";
    return annotation;
  }

  /// Returns the indexes of the store, and what SQLite finds wrong with it.
  static std::string indexesOf(const ProjectFolder& folder) {
    const SQLite::Database database(folder.storeFile().string(), SQLite::OPEN_READONLY);
    std::string all;
    for (const char* sql : {"SELECT sql FROM sqlite_schema WHERE type = 'index' ORDER BY name",
                            "PRAGMA integrity_check", "PRAGMA foreign_key_check"}) {
      SQLite::Statement row(database, sql);
      while (row.executeStep()) {
        all += row.getColumn(0).getString() + '\n';
      }
    }
    return all;
  }

  struct Look {
    Document document;
    std::string store;
  };

  /// Performs edits until there are so many steps, and looks at the result now and then.
  void perform(Project& project) {
    RandomEdits edits(project);
    std::size_t done = 0;
    std::int64_t newest = project.history(1).front().id;
    while (done < steps) {
      // What refers to something that is gone is refused as a whole, and must leave no trace.
      static_cast<void>(project.perform(edits.next()).has_value());
      const std::int64_t now = project.history(1).front().id;
      if (now == newest) {
        continue;
      }
      newest = now;
      if (++done % lookEvery == 0) {
        edits.endGesture();
        look(project);
      }
    }
  }

  [[nodiscard]] std::unique_ptr<Project> opened(const OpenOptions& options = {}) const {
    auto project = folder_.open(options);
    if (!project) {
      qFatal("%s", project.error().message.c_str());
    }
    return *std::move(project);
  }

  void look(const Project& project) {
    looks_.push_back({project.document(), dumpOfEntries(folder_.storeFile())});
  }

  [[nodiscard]] bool isAs(std::size_t look, const Project& project) const {
    return project.document() == looks_[look].document &&
           dumpOfEntries(folder_.storeFile()) == looks_[look].store;
  }

  ProjectFolder folder_;
  std::vector<Look> looks_;
};

QTEST_APPLESS_MAIN(TestUndoProperty)
#include "tst_undo_property.moc"
