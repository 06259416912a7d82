#include "analysis/health/dataset_health.h"
#include "labeling/query/query_matcher.h"

#include <QtTest>

#include <random>

using namespace touchstone::labeling;
using namespace touchstone::analysis;

namespace {

/// Images of all kinds from a fixed seed: splits, states, sizes, tags, and objects of any shape.
Document mixedDocument() {
  Document document;
  Edit edit{.name = "Fill", .gesture = 0, .changes = {}};
  std::mt19937 random(7);
  const auto below = [&](int end) {
    return static_cast<int>(random() % static_cast<std::uint32_t>(end));
  };
  const char* names[]{"red cell", "wbc", "or", "a\"b"};
  for (int id = 1; id <= 4; ++id) {
    LabelClass labelClass;
    labelClass.name = names[id - 1];
    edit.changes.emplace_back(ClassChange{id, labelClass});
  }
  AnnotationId next = 0;
  for (int id = 1; id <= 60; ++id) {
    Image image;
    image.path = "f" + std::to_string(id) + ".png";
    image.width = id % 9 == 0 ? 1024 : 640;
    image.height = 480;
    image.split = static_cast<Split>(below(4));
    image.state = static_cast<ImageState>(below(4));
    edit.changes.emplace_back(ImageChange{id, image});
    for (int left = below(5) * below(7); left > 0; --left) {
      Annotation object;
      object.image = id;
      object.labelClass = 1 + below(3);
      const double x = below(600);
      const double y = below(440);
      const Box box{x, y, x + below(300), y + below(200)};
      if (below(12) == 0) {
        object.shape = ImageTag{};
      } else if (below(5) == 0) {
        object.shape = Polygon{{PolygonPart{{{x, y}, {x + 40, y}, {x, y + 30}}, {}}}};
      } else if (below(9) == 0) {
        object.shape = Keypoints{{Keypoint{{x, y}, 2}}};
      } else {
        object.shape = box;
      }
      edit.changes.emplace_back(AnnotationChange{++next, object});
    }
  }
  static_cast<void>(apply(document, std::move(edit)));
  return document;
}

std::size_t imagesFor(const Document& document, const std::string& query) {
  const ParsedQuery parsed = parseQuery(query);
  return parsed.problem ? std::size_t(-1)
                        : QueryMatcher(parsed.query, document).matchingImages().size();
}

void compareBars(const Document& document, const std::vector<HealthBar>& bars) {
  QVERIFY(!bars.empty());
  for (const HealthBar& bar : bars) {
    QVERIFY2(imagesFor(document, bar.query) == static_cast<std::size_t>(bar.images),
             bar.query.c_str());
  }
}

long objectsIn(const std::vector<HealthBar>& bars) {
  long objects = 0;
  for (const HealthBar& bar : bars) {
    objects += bar.objects;
  }
  return objects;
}

}  // namespace

class TestHealth : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void everyBarOpensExactlyItsImages() {
    const Document document = mixedDocument();
    const DatasetHealth health = datasetHealth(document, documentImages(document));
    QCOMPARE(health.images, 60L);
    compareBars(document, health.splits);
    compareBars(document, health.states);
    compareBars(document, health.emptiness);
    compareBars(document, health.perImage);
    compareBars(document, health.imageSizes);
    for (const ClassHealth& labelClass : health.classes) {
      compareBars(document, {labelClass.all});
      compareBars(document, labelClass.splits);
    }
  }

  void everyBarOfTheObjectsOpensExactlyItsImages() {
    const Document document = mixedDocument();
    const auto images = documentImages(document);
    std::vector<std::optional<ClassId>> choices{std::nullopt, 1, 2, 3};
    for (const auto& choice : choices) {
      const ObjectHealth health = objectHealth(document, images, choice);
      compareBars(document, health.sizes);
      compareBars(document, health.aspects);
      const std::string name = choice ? document.labelClass(*choice)->name : std::string();
      for (int row = 0; row < ObjectHealth::cells; ++row) {
        for (int column = 0; column < ObjectHealth::cells; ++column) {
          const std::string query = positionQuery(row, column, name);
          const long objects =
              health.positions(static_cast<std::size_t>(row), static_cast<std::size_t>(column));
          const std::size_t found = imagesFor(document, query);
          QVERIFY2((objects > 0) == (found > 0), query.c_str());
          QVERIFY2(found <= static_cast<std::size_t>(objects), query.c_str());
        }
      }
    }
  }

  void classesThatMeetAreCounted() {
    const Document document = mixedDocument();
    const DatasetHealth health = datasetHealth(document, documentImages(document));
    QCOMPARE(health.together.rows, std::size_t{4});
    for (std::size_t a = 0; a < 4; ++a) {
      for (std::size_t b = 0; b < 4; ++b) {
        const std::string query =
            togetherQuery(health.classes[a].all.name, health.classes[b].all.name);
        QVERIFY2(imagesFor(document, query) == static_cast<std::size_t>(health.together(a, b)),
                 query.c_str());
      }
    }
  }

  void labelsAddUp() {
    const Document document = mixedDocument();
    const DatasetHealth health = datasetHealth(document, documentImages(document));
    QCOMPARE(health.objects + health.tags, static_cast<long>(document.annotations().size()));
    QCOMPARE(objectsIn(health.splits), health.objects + health.tags);
    const ObjectHealth objects = objectHealth(document, documentImages(document), std::nullopt);
    QCOMPARE(objectsIn(objects.sizes), health.objects);
    long positioned = 0;
    for (const long count : objects.positions.values) {
      positioned += count;
    }
    QCOMPARE(positioned, health.objects);
    QVERIFY(health.classes.front().all.objects >= health.classes.back().all.objects);
  }

  void smallAndMediumEndWhereCocoSays() {
    Document document;
    Edit edit{.name = "Fill", .gesture = 0, .changes = {}};
    Image image;
    image.width = 640;
    image.height = 480;
    edit.changes.emplace_back(ImageChange{1, image});
    AnnotationId next = 0;
    for (const double side : {10., 31., 32., 95., 96., 200.}) {
      Annotation object;
      object.image = 1;
      object.shape = Box{0, 0, side, side};
      edit.changes.emplace_back(AnnotationChange{++next, object});
    }
    static_cast<void>(apply(document, std::move(edit)));
    const ObjectHealth health = objectHealth(document, {1}, std::nullopt);
    long small = 0;
    long medium = 0;
    for (std::size_t i = 0; i < health.mediumEnd; ++i) {
      (i < health.smallEnd ? small : medium) += health.sizes[i].objects;
    }
    QCOMPARE(small, 2L);
    QCOMPARE(medium, 2L);
    QCOMPARE(QString::fromStdString(health.sizes.front().name), QString::fromUtf8("8–16"));
  }

  void nothingIsNoProblem() {
    const Document document;
    const DatasetHealth health = datasetHealth(document, {});
    QCOMPARE(health.images, 0L);
    QVERIFY(health.classes.empty());
    QVERIFY(objectHealth(document, {}, std::nullopt).sizes.empty());
  }

  void manyImageSizesAreGroupedByTheirLongerSide() {
    Document document;
    Edit edit{.name = "Fill", .gesture = 0, .changes = {}};
    for (int id = 1; id <= 40; ++id) {
      Image image;
      image.path = std::to_string(id);
      image.width = 100 * id;
      image.height = 50;
      edit.changes.emplace_back(ImageChange{id, image});
    }
    static_cast<void>(apply(document, std::move(edit)));
    const DatasetHealth health = datasetHealth(document, documentImages(document));
    QVERIFY(health.imageSizes.size() <= 11);
    compareBars(document, health.imageSizes);
  }
};

QTEST_APPLESS_MAIN(TestHealth)
#include "tst_health.moc"
