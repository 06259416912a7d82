#include "analysis/annotators/consensus_table.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace touchstone::analysis;

namespace {

/// A table in a folder of its own.
class Table {
public:
  explicit Table(const char* text) { std::ofstream(path()) << text; }
  [[nodiscard]] std::filesystem::path path() const {
    return std::filesystem::path(folder_.path().toStdString()) / "labels.csv";
  }

private:
  QTemporaryDir folder_;
};

QString refusal(const char* text, const AnnotatorTableOptions& options = {}) {
  const Table table(text);
  const auto labels = readAnnotatorTable(table.path(), options);
  if (labels) {
    return "accepted";
  }
  return QString::fromStdString(labels.error().message)
      .replace(QString::fromStdString(table.path().string()), "FILE");
}

AnnotatorTableOptions withModel(std::size_t classes) {
  AnnotatorTableOptions options;
  options.modelClasses = classes;
  return options;
}

}  // namespace

class TestConsensusTable : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void wideTablesHaveAColumnAnAnnotator();
  void longTablesHaveARowALabel();
  void columnsCanBeChosen();
  void numbersAreClassIndicesOfTheModel();
  void numbersWithoutAModelAreNames();
  void namesTakeTheOrderOfTheClassList();
  void resultsOfMechanicalTurkAreTables();
  void badTablesAreRefusedWithASentence();
  void consensusAndAnnotatorsAreWritten();
};

void TestConsensusTable::wideTablesHaveAColumnAnAnnotator() {
  const Table table("id,ann,bob\na.jpg,dog,cat\nb.jpg,,cat\n\"c,d.jpg\",nan,dog\n");
  const auto labels = readAnnotatorTable(table.path());
  QVERIFY(labels.has_value());
  QCOMPARE(labels->annotators, (std::vector<std::string>{"ann", "bob"}));
  QCOMPARE(labels->items, (std::vector<std::string>{"a.jpg", "b.jpg", "c,d.jpg"}));
  QCOMPARE(labels->classes, (std::vector<std::string>{"cat", "dog"}));
  QCOMPARE(labels->given.values, (std::vector<int>{1, 0, -1, 0, -1, 1}));
}

void TestConsensusTable::longTablesHaveARowALabel() {
  const Table table("annotator,label,task\nann,dog,2\nbob,cat,2\nbob,cat,1\n");
  const auto labels = readAnnotatorTable(table.path());
  QVERIFY(labels.has_value());
  QCOMPARE(labels->items, (std::vector<std::string>{"2", "1"}));
  QCOMPARE(labels->given.values, (std::vector<int>{1, 0, -1, 0}));
}

void TestConsensusTable::columnsCanBeChosen() {
  const Table table("file,clean,first,second\n1.jpg,x,a,b\n");
  AnnotatorTableOptions options;
  options.columns = {"second", "first"};
  const auto labels = readAnnotatorTable(table.path(), options);
  QVERIFY(labels.has_value());
  QCOMPARE(labels->annotators, options.columns);
  QCOMPARE(labels->given.values, (std::vector<int>{1, 0}));
}

void TestConsensusTable::numbersAreClassIndicesOfTheModel() {
  const Table table("id,a,b\n0,2,2.0\n1,,0\n");
  const auto labels = readAnnotatorTable(table.path(), withModel(4));
  QVERIFY(labels.has_value());
  QCOMPARE(labels->classes, (std::vector<std::string>{"0", "1", "2", "3"}));
  QCOMPARE(labels->given.values, (std::vector<int>{2, 2, -1, 0}));
}

void TestConsensusTable::numbersWithoutAModelAreNames() {
  const Table table("id,a,b\n0,10,2\n1,2,2\n");
  const auto labels = readAnnotatorTable(table.path());
  QVERIFY(labels.has_value());
  QCOMPARE(labels->classes, (std::vector<std::string>{"2", "10"}));
  QCOMPARE(labels->given.values, (std::vector<int>{1, 0, 0, 0}));
}

void TestConsensusTable::namesTakeTheOrderOfTheClassList() {
  const Table table("id,a,b\n0,dog,cat\n");
  AnnotatorTableOptions options = withModel(3);
  options.classes = {"dog", "horse", "cat"};
  const auto labels = readAnnotatorTable(table.path(), options);
  QVERIFY(labels.has_value());
  QCOMPARE(labels->given.values, (std::vector<int>{0, 2}));
}

void TestConsensusTable::resultsOfMechanicalTurkAreTables() {
  for (const char* file : {"classes.csv", "classes_flattened.csv"}) {
    const auto labels =
        readAnnotatorTable(std::filesystem::path(GOLDEN_FOLDER) / "formats" / "mturk" / file);
    QVERIFY(labels.has_value());
    QCOMPARE(labels->annotators, (std::vector<std::string>{"W1", "W2", "W3"}));
    QCOMPARE(labels->items,
             (std::vector<std::string>{"https://example.com/pictures/a.pgm?size=large",
                                       "https://example.com/pictures/b.pgm",
                                       "https://example.com/pictures/sub%20folder/c.pgm"}));
    QCOMPARE(labels->classes, (std::vector<std::string>{"cat", "dog"}));
    QCOMPARE(labels->given.values, (std::vector<int>{0, 0, 1, 1, 1, -1, 0, 1, 0}));
  }
  const auto boxes = readAnnotatorTable(GOLDEN_FOLDER "/formats/mturk/boxes.csv");
  QVERIFY(!boxes);
  QVERIFY(boxes.error().message.find("boxes.csv, row 2: The answer is not one class") !=
          std::string::npos);
}

void TestConsensusTable::badTablesAreRefusedWithASentence() {
  QCOMPARE(refusal("id,a,b\n0,1,4\n", withModel(3)),
           QString("FILE has the label 4, but the probabilities have only 3 columns: classes are "
                   "counted from 0."));
  QCOMPARE(refusal("id,a,b\n0,1,-1\n"),
           QString("FILE has the label -1: leave a field empty where nothing was labelled."));
  QCOMPARE(refusal("id,a,b\n0,dog,cat\n", withModel(3)),
           QString("FILE has 2 class names, but the probabilities have 3 columns: list the classes "
                   "in the order of the columns with --classes."));
  QCOMPARE(refusal("id,a,b\n0,dog,\n1,,\n"),
           QString("FILE cannot be used: Item “1” has no label of any annotator: leave it out."));
  QCOMPARE(refusal("id,a,b\n0,dog,\n1,cat,\n"),
           QString("FILE cannot be used: Annotator “b” labelled nothing: leave that column out."));
  QCOMPARE(refusal("id,a,b\n"),
           QString("FILE holds no label: it needs one row an item and one column an annotator."));
  QCOMPARE(refusal("item,annotator,label\n1,ann,dog\n1,ann,cat\n"),
           QString("FILE has two labels of item “1” by annotator “ann”: keep one of them."));
  AnnotatorTableOptions options;
  options.columns = {"c"};
  QCOMPARE(refusal("id,a,b\n0,1,1\n", options),
           QString("FILE has no column “c”; it has id, a, b."));
  options = {};
  options.classes = {"cat"};
  QCOMPARE(refusal("id,a,b\n0,dog,cat\n", options),
           QString("FILE has the label “dog”, which the list of classes does not have: add it "
                   "there, or correct the label."));
}

void TestConsensusTable::consensusAndAnnotatorsAreWritten() {
  const Table table("id,ann,bob,eve\nx,dog,dog,cat\ny,cat,cat,cat\n");
  const auto labels = readAnnotatorTable(table.path());
  QVERIFY(labels.has_value());
  const auto consensus = consensusOf(*labels, ConsensusMethod::Majority);
  QVERIFY(consensus.has_value());
  QCOMPARE(consensusTable(*labels, *consensus),
           std::string("item,consensus,quality\nx,dog,0.6666666666666666\ny,cat,1\n"));
  QCOMPARE(
      annotatorTable(*labels, *consensus),
      std::string("annotator,labels,quality,agreement\nann,2,1,1\nbob,2,1,1\neve,2,0.5,0.5\n"));
}

QTEST_APPLESS_MAIN(TestConsensusTable)
#include "tst_consensus_table.moc"
