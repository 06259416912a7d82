#include "labeling/geometry/polygon_raster.h"
#include "tests/labeling/labelme_text_fixture.h"

#include <QtTest>

#include <cmath>

using namespace touchstone;
using namespace touchstone::labeling;

/// How files are written from the store alone, in both dialects.
class TestLabelmeNewFiles : public QObject {
  Q_OBJECT

private Q_SLOTS:
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
};

QTEST_APPLESS_MAIN(TestLabelmeNewFiles)
#include "tst_labelme_new_files.moc"
