#include "tests/labeling/labelme_text_fixture.h"

#include <QtTest>

#include <cmath>

using namespace touchstone;
using namespace touchstone::labeling;

/// What is read of a file, and what of it is refused.
class TestLabelme : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void readsEveryKindOfShape() {
    const LabelmeFile file = read(goldenText("labelme/shapes.json"));
    QVERIFY(file.problems.empty());
    QVERIFY(file.dialect == LabelmeDialect::Labelme);
    QCOMPARE(file.imagePath, std::string("shapes.pgm"));
    QCOMPARE(file.objects.size(), 10U);
    QVERIFY((file.tags == std::vector<std::string>{"blurry"}));
    QVERIFY((file.objects[0].shape ==
             Shape(Polygon{{{{{10.5, 10}, {20.25, 10}, {20.25, 18.125}}, {}}}})));
    QCOMPARE(file.objects[0].attributes.description, std::string("the \"big\" one"));
    QVERIFY((file.objects[0].attributes.custom ==
             std::map<std::string, AttributeValue>{{"occluded", true}, {"wet", false}}));
    QCOMPARE(std::get<Polygon>(file.objects[1].shape).parts.size(), 2U);
    QCOMPARE(file.objects[1].attributes.group, std::optional<std::int64_t>(3));
    QVERIFY((file.objects[2].shape == Shape(Box{40, 30, 70, 50.5})));
    const auto& turned = std::get<OrientedBox>(file.objects[3].shape);
    QCOMPARE(turned.centre.x, 53.75);
    QCOMPARE(turned.width, std::hypot(10.0, 5.0));
    QCOMPARE(turned.angle, std::atan2(5.0, 10.0));
    QCOMPARE(file.objects[3].label, std::string("Blatt \u00e4 & <b>"));
    const auto& circle = std::get<Polygon>(file.objects[4].shape).parts[0].outer;
    QCOMPARE(circle.size(), 12U);  // max(12, int(pi / acos(1 - 1 / 10)))
    QCOMPARE(circle[3].x, 30.0);
    QVERIFY((file.objects[5].shape == Shape(Line{{{0, 0}, {79.5, 59.5}}})));
    QCOMPARE(std::get<Line>(file.objects[6].shape).points.size(), 3U);
    QVERIFY((file.objects[7].shape == Shape(Keypoints{{{{33, 44.5}, 2}}})));
    QCOMPARE(areaOf(file.objects[8].shape), 10.0);
    QVERIFY((boundsOf(file.objects[8].shape) == Box{60, 40, 64, 43}));
    QVERIFY(std::holds_alternative<Polygon>(file.objects[9].shape));
  }

  void readsWhatXAnyLabelingAdds() {
    const LabelmeFile file = read(goldenText("labelme/xanylabeling.json"));
    QVERIFY(file.problems.empty());
    QVERIFY(file.dialect == LabelmeDialect::XAnyLabeling);
    QVERIFY(file.checked);
    QVERIFY((file.tags == std::vector<std::string>{"rain"}));
    QCOMPARE(file.objects.size(), 6U);
    const Attributes& car = file.objects[0].attributes;
    QVERIFY((file.objects[0].shape == Shape(Box{10, 10, 30.5, 20})));
    QVERIFY(car.difficult && !car.locked);
    QCOMPARE(car.score, std::optional(0.875));
    QVERIFY((car.custom == std::map<std::string, AttributeValue>{{"colour", std::string("red")},
                                                                 {"wheels", 4.0}}));
    QVERIFY(file.objects[1].attributes.locked);
    QCOMPARE(std::get<OrientedBox>(file.objects[1].shape).angle, std::atan2(5.0, 10.0));
    QCOMPARE(std::get<Polygon>(file.objects[2].shape).parts[0].outer.size(), 4U);
    QCOMPARE(std::get<Polygon>(file.objects[3].shape).parts[0].outer.size(), 6U);
    QCOMPARE(areaOf(file.objects[3].shape), 475.0);
    QCOMPARE(std::get<Polygon>(file.objects[4].shape).parts[0].outer.size(), 12U);
  }

  void fractionalMaskCornersAreRoundedToEven() {
    const std::string text = replaced(goldenText("labelme/shapes.json"),
                                      "          60.0,\n          40.0", "60.5, 41.5");
    QVERIFY((boundsOf(read(text).objects.at(8).shape) == Box{60, 42, 64, 45}));
  }

  void masksAreCutAtTheEdgeOfTheImage() {
    const std::string text = replaced(goldenText("labelme/shapes.json"),
                                      "          60.0,\n          40.0", "78.0, -1.0");
    const LabelmeFile file = read(text);
    QVERIFY((boundsOf(file.objects.at(8).shape) == Box{78, 0, 80, 2}));
    compareTexts(written(documentOf(file), text).text, text);
  }

  void refusesWhatIsNoLabelmeFile_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    const QByteArray whole = QByteArray::fromStdString(goldenText("labelme/shapes.json"));
    const QString json =
        "a.json is not valid JSON at byte %1 (NaN and Infinity are not allowed); repair it.";
    QTest::newRow("empty") << QByteArray() << json.arg(1);
    QTest::newRow("cut off") << whole.left(300) << json.arg(300);
    QTest::newRow("NaN") << QByteArray::fromStdString(withQuotes("{'shapes':[NaN]}"))
                         << json.arg(12);
    QTest::newRow("not UTF-8") << QByteArray("{\"a\":\"\xE4\"}") << json.arg(8);
    QTest::newRow("huge number") << QByteArray::fromStdString(withQuotes("{'a':1e999}"))
                                 << "a.json holds a number that is too large; repair it.";
    QTest::newRow("no shapes") << QByteArray::fromStdString(
                                      withQuotes("{'imagePath':'a','imageData':null}"))
                               << "a.json is not a labelme file: it has no list \"shapes\".";
    QTest::newRow("shapes of text")
        << QByteArray::fromStdString(withQuotes("{'shapes':'','imagePath':'a','imageData':null}"))
        << "a.json is not a labelme file: it has no list \"shapes\".";
    QTest::newRow("no path") << QByteArray::fromStdString(
                                    withQuotes("{'shapes':[],'imageData':null}"))
                             << "a.json is not a labelme file: it has no text \"imagePath\".";
    QTest::newRow("no data") << QByteArray::fromStdString(
                                    withQuotes("{'shapes':[],'imagePath':'a'}"))
                             << "a.json is not a labelme file: its \"imageData\" is neither a text "
                                "nor null.";
    QTest::newRow("twice") << QByteArray::fromStdString(withQuotes(
                                  "{'shapes':[],'imagePath':'a','imageData':null,'shapes':[]}"))
                           << "a.json has the field \"shapes\" twice; remove one of them.";
    QTest::newRow("deep") << QByteArray(100000, '[')
                          << "a.json is nested deeper than the limit of 64 levels; it is not a "
                             "labelme file.";
  }

  void refusesWhatIsNoLabelmeFile() {
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    const auto file = readLabelmeText(text.toStdString(), "a.json");
    QVERIFY(!file.has_value());
    QCOMPARE(QString::fromStdString(file.error().message), message);
  }

  void listsShapesThatMakeNoSenseAndKeepsThem_data() {
    QTest::addColumn<QByteArray>("shape");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char* name, const std::string& shape, const char* problem) {
      QTest::newRow(name) << QByteArray::fromStdString(shape) << problem;
    };
    const auto of = [](const std::string& type, const std::string& points) {
      return withQuotes("{'label':'a','points':") + points + withQuotes(",'shape_type':'") + type +
             withQuotes("'}");
    };
    row("number", "7", "that are no JSON object");
    row("no label", withQuotes("{'points':[[1,2]],'shape_type':'point'}"),
        "without a text \"label\"");
    row("empty label", withQuotes("{'label':'','points':[[1,2]]}"), "without a text \"label\"");
    row("label twice", withQuotes("{'label':'a','label':'b','points':[[1,2]]}"),
        "that have a field twice");
    const char* points = "whose \"points\" are not a list of pairs of numbers";
    row("no points", withQuotes("{'label':'a'}"), points);
    row("no point", of("polygon", "[]"), points);
    row("text", of("polygon", withQuotes("[['1',2]]")), points);
    row("three numbers", of("polygon", "[[1,2,3]]"), points);
    row("point", of("point", "[[1,2],[3,4]]"), "of the type point that do not have 1 point");
    row("circle", of("circle", "[[1,2]]"), "of the type circle that do not have 2 points");
    row("rectangle", of("rectangle", "[[1,2],[3,4],[5,6]]"),
        "of the type rectangle that do not have 2 points");
    row("oriented", of("oriented_rectangle", "[[1,2]]"),
        "of the type oriented_rectangle that do not have 4 points");
    row("cuboid", of("cuboid", "[[1,2]]"), "of the type cuboid that do not have 8 points");
    row("group of text", pointShape(withQuotes(",'group_id':'1'")),
        "whose \"group_id\" is not a whole number");
    row("group true", pointShape(withQuotes(",'group_id':true")),
        "whose \"group_id\" is not a whole number");
    row("group of 65 bits", pointShape(withQuotes(",'group_id':18446744073709551615")),
        "whose \"group_id\" is not a whole number");
    row("flag of text", pointShape(withQuotes(",'flags':{'a':'b'}")),
        "whose \"flags\" are not all true or false");
    row("mask on a point", pointShape(withQuotes(",'mask':'AAAA'")),
        "with a \"mask\" that is not the text of the type mask");
    row("no mask", of("mask", "[[1,2],[3,4]]"), "whose \"mask\" is not a PNG in base64");
    row("mask of junk",
        withQuotes("{'label':'a','points':[[1,2],[3,4]],'shape_type':'mask','mask':'AAAA'}"),
        "whose \"mask\" is not a PNG in base64");
  }

  void listsShapesThatMakeNoSenseAndKeepsThem() {
    QFETCH(QByteArray, shape);
    QFETCH(QString, problem);
    const std::string source = fileWith(shape.toStdString() + ", " + pointShape(""));
    const LabelmeFile file = read(source);
    QCOMPARE(file.objects.size(), 1U);
    QCOMPARE(file.problems.size(), 1U);
    QCOMPARE(QString::fromStdString(file.problems[0].first),
             "Shapes " + problem + ", kept in the file but not read");
    QCOMPARE(file.problems[0].second, std::string("shape 1"));
    Document document = documentOf(file);
    compareTexts(written(document, source).text, source);
    change(document, 1, [](Annotation& point) { point.attributes.group = 2; });
    QVERIFY(written(document, source).text.find(shape.toStdString()) != std::string::npos);
  }

  void limitsAreNamed() {
    const std::string text = goldenText("labelme/shapes.json");
    const auto large = readLabelmeText(text, "a.json", {}, {.fileBytes = 10});
    QCOMPARE(
        large.error().message,
        std::string("a.json is larger than the limit of 10 bytes; leave the picture out of it."));
    const auto many = readLabelmeText(text, "a.json", {}, {.shapes = 3});
    QCOMPARE(many.error().message,
             std::string("a.json has more than the limit of 3 shapes; split it."));
    const auto points = readLabelmeText(text, "a.json", {80, 60}, {.pointsPerShape = 2});
    QCOMPARE(points->problems.size(), 6U);
  }
};

QTEST_APPLESS_MAIN(TestLabelme)
#include "tst_labelme.moc"
