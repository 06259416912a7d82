#include "labeling/geometry/polygon_raster.h"
#include "tests/labeling/labelme_text_fixture.h"

#include <QtTest>

#include <clocale>
#include <cmath>

using namespace touchstone;
using namespace touchstone::labeling;

/// How a file that was there is written again: only what was edited changes.
class TestLabelmeEdits : public QObject {
  Q_OBJECT

private Q_SLOTS:
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
};

QTEST_APPLESS_MAIN(TestLabelmeEdits)
#include "tst_labelme_edits.moc"
