#include "labeling/annotation/document.h"

#include <QtTest>

#include <random>

using namespace touchstone::labeling;

namespace {

/// Returns a random edit of one to three annotations: add, change or remove.
Edit randomEdit(Document& document, std::mt19937_64& random) {
  Edit edit{.name = "random", .gesture = 0, .changes = {}};
  const auto below = [&](std::uint64_t n) { return random() % n; };
  for (std::uint64_t n = below(3) + 1; n > 0; --n) {
    const auto& all = document.annotations();
    const bool add = all.empty() || below(3) == 0;
    AnnotationId id = 0;
    if (add) {
      id = document.newAnnotationId();
    } else {
      id = std::next(all.begin(), static_cast<std::ptrdiff_t>(below(all.size())))->first;
    }
    std::optional<Annotation> value;
    if (add || below(2) == 0) {
      const auto x = static_cast<double>(below(100));
      value = Annotation{.image = static_cast<ImageId>(below(4) + 1),
                         .labelClass = static_cast<ClassId>(below(3) + 1),
                         .shape = Box{x, x, x + 10, x + 20},
                         .attributes = {},
                         .sourceId = 0,
                         .unknown = {}};
    }
    edit.changes.emplace_back(AnnotationChange{id, value});
  }
  return edit;
}

std::map<ClassId, std::size_t> countedPerClass(const Document& document) {
  std::map<ClassId, std::size_t> counts{{1, 0}, {2, 0}, {3, 0}};
  for (const auto& [id, annotation] : document.annotations()) {
    ++counts[annotation.labelClass];
  }
  return counts;
}

std::map<ClassId, std::size_t> countOfPerClass(const Document& document) {
  return {{1, document.countOf(1)}, {2, document.countOf(2)}, {3, document.countOf(3)}};
}

}  // namespace

class TestEdit : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void inverseRestoresTheExactState_data() {
    QTest::addColumn<int>("seed");
    for (int seed = 0; seed < 50; ++seed) {
      QTest::newRow(qPrintable(QString("seed %1").arg(seed))) << seed;
    }
  }

  void inverseRestoresTheExactState() {
    QFETCH(int, seed);
    std::mt19937_64 random(static_cast<std::uint64_t>(seed));
    Document document;
    std::vector<Document> states{document};
    std::vector<Edit> inverses;
    for (int i = 0; i < 60; ++i) {
      QCOMPARE(countedPerClass(document), countOfPerClass(document));
      inverses.push_back(apply(document, randomEdit(document, random)));
      states.push_back(document);
    }
    std::vector<Edit> redo;
    for (std::size_t i = inverses.size(); i-- > 0;) {
      redo.push_back(apply(document, inverses[i]));
      QVERIFY(document == states[i]);
    }
    for (std::size_t i = 0; i < redo.size(); ++i) {
      static_cast<void>(apply(document, redo[redo.size() - 1 - i]));
      QVERIFY(document == states[i + 1]);
    }
  }

  void annotationsOfAnImageStayInDrawingOrder() {
    Document document;
    Annotation onFirst{.image = 1,
                       .labelClass = 1,
                       .shape = Box{0, 0, 1, 1},
                       .attributes = {},
                       .sourceId = 0,
                       .unknown = {}};
    static_cast<void>(
        apply(document, {.name = "add",
                         .gesture = 0,
                         .changes = {AnnotationChange{3, onFirst}, AnnotationChange{1, onFirst},
                                     AnnotationChange{2, onFirst}}}));
    QCOMPARE(document.annotationsOf(1), (std::vector<AnnotationId>{1, 2, 3}));
    static_cast<void>(
        apply(document,
              {.name = "remove", .gesture = 0, .changes = {AnnotationChange{2, std::nullopt}}}));
    QCOMPARE(document.annotationsOf(1), (std::vector<AnnotationId>{1, 3}));
    QCOMPARE(document.newAnnotationId(), AnnotationId{4});
  }
};

QTEST_APPLESS_MAIN(TestEdit)
#include "tst_edit.moc"
