#include "labeling/query/case_folding.h"
#include "labeling/query/query.h"
#include "labeling/query/query_completion.h"
#include "labeling/query/query_matcher.h"
#include "labeling/query/query_text.h"
#include "labeling/query/saved_queries.h"
#include "project_fixture.h"

#include <QtTest>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

/// Five images of blood cells, named a to e, with something of everything that can be asked for.
Document bloodCells() {
  Document document;
  Edit edit = editOf("Fill", {});
  const auto addImage = [&](ImageId id, const std::string& path, Split split, ImageState state) {
    Image image;
    image.path = path;
    image.width = 640;
    image.height = 480;
    image.split = split;
    image.state = state;
    edit.changes.emplace_back(ImageChange{id, image});
  };
  addImage(1, "day/a.jpg", Split::Train, ImageState::Labelled);
  addImage(2, "day/B (2).jpg", Split::Val, ImageState::Verified);
  addImage(3, "night/c.jpg", Split::Test, ImageState::Labelled);
  addImage(4, "night/d.jpg", Split::Unassigned, ImageState::Unlabelled);
  addImage(5, "night/ÄRGER or e.jpg", Split::Train, ImageState::Excluded);
  std::get<ImageChange>(edit.changes[2]).value->tags = {"night", "low light"};
  std::get<ImageChange>(edit.changes[4]).value->problem = "It ends too early.";
  std::get<ImageChange>(edit.changes[3]).value->width = 1920;

  LabelClass red = classNamed("rbc");
  red.attributes = {{"blood type", AttributeKind::Choice, {"A", "B"}},
                    {"stained", AttributeKind::Flag, {}},
                    {"age", AttributeKind::Number, {}}};
  edit.changes.emplace_back(ClassChange{1, red});
  edit.changes.emplace_back(ClassChange{2, classNamed("wbc")});
  edit.changes.emplace_back(ClassChange{3, classNamed("Platelets \"x\"")});

  AnnotationId next = 0;
  const auto add = [&](Annotation object) {
    edit.changes.emplace_back(AnnotationChange{++next, std::move(object)});
  };
  // a: a small rbc, a large rbc, a large wbc. b: a small wbc and a platelet. c: a turned rbc.
  add(boxOn(1, 1, {0, 0, 10, 30}));
  add(boxOn(1, 1, {300, 200, 400, 300}));
  add(boxOn(1, 2, {500, 400, 600, 460}));
  Annotation small = boxOn(2, 2, {10, 10, 25, 25});
  small.attributes.difficult = true;
  small.attributes.score = 0.4;
  small.attributes.annotator = "Maria";
  add(small);
  Annotation platelet = boxOn(2, 3, {100, 100, 150, 200});
  platelet.attributes.verified = true;
  platelet.attributes.group = 7;
  platelet.attributes.description = "Overlaps the edge";
  add(platelet);
  Annotation turned;
  turned.image = 3;
  turned.labelClass = 1;
  turned.shape = OrientedBox{.centre = {320, 240}, .width = 40, .height = 20, .angle = 0};
  turned.attributes.custom = {{"blood type", std::string("A")}, {"age", 12.0}};
  add(turned);
  Annotation tag;
  tag.image = 5;
  tag.labelClass = 2;
  tag.shape = ImageTag{};
  add(tag);
  edit.changes.emplace_back(CommentChange{
      1, Comment{
             .image = 2, .x = 1, .y = 1, .text = "?", .author = "", .time = 0, .resolved = false}});
  edit.changes.emplace_back(CommentChange{
      2,
      Comment{.image = 3, .x = 1, .y = 1, .text = "!", .author = "", .time = 0, .resolved = true}});
  static_cast<void>(apply(document, std::move(edit)));
  return document;
}

std::vector<Finding> openQuestions() {
  Finding wrong;
  wrong.kind = FindingKind::LabelError;
  wrong.image = 1;
  wrong.score = 0.1;
  Finding dark;
  dark.kind = FindingKind::Dark;
  dark.image = 3;
  dark.score = 0.6;
  return {wrong, dark};
}

/// The letters of the images that match.
QString imagesFor(const std::string& text) {
  const ParsedQuery parsed = parseQuery(text);
  if (parsed.problem) {
    return QString::fromStdString(parsed.problem->message);
  }
  const Document document = bloodCells();
  const QueryMatcher matcher(parsed.query, document, openQuestions());
  QString letters;
  for (const ImageId id : matcher.matchingImages()) {
    letters += QLatin1Char(static_cast<char>('a' + id - 1));
  }
  return letters;
}

}  // namespace

class TestQuery : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void findsTheImages_data() {
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("images");
    const auto row = [](const char* query, const char* images) {
      QTest::newRow(query) << QString::fromUtf8(query) << images;
    };
    row("", "abcde");
    row("   ", "abcde");
    row("class:rbc", "ac");
    row("class:RBC", "ac");
    row("class:*bc", "abce");
    row("class=rbc", "ac");
    row("-class:rbc", "bde");
    row("not class:rbc", "bde");
    row("!class:rbc", "bde");
    row("--class:rbc", "ac");
    row("class:rbc,wbc", "abce");
    row("class:\"Platelets \\\"x\\\"\"", "b");
    row("class:nothing", "");
    row("class:rbc class:wbc", "a");
    row("class:rbc size<20", "a");
    row("class:wbc size<20", "b");
    row("class:wbc size<20 class:rbc", "");
    row("class:rbc size<20 class:wbc size>50", "a");
    row("size<20 class:wbc", "b");
    row("size>12 size<20", "b");
    row("size>=20 size<=20", "c");
    row("size:20", "c");
    row("size:<20", "ab");
    row("width>90", "a");
    row("height:30,100", "ab");
    row("area<=225", "b");
    row("aspect<0.5", "a");
    row("aspect:0.5", "b");
    row("x<0.25 y<0.25", "ab");
    row("x>=0.5 x<=0.5 y:0.5", "c");
    row("(x<0.25) (y>0.75)", "a");
    row("objects>2", "a");
    row("objects:0", "de");
    row("objects=2", "b");
    row("labels:0", "d");
    row("state:unlabelled", "d");
    row("state:unlabeled", "d");
    row("state:labelled,verified", "abc");
    row("split:val", "b");
    row("split:validation", "b");
    row("split:none", "d");
    row("-split:train", "bcd");
    row("tag:night", "c");
    row("tag:\"low light\"", "c");
    row("tag:low*", "c");
    row("tag:low", "");
    row("finding:label_error", "a");
    row("finding:any", "ac");
    row("finding:dark,blurry", "c");
    row("finding.score<0.5", "a");
    row("score<0.5", "b");
    row("score>=0.5", "");
    row("difficult:yes", "b");
    row("difficult:no class:wbc", "ae");
    row("verified:no", "abce");
    row("verified:yes", "b");
    row("shape:box", "ab");
    row("shape:oriented", "c");
    row("shape:tag", "e");
    row("group:7", "b");
    row("group:yes", "b");
    row("group:8", "");
    row("annotator:maria", "b");
    row("description:EDGE", "b");
    row("attribute.\"blood type\":a", "c");
    row("attribute.age>10", "c");
    row("attribute.age:13", "");
    row("attribute.stained:no", "ac");
    row("attribute.stained:yes", "");
    row("comment:open", "b");
    row("comment:resolved", "c");
    row("comment:yes", "bc");
    row("comment:no", "ade");
    row("problem:yes", "e");
    row("problem:no", "abcd");
    row("image.width>1000", "d");
    row("image.side:640", "abce");
    row("path:NIGHT", "cde");
    row("night", "cde");
    row("DAY a.jpg", "a");
    row("\"day/b (2)\"", "b");
    row("b\" (\"2", "b");
    row("ärger", "e");
    row("\"or\"", "e");
    row("class:rbc or state:unlabelled", "acd");
    row("class:rbc OR state:unlabelled split:test", "ac");
    row("(class:rbc or state:unlabelled) -split:test", "ad");
    row("-(class:rbc or state:unlabelled)", "be");
    row("night and state:labelled", "c");
  }
  void findsTheImages() {
    QFETCH(QString, query);
    QFETCH(QString, images);
    QCOMPARE(imagesFor(query.toStdString()), images);
  }

  void saysWhatIsWrongAndWhere_data() {
    QTest::addColumn<QString>("query");
    QTest::addColumn<int>("position");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* query, int position, const char* sentence) {
      QTest::newRow(query) << QString::fromUtf8(query) << position << QString::fromUtf8(sentence);
    };
    row("night colour:red", 6,
        "“colour” is nothing to search by; put it in quotes to find it in the path.");
    row("state:open", 0,
        "“open” is not possible for “state”: write unlabelled, labelled, verified or excluded.");
    row("size<big", 0, "“big” is no number.");
    row("size:", 0, "A value is missing after “size:”.");
    row("class:a,", 0, "A value is missing after “class:”.");
    row("class<3", 0, "“class” is no number: write “class:” and a value.");
    row("group:some", 0, "“some” is neither a number nor yes or no.");
    row("attribute.:3", 0, "The name of the attribute is missing: write attribute.NAME:VALUE.");
    row("a \"b", 2, "The quote that begins here never ends.");
    row("a (b", 2, "This parenthesis is never closed.");
    row("a b)", 3, "This parenthesis closes nothing.");
    row("()", 0, "There is nothing in this parenthesis.");
    row("a or", 2, "Something must follow “or”.");
    row("or a", 0, "Something must stand before this.");
    row("a -", 2, "What is not wanted must follow here.");
  }
  void saysWhatIsWrongAndWhere() {
    QFETCH(QString, query);
    QFETCH(int, position);
    QFETCH(QString, sentence);
    const ParsedQuery parsed = parseQuery(query.toStdString());
    QVERIFY(parsed.problem.has_value());
    QCOMPARE(QString::fromStdString(parsed.problem->message), sentence);
    QCOMPARE(static_cast<int>(parsed.problem->position), position);
    QVERIFY(parsed.query.isEmpty());
  }

  void refusesWhatIsTooLongOrTooDeep() {
    QVERIFY(parseQuery(std::string(5000, 'a')).problem.has_value());
    QVERIFY(parseQuery(std::string(1000, '(')).problem.has_value());
    QVERIFY(parseQuery(std::string(1000, '-') + "a").problem.has_value());
  }

  void aMissingClassIsRemarkedOn() {
    const Document document = bloodCells();
    const QueryMatcher matcher(parseQuery("class:rcb").query, document);
    QCOMPARE(matcher.remarks(), std::vector<std::string>{"There is no class “rcb”."});
    QVERIFY(QueryMatcher(parseQuery("class:rbc").query, document).remarks().empty());
  }

  void exactNameOfAClassWins() {
    Document document;
    static_cast<void>(
        apply(document,
              editOf("Fill", {ClassChange{1, classNamed("rbc")}, ClassChange{2, classNamed("RBC")},
                              ImageChange{1, Image{}}, ImageChange{2, Image{}},
                              AnnotationChange{1, boxOn(1, 1, {0, 0, 1, 1})},
                              AnnotationChange{2, boxOn(2, 2, {0, 0, 1, 1})}})));
    const auto imagesOf = [&](const char* query) {
      return QueryMatcher(parseQuery(query).query, document).matchingImages();
    };
    QCOMPARE(imagesOf("class:RBC"), std::vector<ImageId>{2});
    QCOMPARE(imagesOf("class:Rbc"), (std::vector<ImageId>{1, 2}));
  }

  void quotedValuesAreReadAsTheyAre_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"rbc", "two words", "a\"b", "back\\slash", "a,b", "(x)", "-x", "or",
                             "a:b", "血球", "#%&<>"}) {
      QTest::newRow(name) << QString::fromUtf8(name);
    }
  }
  void quotedValuesAreReadAsTheyAre() {
    QFETCH(QString, name);
    const ParsedQuery parsed = parseQuery("class:" + quotedForQuery(name.toStdString()));
    QVERIFY(!parsed.problem);
    QCOMPARE(parsed.query.root.parts.front().term.values,
             std::vector<std::string>{name.toStdString()});
  }

  void numbersAreReadAsTheyAre() {
    for (const double number : {0.1, 1.0 / 3, 1024.0, 9216.0, 1e-7}) {
      const ParsedQuery parsed = parseQuery("area>=" + numberForQuery(number));
      QVERIFY(!parsed.problem);
      QCOMPARE(parsed.query.root.parts.front().term.numbers.front(), number);
    }
  }

  void joinedQueriesAskForBoth() {
    QCOMPARE(imagesFor(joinedQueries("class:rbc or class:wbc", "-split:train")), QString("bc"));
    QCOMPARE(imagesFor(joinedQueries("class:rbc size<20", "class:wbc")), QString("a"));
    QCOMPARE(imagesFor(joinedQueries("x<0.25", "y>0.75")), QString("a"));
    QCOMPARE(joinedQueries("-state:excluded", "class:rbc size<20"),
             std::string("-state:excluded class:rbc size<20"));
    QCOMPARE(joinedQueries("", "a"), std::string("a"));
    QCOMPARE(joinedQueries("a", ""), std::string("a"));
  }

  void conditionsAreExchanged_data() {
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("after");
    QTest::newRow("added") << "night"
                           << "verified"
                           << "night state:verified";
    QTest::newRow("alone") << ""
                           << "verified"
                           << "state:verified";
    QTest::newRow("replaced") << "state:labelled night"
                              << "verified"
                              << "night state:verified";
    QTest::newRow("taken away") << "a state:labelled b"
                                << ""
                                << "a b";
    QTest::newRow("negated stays") << "-state:labelled"
                                   << "verified"
                                   << "-state:labelled state:verified";
    QTest::newRow("or") << "a or b"
                        << "verified"
                        << "(a or b) state:verified";
    QTest::newRow("broken") << "a (b"
                            << "verified"
                            << "state:verified";
  }
  void conditionsAreExchanged() {
    QFETCH(QString, before);
    QFETCH(QString, value);
    QFETCH(QString, after);
    const std::string changed = withCondition(before.toStdString(), "state", value.toStdString());
    QCOMPARE(QString::fromStdString(changed), after);
    if (!value.isEmpty()) {
      QCOMPARE(conditionOn(changed, "state"), value.toStdString());
    }
  }

  void completesFieldsAndValues_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    QTest::addColumn<QString>("first");
    QTest::newRow("field") << "cla" << 0 << "class:";
    QTest::newRow("number") << "a or (obj" << 6 << "objects<";
    QTest::newRow("negated") << "-st" << 1 << "state:";
    QTest::newRow("class") << "class:W" << 6 << "wbc";
    QTest::newRow("quoted class") << "class:\"pla" << 6 << "\"Platelets \\\"x\\\"\"";
    QTest::newRow("after a comma") << "state:labelled,ver" << 15 << "verified";
    QTest::newRow("tag") << "tag:l" << 4 << "\"low light\"";
    QTest::newRow("attribute") << "attr" << 0 << "attribute.\"blood type\":";
    QTest::newRow("choice") << "attribute.\"blood type\":b" << 23 << "B";
    QTest::newRow("finding") << "finding:near" << 8 << "near_duplicate";
  }
  void completesFieldsAndValues() {
    QFETCH(QString, text);
    QFETCH(int, position);
    QFETCH(QString, first);
    const std::string bytes = text.toStdString();
    const QueryCompletion completion = completionOf(bloodCells(), bytes, bytes.size());
    QCOMPARE(static_cast<int>(completion.position), position);
    QCOMPARE(completion.position + completion.length, bytes.size());
    QVERIFY(!completion.suggestions.empty());
    QCOMPARE(QString::fromStdString(completion.suggestions.front().text), first);
  }

  void whatIsCompleteNeedsNoSuggestion() {
    QVERIFY(completionOf(bloodCells(), "class:rbc", 9).suggestions.empty());
    QVERIFY(completionOf(bloodCells(), "size<20", 7).suggestions.empty());
  }

  void foldsLettersOfManyLanguages() {
    QCOMPARE(foldedCase("ÄÖÜ É Ł ΑΩ ЖЁ ß 血"), std::string("äöü é ł αω жё ß 血"));
    QCOMPARE(foldedCase("\xC3"), std::string("\xC3"));
  }

  void savedQueriesStayWithTheProject() {
    const ProjectFolder folder;
    const std::vector<SavedQuery> queries{{"Small cells", "class:rbc size<20"}, {"Ñ \"q\"", "a"}};
    {
      auto project = folder.open();
      QVERIFY(project.has_value());
      QVERIFY(savedQueries(**project).empty());
      QVERIFY(setSavedQueries(**project, queries).has_value());
      QVERIFY(!setSavedQueries(**project, {{"", "a"}}).has_value());
      QVERIFY(!setSavedQueries(**project, std::vector<SavedQuery>(201, {"a", "b"})).has_value());
    }
    auto project = folder.open();
    QVERIFY(project.has_value());
    QCOMPARE(savedQueries(**project), queries);
    QVERIFY((*project)->setSetting("list.savedQueries", "{broken").has_value());
    QVERIFY(savedQueries(**project).empty());
  }
};

QTEST_APPLESS_MAIN(TestQuery)
#include "tst_query.moc"
