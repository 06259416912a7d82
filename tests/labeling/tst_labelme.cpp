#include "labeling/formats/labelme.h"
#include "labeling/geometry/polygon_raster.h"
#include "tests/labeling/labelme_fixture.h"

#include <QtTest>

#include <clocale>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

LabelmeFile read(const std::string& text) {
  auto file = readLabelmeText(text, "a.json", {.width = 80, .height = 60});
  return file ? *std::move(file) : LabelmeFile();
}

LabelmeText written(const Document& document, const std::string& source) {
  auto text = labelmeJson(document, 1, {.sourceText = source, .dialect = std::nullopt});
  return text ? *std::move(text) : LabelmeText();
}

/// A file with that text as its only shape.
std::string fileWith(const std::string& shape) {
  return withQuotes("{'version': '5.0.0', 'flags': {}, 'shapes': [") + shape +
         withQuotes("], 'imagePath': 'a.jpg', 'imageData': null}");
}

std::string pointShape(const std::string& more) {
  return withQuotes("{'label': 'a', 'points': [[1, 2]], 'shape_type': 'point'") + more + "}";
}

Annotation annotationOf(Shape shape) {
  Annotation annotation;
  annotation.image = 1;
  annotation.labelClass = 1;
  annotation.shape = std::move(shape);
  return annotation;
}

/// Returns the first of the file's lines that differs, for messages.
std::string difference(const std::string& a, const std::string& b) {
  std::size_t i = 0;
  while (i < a.size() && i < b.size() && a[i] == b[i]) {
    ++i;
  }
  const std::size_t from = i > 60 ? i - 60 : 0;
  return "…" + a.substr(from, 120) + "\n---\n…" + b.substr(from, 120);
}

void compareTexts(const std::string& actual, const std::string& expected) {
  QVERIFY2(actual == expected, difference(actual, expected).c_str());
}

std::string replaced(std::string text, const std::string& before, const std::string& after) {
  const std::size_t at = text.find(before);
  return at == std::string::npos ? std::string() : text.replace(at, before.size(), after);
}

}  // namespace

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

  void untouchedFilesKeepTheirBytes_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* name : {"labelme/shapes.json", "labelme/xanylabeling.json"}) {
      const QByteArray text = QByteArray::fromStdString(goldenText(name));
      QByteArray carriage = text;
      QTest::newRow(name) << text;
      QTest::newRow((std::string(name) + ", CRLF and BOM").c_str())
          << "\xEF\xBB\xBF" + carriage.replace("\n", "\r\n") + "\r\n";
    }
    QTest::newRow("one line") << QByteArray::fromStdString(fileWith(pointShape("")));
    QTest::newRow("no shapes") << QByteArray::fromStdString(fileWith(""));
  }

  void untouchedFilesKeepTheirBytes() {
    QFETCH(QByteArray, text);
    const std::string source = text.toStdString();
    const LabelmeFile file = read(source);
    const LabelmeText same = written(documentOf(file), source);
    compareTexts(same.text, source);
    QCOMPARE(static_cast<std::size_t>(same.objects), file.objects.size());
  }

  /// The store alone gives the whole file back where its numbers are written as labelme does.
  void filesThatAreGoneComeBackFromTheStore_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("labelme") << "labelme/shapes.json";
    QTest::newRow("X-AnyLabeling") << "labelme/xanylabeling.json";
  }

  void filesThatAreGoneComeBackFromTheStore() {
    QFETCH(QString, name);
    const std::string source = goldenText(qPrintable(name));
    const LabelmeFile file = read(source);
    const std::string again = written(documentOf(file), "").text;
    const LabelmeFile second = read(again);
    QCOMPARE(second.objects.size(), file.objects.size());
    for (std::size_t i = 0; i < file.objects.size(); ++i) {
      QVERIFY2(second.objects[i].shape == file.objects[i].shape, std::to_string(i).c_str());
      QVERIFY(second.objects[i].attributes == file.objects[i].attributes);
      compareTexts(second.objects[i].unknown, file.objects[i].unknown);
    }
    QCOMPARE(second.header, file.header);
  }

  void anEditedShapeLeavesTheOthersAndTheirOrder() {
    const std::string source = goldenText("labelme/shapes.json");
    Document document = documentOf(read(source));
    change(document, 1, [](Annotation& leaf) {
      std::get<Polygon>(leaf.shape).parts[0].outer[1] = {22.5, 11};
    });
    const std::string expected =
        replaced(source, "          20.25,\n          10.0\n", "          22.5,\n          11.0\n");
    compareTexts(written(document, source).text, expected);
    QVERIFY(source.find("          10.5,\n          10\n") != std::string::npos);
  }

  void aNewNameOrGroupChangesOnlyItsField() {
    const std::string source = goldenText("labelme/shapes.json");
    Document document = documentOf(read(source));
    change(document, 6, [](Annotation& edge) { edge.attributes.group = 7; });
    change(document, 5, [&](Annotation& ball) { ball.attributes.description = "red"; });
    std::string expected = source;
    const std::size_t ball = expected.find("\"ball\"");
    const std::size_t description = expected.find("\"description\": \"\"", ball);
    expected.replace(description, 17, "\"description\": \"red\"");
    const std::size_t edge = expected.find("\"edge\"");
    const std::size_t group = expected.find("\"group_id\": null", edge);
    expected.replace(group, 16, "\"group_id\": 7");
    compareTexts(written(document, source).text, expected);
  }

  void aMaskKeepsItsPictureUntilItIsPaintedOn() {
    const std::string source = goldenText("labelme/shapes.json");
    Document document = documentOf(read(source));
    change(document, 9, [](Annotation& stain) { stain.attributes.group = 1; });
    const std::string group = written(document, source).text;
    QCOMPARE(read(group).objects[8].attributes.group, std::optional<std::int64_t>(1));
    const auto mask = [](const std::string& text) {
      const std::size_t at = text.find("\"mask\": \"");
      return text.substr(at, text.find('\n', at) - at);
    };
    QCOMPARE(mask(group), mask(source));
    const Mask painted = maskOfRing({{2, 2}, {12, 2}, {12, 12}, {2, 12}}, 80, 60);
    change(document, 9, [&](Annotation& stain) { stain.shape = painted; });
    const std::string edited = written(document, source).text;
    QVERIFY(read(edited).objects[8].shape == Shape(painted));
    QVERIFY(mask(edited) != mask(source));
  }

  void anEditedShapeThatIsNotOursBecomesOneOfOurs() {
    const std::string source = goldenText("labelme/xanylabeling.json");
    Document document = documentOf(read(source));
    change(document, 4, [](Annotation& box) { box.attributes.description = "same place"; });
    std::string text = written(document, source).text;
    QVERIFY(text.find("\"cuboid\"") != std::string::npos &&
            text.find("cuboid3d") != std::string::npos);
    change(document, 4,
           [](Annotation& box) { std::get<Polygon>(box.shape).parts[0].outer[0].x += 1; });
    change(document, 2, [](Annotation& van) { std::get<OrientedBox>(van.shape).angle = -0.5; });
    text = written(document, source).text;
    QVERIFY(text.find("\"cuboid\"") == std::string::npos &&
            text.find("cuboid3d") == std::string::npos);
    const LabelmeFile file = read(text);
    QVERIFY(std::abs(std::get<OrientedBox>(file.objects[1].shape).angle + 0.5) < 1e-12);
    QVERIFY(text.find("\"direction\": 5.783185307179586") != std::string::npos);
    QVERIFY(file.objects[3].shape == document.annotation(4)->shape);
    compareTexts(written(document, text).text, text);
  }

  void objectsAreAddedAndRemoved() {
    const std::string source = goldenText("labelme/shapes.json");
    Document document = documentOf(read(source));
    const Annotation box = annotationOf(Box{1, 2, 3.5, 4});
    static_cast<void>(
        apply(document, {.name = "",
                         .gesture = 0,
                         .changes = {AnnotationChange{2, std::nullopt},
                                     AnnotationChange{document.newAnnotationId(), box}}}));
    const std::string text = written(document, source).text;
    const LabelmeFile file = read(text);
    QCOMPARE(file.objects.size(), 10U);
    QVERIFY(file.objects.back().shape == box.shape);
    QCOMPARE(text.find("\"camera\""), text.rfind("\"camera\""));
    QVERIFY(text.find("\"lens\": \"50mm\"") != std::string::npos);
    compareTexts(written(document, text).text, text);
  }

  void allObjectsCanBeRemovedAndTheFirstOneAdded() {
    const std::string source = fileWith(pointShape(""));
    Document document = documentOf(read(source));
    static_cast<void>(apply(
        document, {.name = "", .gesture = 0, .changes = {AnnotationChange{1, std::nullopt}}}));
    compareTexts(written(document, source).text, fileWith(""));
    const Annotation point = annotationOf(Keypoints{{{{1, 2}, 2}}});
    static_cast<void>(
        apply(document, {.name = "", .gesture = 0, .changes = {AnnotationChange{2, point}}}));
    const std::string text = written(document, fileWith("")).text;
    QVERIFY(text.find('\n') == std::string::npos);
    QVERIFY(read(text).objects.at(0).shape == point.shape);
  }

  void everyShapeOfOursComesBackFromANewFile_data() {
    QTest::addColumn<int>("kind");
    QTest::newRow("box") << 0;
    QTest::newRow("polygon of two parts") << 1;
    QTest::newRow("mask") << 2;
    QTest::newRow("keypoints with a hidden one") << 3;
    QTest::newRow("line") << 4;
  }

  void everyShapeOfOursComesBackFromANewFile() {
    QFETCH(int, kind);
    const std::vector<Shape> shapes{
        Box{0.1, 0.2, 0.30000000000000004, 50},
        Polygon{{{{{1, 1}, {5, 1}, {5, 5.5}}, {}}, {{{11, 1}, {15, 1}, {15, 5}}, {}}}},
        maskOfRing({{2, 2}, {70, 3}, {12, 50}}, 80, 60),
        Keypoints{{{{1, 2}, 2}, {{3, 4}, 1}, {{0, 0}, 0}}}, Line{{{1, 2}, {3, 4}, {5, 6}}}};
    LabelmeFile empty;
    empty.objects.push_back({.label = "a", .shape = shapes.at(static_cast<std::size_t>(kind))});
    Document document = documentOf(empty);
    const std::string text = written(document, "").text;
    const LabelmeFile file = read(text);
    QVERIFY2(file.problems.empty(), text.c_str());
    QCOMPARE(file.objects.size(), 1U);
    QVERIFY2(file.objects[0].shape == empty.objects[0].shape, text.c_str());
    QCOMPARE(file.width, 80);
    compareTexts(written(document, text).text, text);
  }

  void anOrientedBoxComesBack() {
    const OrientedBox box{.centre = {40, 30}, .width = 20, .height = 10, .angle = 0.7};
    for (const auto dialect : {LabelmeDialect::Labelme, LabelmeDialect::XAnyLabeling}) {
      LabelmeFile file;
      file.objects.push_back({.label = "a", .shape = box});
      const auto text = labelmeJson(documentOf(file), 1, {.sourceText = {}, .dialect = dialect});
      const auto again = std::get<OrientedBox>(read(text->text).objects.at(0).shape);
      QVERIFY(std::abs(again.centre.x - 40) < 1e-9 && std::abs(again.width - 20) < 1e-9 &&
              std::abs(again.height - 10) < 1e-9 && std::abs(again.angle - 0.7) < 1e-9);
    }
  }

  void separateObjectsOfOneNameAndGroupStaySeparate() {
    LabelmeFile file;
    const auto square = [](double x) { return Polygon{{{{{x, 1}, {x + 4, 1}, {x + 4, 5}}, {}}}}; };
    for (const double x : {1.0, 11.0, 21.0}) {
      LabelmeObject object{.label = "cell", .shape = square(x)};
      object.attributes.group = 4;
      file.objects.push_back(object);
    }
    Document document = documentOf(file);
    const std::string text = written(document, "").text;
    const LabelmeFile again = read(text);
    QCOMPARE(again.objects.size(), 3U);
    QVERIFY(again.objects[2].shape == file.objects[2].shape);
    compareTexts(written(document, text).text, text);
    Document read1 = documentOf(again);
    compareTexts(written(read1, text).text, text);
  }

  void holesAreWrittenAsMasksAndReported() {
    LabelmeFile file;
    const Polygon ring{
        {{{{2, 2}, {12, 2}, {12, 12}, {2, 12}}, {{{5, 5}, {9, 5}, {9, 9}, {5, 9}}}}}};
    file.objects.push_back({.label = "a", .shape = ring});
    const LabelmeText text = written(documentOf(file), "");
    QCOMPARE(text.losses.size(), 1U);
    QVERIFY(text.losses[0].starts_with("Polygons with holes, written as masks"));
    QVERIFY(read(text.text).objects.at(0).shape == Shape(maskOf(ring, 80, 60)));
    const auto other = labelmeJson(documentOf(file), 1,
                                   {.sourceText = {}, .dialect = LabelmeDialect::XAnyLabeling});
    QVERIFY(other->losses.at(0).starts_with("Polygons with holes, written without them"));
    QCOMPARE(areaOf(read(other->text).objects.at(0).shape), 100.0);
  }

  void whatADialectCannotHoldIsReported() {
    LabelmeFile file;
    file.checked = true;
    file.objects.push_back({.label = "a", .shape = maskOfRing({}, 80, 60)});
    file.objects.push_back({.label = "a", .shape = Mask{80, 60, {0, 4800}}});
    file.objects.push_back({.label = "a", .shape = Box{1, 1, 2, 2}});
    file.objects.back().attributes.pose = "left";
    const LabelmeText text = written(documentOf(file), "");
    QCOMPARE(text.objects, 2);
    QCOMPARE(text.losses.size(), 3U);
    const auto other = labelmeJson(documentOf(file), 1,
                                   {.sourceText = {}, .dialect = LabelmeDialect::XAnyLabeling});
    QCOMPARE(other->objects, 2);
    QVERIFY((boundsOf(read(other->text).objects[0].shape) == Box{0, 0, 80, 60}));
    QVERIFY(read(other->text).checked);
    QVERIFY(read(other->text).dialect == LabelmeDialect::XAnyLabeling);
  }

  void theOtherDialectGetsItsOwnForms() {
    const std::string source = goldenText("labelme/xanylabeling.json");
    const Document document = documentOf(read(source));
    const auto text =
        labelmeJson(document, 1, {.sourceText = source, .dialect = LabelmeDialect::Labelme});
    QVERIFY(text.has_value());
    const LabelmeFile file = read(text->text);
    QVERIFY(file.problems.empty());
    QVERIFY(file.dialect == LabelmeDialect::Labelme);
    QVERIFY(text->text.find("oriented_rectangle") != std::string::npos);
    for (const char* foreign : {"cuboid", "quadrilateral", "rotation", "checked", "direction"}) {
      QVERIFY2(text->text.find(foreign) == std::string::npos, foreign);
    }
    QVERIFY(file.objects[0].shape == document.annotation(1)->shape);
    QVERIFY(file.objects[0].attributes == document.annotation(1)->attributes);
    QVERIFY(text->text.find("\"circle\"") != std::string::npos);
    QVERIFY(text->text.find("\"description\": \"wet\"") != std::string::npos);
  }

  void attributesComeBack() {
    LabelmeFile file;
    file.objects.push_back({.label = "a", .shape = Box{1, 1, 2, 2}});
    Attributes& attributes = file.objects[0].attributes;
    attributes.difficult = attributes.truncated = attributes.occluded = true;
    attributes.crowd = attributes.locked = true;
    attributes.score = 0.25;
    attributes.group = -3;
    attributes.description = "line\nbreak \u00e4";
    attributes.custom = {{"wet", true}, {"dry", false}, {"size", 2.5}, {"hue", std::string("red")}};
    for (const auto dialect : {LabelmeDialect::Labelme, LabelmeDialect::XAnyLabeling}) {
      const auto text = labelmeJson(documentOf(file), 1, {.sourceText = {}, .dialect = dialect});
      QVERIFY2(read(text->text).objects.at(0).attributes == attributes, text->text.c_str());
    }
  }

  void flagsAndTagsFollowTheImage() {
    const std::string source = goldenText("labelme/shapes.json");
    Document document = documentOf(read(source));
    changeImage(document, [](Image& image) { image.tags = {"night", "wet"}; });
    std::string text = written(document, source).text;
    std::string expected = replaced(source, "\"blurry\": true", "\"blurry\": false");
    expected = replaced(expected, "\"night\": false", "\"night\": true,\n    \"wet\": true");
    compareTexts(text, expected);
    const std::string other = goldenText("labelme/xanylabeling.json");
    document = documentOf(read(other));
    changeImage(document, [](Image& image) {
      image.tags = {"fog"};
      image.state = ImageState::Labelled;
    });
    text = written(document, other).text;
    expected = replaced(other, "\"checked\": true", "\"checked\": false");
    compareTexts(text, replaced(expected, "\"rain\"", "\"fog\""));
  }

  void theEmbeddedPictureStays() {
    const std::string source = replaced(goldenText("labelme/shapes.json"), "\"imageData\": null",
                                        "\"imageData\": \"AAEC\"");
    const LabelmeFile file = read(source);
    QVERIFY(file.hasPicture);
    Document document = documentOf(file);
    change(document, 3, [](Annotation& frame) { frame.shape = Box{1, 2, 3, 4}; });
    QVERIFY(written(document, source).text.find("\"imageData\": \"AAEC\"") != std::string::npos);
    QCOMPARE(pictureInLabelme(source), std::optional<std::string>(std::string("\0\1\2", 3)));
    QVERIFY(!pictureInLabelme(goldenText("labelme/shapes.json")));
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

  void aFileThatCannotBeReadIsNotWrittenOver() {
    const auto text =
        labelmeJson(documentOf(LabelmeFile()), 1, {.sourceText = "{", .dialect = std::nullopt});
    QVERIFY(!text.has_value());
  }

  void numbersDoNotDependOnTheLocale() {
    const std::string old = std::setlocale(LC_ALL, nullptr);
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    const std::string source = goldenText("labelme/shapes.json");
    Document document = documentOf(read(source));
    change(document, 3, [](Annotation& frame) { frame.shape = Box{1.5, 2, 3, 4}; });
    const std::string text = written(document, source).text;
    std::setlocale(LC_ALL, old.c_str());
    compareTexts(written(document, source).text, text);
    QVERIFY(text.find("1.5,") != std::string::npos);
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
