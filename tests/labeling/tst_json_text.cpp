#include "labeling/formats/base64.h"
#include "labeling/formats/json_text.h"

#include <QtTest>

#include <algorithm>

using namespace touchstone::labeling;

namespace {

/// Returns the text with double quotes in place of single ones, which keeps it readable here.
std::string withQuotes(std::string text) {
  std::replace(text.begin(), text.end(), '\'', '"');
  return text;
}

const std::string pythonText =
    withQuotes("{\n  'a': 1.0,\n  'b': [\n    1e5,\n    'x, ] \\' y',\n    []\n  ],\n  'c': {}\n}");

}  // namespace

class TestJsonText : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void takesObjectsAndListsApart() {
    const auto members = jsonMembers(pythonText);
    QCOMPARE(members.size(), 3U);
    QCOMPARE(members[1].key, std::string("b"));
    const auto items = jsonItems(members[1].value);
    QCOMPARE(items.size(), 3U);
    QCOMPARE(std::string(items[0]), std::string("1e5"));
    QCOMPARE(std::string(items[1]), std::string(withQuotes("'x, ] \\' y'")));
    QVERIFY(jsonItems(items[2]).empty());
    QVERIFY(jsonMembers("[1]").empty() && jsonItems("{}").empty() && jsonItems("").empty());
    QCOMPARE(jsonMembers(withQuotes("{'\\u00e4\\n': 1}"))[0].key, std::string("\u00e4\n"));
  }

  void findsKeysThatAreRepeated() {
    QVERIFY(!repeatedKey(jsonMembers(pythonText)));
    QCOMPARE(repeatedKey(jsonMembers(withQuotes("{'a':1,'b':2,'\\u0061':3}"))),
             std::optional<std::string>("a"));
    QVERIFY(memberNamed(jsonMembers(pythonText), "d") == nullptr);
  }

  void countsNestingOutsideTexts() {
    QCOMPARE(jsonNesting(pythonText), 3U);
    QCOMPARE(jsonNesting(withQuotes("'[[[['")), 0U);
    QCOMPARE(jsonNesting(std::string(1000, '[')), 1000U);
  }

  void laysOutAsItWas_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("indented by two") << QByteArray::fromStdString(pythonText);
    QTest::newRow("indented by a tab") << QByteArray("{\n\t\"a\": [\n\t\t1\n\t]\n}");
    QTest::newRow("CRLF") << QByteArray("{\r\n  \"a\": [\r\n    1\r\n  ]\r\n}");
    QTest::newRow("one line") << QByteArray::fromStdString(
        withQuotes("{'a': 1, 'b': [1, 2, {'c': null}]}"));
    QTest::newRow("no blanks") << QByteArray::fromStdString(
        withQuotes("{'a':1,'b':[1,2,{'c':null}]}"));
  }

  void laysOutAsItWas() {
    QFETCH(QByteArray, text);
    const std::string whole = text.toStdString();
    QCOMPARE(laidOut(compactJson(whole), layoutOf(whole), 0), whole);
  }

  void writesNumbersAsPython_data() {
    QTest::addColumn<double>("number");
    QTest::addColumn<QString>("text");
    QTest::newRow("whole") << 12.0 << "12.0";
    QTest::newRow("shortest") << 0.1 << "0.1";
    QTest::newRow("all digits") << 107.36900369003689 << "107.36900369003689";
    QTest::newRow("negative") << -3.5 << "-3.5";
    QTest::newRow("zero") << 0.0 << "0.0";
    QTest::newRow("small") << 1e-5 << "1e-05";
    QTest::newRow("not yet small") << 0.0001 << "0.0001";
    QTest::newRow("large") << 1.5e16 << "1.5e+16";
    QTest::newRow("not yet large") << 1e15 << "1000000000000000.0";
  }

  void writesNumbersAsPython() {
    QFETCH(double, number);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(jsonNumber(number)), text);
  }

  void base64ComesBack() {
    QCOMPARE(base64Of("foobar"), std::string("Zm9vYmFy"));
    QCOMPARE(base64Of("fooba"), std::string("Zm9vYmE="));
    QCOMPARE(base64Of("foob"), std::string("Zm9vYg=="));
    QCOMPARE(base64Of(""), std::string());
    const std::string bytes("\x00\xFF\x10\x80 a", 6);
    QCOMPARE(bytesFromBase64(base64Of(bytes)), std::optional(bytes));
    QCOMPARE(bytesFromBase64("Zm9v\nYg"), std::optional<std::string>("foob"));
    QVERIFY(!bytesFromBase64("Zm9*"));
    QVERIFY(!bytesFromBase64("Zg==Zg=="));
  }
};

QTEST_APPLESS_MAIN(TestJsonText)
#include "tst_json_text.moc"
