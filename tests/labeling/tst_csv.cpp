#include "labeling/formats/csv_labels.h"

#include <QtTest>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

using Rows = std::vector<std::vector<std::string>>;

}  // namespace

class TestCsv : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void readsQuotesBreaksAndMarks_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("plain") << QByteArray("file,label\na.jpg,cat\nb c.jpg,\"a, \"\"b\"\"\nc\"\n");
    QTest::newRow("CRLF and byte order mark") << QByteArray(
        "\xEF\xBB\xBF"
        "file,label\r\na.jpg,cat\r\n\r\nb c.jpg,\"a, \"\"b\"\"\nc\"");
    QTest::newRow("semicolons") << QByteArray("file;label\na.jpg;cat\nb c.jpg;\"a, \"\"b\"\"\nc\"");
    QTest::newRow("tabs") << QByteArray("file\tlabel\na.jpg\tcat\nb c.jpg\t\"a, \"\"b\"\"\nc\"");
  }

  void readsQuotesBreaksAndMarks() {
    QFETCH(QByteArray, text);
    const auto table = readCsvText(text.toStdString(), "a.csv");
    QVERIFY(table.has_value());
    QCOMPARE(table->header, (std::vector<std::string>{"file", "label"}));
    QVERIFY(table->rows == (Rows{{"a.jpg", "cat"}, {"b c.jpg", "a, \"b\"\nc"}}));
  }

  void writesWhatItReads() {
    const std::vector<std::string> fields{"", "a,b", "say \"x\"", "two\nlines", " 猫 "};
    const auto table = readCsvText("a,b,c,d,e\n" + csvLine(fields), "a.csv");
    QVERIFY(table.has_value());
    QCOMPARE(table->rows.at(0), fields);
  }

  void refusesBadTables_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    QTest::newRow("open quote") << QByteArray("a,b\nc,\"d\ne") << "never closed in line 2";
    QTest::newRow("too many fields") << QByteArray("a,b\nc,d\ne,f,g") << "header in line 3";
    QTest::newRow("empty") << QByteArray() << "is empty";
    QTest::newRow("blank") << QByteArray("\n\n") << "is empty";
    QTest::newRow("Latin-1") << QByteArray("a\n\xE4\n") << "not UTF-8";
    QTest::newRow("rows") << QByteArray("a\n1\n2\n3\n4\n") << "3 rows in line 5";
    QTest::newRow("size") << QByteArray(200, 'a') << "limit of 100 bytes";
  }

  void refusesBadTables() {
    QFETCH(QByteArray, text);
    QFETCH(QString, reason);
    const auto table = readCsvText(text.toStdString(), "a.csv", {.fileBytes = 100, .rows = 3});
    QVERIFY(!table.has_value());
    const QString message = QString::fromStdString(table.error().message);
    QVERIFY2(message.contains(reason) && message.contains("a.csv"), qPrintable(message));
  }

  void takesTheColumnsThatAreAskedFor() {
    const auto table = readCsvText(
        "file,clean,worse,split,annotator\n1.jpg,cat,dog,valid,ann\n2.jpg,cow,,odd\n", "a.csv");
    const auto labels = csvLabelsOf(
        *table, "a.csv", {.labelColumn = "worse", .fileColumn = "file", .filePrefix = "images/"});
    QVERIFY(labels.has_value());
    QCOMPARE(labels->labels.size(), 2U);
    QCOMPARE(labels->labels[0].file, std::string("images/1.jpg"));
    QCOMPARE(labels->labels[0].className, std::string("dog"));
    QCOMPARE(labels->labels[0].split, std::optional(Split::Val));
    QCOMPARE(labels->labels[0].annotator, std::string("ann"));
    QVERIFY(!labels->labels[0].box);
    QCOMPARE(labels->labels[1].className, std::string());
    QCOMPARE(labels->problems.size(), 1U);
  }

  void readsBoxesWhereThereAreColumns() {
    const auto table = readCsvText(
        "file,label,x0,y0,x1,y1\na,cat,1,2.5,3,4\nb,cat,,,,\nc,cat,1,2,3,\nd,cat,1,2,3,nan\n",
        "a.csv");
    const auto labels = csvLabelsOf(*table, "a.csv", {});
    QVERIFY(labels.has_value());
    QCOMPARE(labels->labels.size(), 2U);
    QVERIFY(labels->labels[0].box == (Box{1, 2.5, 3, 4}));
    QVERIFY(!labels->labels[1].box);
    QCOMPARE(labels->problems.size(), 2U);
  }

  void namesTheColumnsWhenOneIsMissing() {
    const auto table = readCsvText("file,clean,worse\n", "a.csv");
    const auto labels = csvLabelsOf(*table, "a.csv", {});
    QVERIFY(!labels.has_value());
    QCOMPARE(QString::fromStdString(labels.error().message),
             QString("a.csv has no column \"label\"; choose one of its columns (file, clean, "
                     "worse) with --label-column."));
  }
};

QTEST_APPLESS_MAIN(TestCsv)
#include "tst_csv.moc"
