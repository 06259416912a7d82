#include "analysis/annotators/mturk_review.h"

#include <QtTest>

using namespace touchstone;
using namespace touchstone::analysis;
using namespace touchstone::labeling;

namespace {

/// A document with a.pgm and b.pgm of 100 x 80 pixels and the classes cat and dog.
class Labels {
public:
  Labels() {
    Edit edit;
    for (const char* name : {"a.pgm", "b.pgm"}) {
      Image image;
      image.path = name;
      image.width = 100;
      image.height = 80;
      edit.changes.emplace_back(ImageChange{document.newImageId(), image});
    }
    for (const char* name : {"cat", "dog"}) {
      LabelClass labelClass;
      labelClass.name = name;
      edit.changes.emplace_back(ClassChange{document.newClassId(), labelClass});
    }
    static_cast<void>(apply(document, std::move(edit)));
  }

  Labels& add(const char* image, const char* name, const Shape& shape, const char* by = "") {
    Annotation annotation;
    annotation.image = *document.findImage(image);
    annotation.labelClass = *document.findClass(name);
    annotation.shape = shape;
    annotation.attributes.annotator = by;
    Edit edit;
    edit.changes.emplace_back(AnnotationChange{document.newAnnotationId(), annotation});
    static_cast<void>(apply(document, std::move(edit)));
    return *this;
  }

  Labels& verify(const char* path) {
    const ImageId id = *document.findImage(path);
    Image image = *document.image(id);
    image.state = ImageState::Verified;
    Edit edit;
    edit.changes.emplace_back(ImageChange{id, image});
    static_cast<void>(apply(document, std::move(edit)));
    return *this;
  }

  Document document;
};

struct Row {
  const char* worker;
  const char* image;
  std::string answer;
  const char* status = "Submitted";
};

/// A results table whose answers stand in the column `answerColumn`.
MturkResults resultsOf(const char* answerColumn, const std::vector<Row>& rows) {
  CsvTable table{
      .header = {"AssignmentId", "WorkerId", "AssignmentStatus", "Input.image_url", answerColumn},
      .rows = {}};
  for (const Row& row : rows) {
    table.rows.push_back({"A", row.worker, row.status, row.image, row.answer});
  }
  auto results = mturkResultsOf(std::move(table), "batch.csv");
  if (!results) {
    qFatal("%s", results.error().message.c_str());
  }
  return *std::move(results);
}

MturkResults classResults(const std::vector<Row>& rows) {
  return resultsOf("Answer.category.label", rows);
}

std::string boxes(std::initializer_list<std::pair<const char*, int>> labelsAndLefts) {
  std::string list;
  for (const auto& [label, left] : labelsAndLefts) {
    list += (list.empty() ? "" : ",") +
            std::string(R"({"top":10,"width":10,"height":10,"label":")") + label +
            "\",\"left\":" + std::to_string(left) + '}';
  }
  return '[' + list + ']';
}

MturkResults boxResults(const std::vector<Row>& rows) {
  return resultsOf("Answer.annotatedResult.boundingBoxes", rows);
}

MturkReview reviewed(const Labels& labels,
                     MturkResults results,
                     const MturkReviewOptions& options = {}) {
  auto review = reviewMturkResults(labels.document, std::move(results), options, {});
  if (!review) {
    qFatal("%s", review.error().message.c_str());
  }
  return *std::move(review);
}

/// Returns what stands in the two columns: "x|" for an approved answer.
QStringList verdicts(const MturkReview& review) {
  QStringList all;
  for (const auto& row : review.table.rows) {
    all << QString::fromStdString(row[row.size() - 2] + '|' + row.back());
  }
  return all;
}

Box square(double left) {
  return {left, 10, left + 10, 20};
}

constexpr MturkReviewOptions byConsensus{.reference = MturkReference::Consensus};

}  // namespace

class TestMturkReview : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void classesAreComparedWithThoseOfOtherPeople() {
    Labels labels;
    labels.add("a.pgm", "cat", ImageTag{}).add("a.pgm", "dog", ImageTag{}, "W2");
    const MturkReview review =
        reviewed(labels, classResults({{"W1", "a.pgm", "cat"}, {"W2", "a.pgm", "dog"}}));
    QCOMPARE(review.table.header.back(), std::string("Reject"));
    QCOMPARE(verdicts(review), (QStringList{"x|", "|The image shows \"cat\", not \"dog\"."}));
    QCOMPARE(review.approved, 1);
    QCOMPARE(review.rejected, 1);
  }

  void workersAreNotTheirOwnJudges() {
    Labels labels;
    labels.add("a.pgm", "cat", ImageTag{}, "W1").add("a.pgm", "dog", ImageTag{}, "W2");
    const MturkResults results =
        classResults({{"W1", "a.pgm", "cat"}, {"W2", "a.pgm", "dog"}, {"W1", "b.pgm", "dog"}});
    const MturkReview review = reviewed(labels, results);
    QCOMPARE(verdicts(review), (QStringList{"|", "|", "|"}));
    QCOMPARE(review.open, 3);
    QVERIFY(review.warnings.front().find("nothing to compare with") != std::string::npos);
    // Nor when the image is verified with both their classes.
    QCOMPARE(reviewed(labels.verify("a.pgm"), results).open, 3);
  }

  void labelsOfAVerifiedImageCountWhoeverDrewThem() {
    Labels labels;
    labels.add("a.pgm", "dog", square(10), "W1").add("a.pgm", "dog", square(40));
    labels.verify("a.pgm").verify("b.pgm");
    const MturkReview review =
        reviewed(labels, boxResults({{"W1", "a.pgm", boxes({{"dog", 10}, {"dog", 41}})},
                                     {"W2", "a.pgm", boxes({{"cat", 10}})},
                                     {"W3", "b.pgm", boxes({{"dog", 10}})},
                                     {"W4", "b.pgm", boxes({})},
                                     {"W5", "a.pgm", boxes({})}}));
    QCOMPARE(verdicts(review),
             (QStringList{"x|", "|1 of 2 objects was not marked; 1 object has the wrong class.",
                          "|1 mark fits no object.", "x|", "|2 of 2 objects were not marked."}));
  }

  void theLimitsDecide_data() {
    QTest::addColumn<double>("overlap");
    QTest::addColumn<double>("agreement");
    QTest::addColumn<int>("approved");
    QTest::newRow("half of the objects") << 0.5 << 0.5 << 1;
    QTest::newRow("all objects") << 0.5 << 1.0 << 0;
    QTest::newRow("tight boxes") << 0.9 << 0.5 << 0;
    QTest::newRow("anything") << 0.9 << 0.0 << 1;
  }
  void theLimitsDecide() {
    QFETCH(double, overlap);
    QFETCH(double, agreement);
    QFETCH(int, approved);
    Labels labels;
    labels.add("a.pgm", "dog", square(10)).add("a.pgm", "dog", square(40));
    const MturkReview review = reviewed(labels, boxResults({{"W1", "a.pgm", boxes({{"dog", 11}})}}),
                                        {.minimumOverlap = overlap, .minimumAgreement = agreement});
    QCOMPARE(review.approved, approved);
  }

  void threeWorkersMakeAConsensus() {
    const Labels labels;
    const MturkReview review = reviewed(labels,
                                        classResults({{"W1", "a.pgm", "cat"},
                                                      {"W2", "a.pgm", "cat"},
                                                      {"W3", "a.pgm", "dog"},
                                                      {"W1", "b.pgm", "cat"},
                                                      {"W2", "b.pgm", "dog"}}),
                                        byConsensus);
    QCOMPARE(verdicts(review),
             (QStringList{"x|", "x|", "|The image shows \"cat\", not \"dog\".", "|", "|"}));
    QCOMPARE(review.open, 2);
  }

  void boxesHaveAConsensusToo() {
    const Labels labels;
    const MturkReview review = reviewed(labels,
                                        boxResults({{"W1", "a.pgm", boxes({{"dog", 10}})},
                                                    {"W2", "a.pgm", boxes({{"dog", 11}})},
                                                    {"W3", "a.pgm", boxes({{"dog", 60}})}}),
                                        byConsensus);
    QCOMPARE(verdicts(review).last(),
             QString("|1 of 1 object was not marked; 1 mark fits no object."));
    QCOMPARE(review.approved, 2);
  }

  void decisionsThatWereMadeStay() {
    Labels labels;
    labels.add("a.pgm", "cat", ImageTag{});
    MturkResults results = classResults({{"W1", "a.pgm", "dog", "Approved"},
                                         {"W2", "a.pgm", "cat", "Rejected"},
                                         {"W3", "a.pgm", "cat"}});
    const MturkReview review = reviewed(labels, results);
    QCOMPARE(verdicts(review), (QStringList{"|", "|", "x|"}));
    QCOMPARE(review.decided, 2);
    MturkResults marked;
    marked.table = review.table;
    marked.table.rows[2][5] = "";
    marked.table.rows[2][6] = "by hand";
    const auto again = mturkResultsOf(marked.table, "batch.csv");
    QCOMPARE(verdicts(reviewed(labels, *again)), (QStringList{"|", "|", "|by hand"}));
  }

  void answersThatCannotBeComparedStayOpen() {
    Labels labels;
    labels.add("a.pgm", "cat", square(10)).add("a.pgm", "cat", ImageTag{});
    const MturkReview review =
        reviewed(labels, boxResults({{"W1", "a.pgm", "[{"}, {"W2", "elsewhere.jpg", boxes({})}}));
    QCOMPARE(review.open, 2);
    QCOMPARE(verdicts(review), (QStringList{"|", "|"}));
    QVERIFY(std::any_of(review.warnings.begin(), review.warnings.end(), [](const auto& warning) {
      return warning.find("batch.csv, row 2") != std::string::npos;
    }));
    const MturkReview none = reviewed(labels, classResults({{"W1", "a.pgm", ""}}));
    QCOMPARE(none.open, 1);
  }

  void aStopEndsTheReview() {
    const Labels labels;
    std::stop_source stop;
    stop.request_stop();
    WorkContext work;
    work.stop = stop.get_token();
    const auto review =
        reviewMturkResults(labels.document, classResults({{"W1", "a.pgm", "cat"}}), {}, work);
    QVERIFY(!review && review.error().kind == ErrorKind::Cancelled);
  }
};

QTEST_APPLESS_MAIN(TestMturkReview)
#include "tst_mturk_review.moc"
