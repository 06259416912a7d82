#include "labeling/formats/json_stream.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include <random>
#include <sstream>

using namespace touchstone::labeling;

namespace {

/// Whether the stream finds one value and nothing behind it. A number needs something after it to
/// have an end, so that the value stands in a list.
bool isRead(const std::string& text) {
  const std::string list = "[" + text + "]";
  JsonStream stream{std::string_view(list)};
  return stream.value() && stream.next() == 0;
}

}  // namespace

class TestJsonStream : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void isAsStrictAsTheStandardAsks_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"1",
                             "-1",
                             "0",
                             "-0",
                             "01",
                             "1.",
                             ".5",
                             "1.5",
                             "1e5",
                             "1E+5",
                             "1e-999",
                             "1e999",
                             "-",
                             "+1",
                             "1e",
                             "NaN",
                             "Infinity",
                             "-Infinity",
                             "true",
                             "tru",
                             "nul",
                             "null",
                             "\"\"",
                             "\"a\"",
                             "\"",
                             "\"\\n\\u00e4\\\\\"",
                             "\"\\x\"",
                             "\"\\u12\"",
                             "\"\\ud83d\\ude00\"",
                             "\"\\ud83d\"",
                             "\"\\ude00\"",
                             "\"\t\"",
                             "\"\xc3\xa4\"",
                             "\"\xc3\"",
                             "\"\xc0\x80\"",
                             "\"\xed\xa0\x80\"",
                             "\"\xf4\x90\x80\x80\"",
                             "\"\xf0\x9f\x98\x80\"",
                             "\"\xff\"",
                             "[]",
                             "[1,]",
                             "[,1]",
                             "[1 2]",
                             "[1,2",
                             "[1,2}",
                             "{}",
                             "{\"a\":1}",
                             "{\"a\":1,}",
                             "{\"a\"}",
                             "{\"a\":}",
                             "{a:1}",
                             "{\"a\":[{\"b\":[]}]}",
                             "{\"a\":1 \"b\":2}",
                             " [ 1 , 2 ] ",
                             "// a\n1",
                             "'a'"}) {
      QTest::newRow(text) << QByteArray(text);
    }
  }

  void isAsStrictAsTheStandardAsks() {
    QFETCH(QByteArray, text);
    QCOMPARE(isRead(text.toStdString()), nlohmann::json::accept("[" + text.toStdString() + "]"));
  }

  void damagedTextsAreReadAsTheLibraryReadsThem() {
    const std::string whole =
        "{\"a\":[1,-2.5e3,true,null,\"x\\\"\\u00e4\"],\"b\":{\"c\":\"ä\",\"d\":[[],{}]},\"e\":0."
        "25}";
    std::mt19937 random(1);
    const std::string bytes = "{}[]\",:\\eE.-+019aux \xc3\xa4\x01";
    for (int round = 0; round < 20'000; ++round) {
      std::string text = whole;
      for (unsigned changes = random() % 3 + 1; changes > 0; --changes) {
        text[random() % text.size()] = bytes[random() % bytes.size()];
      }
      QVERIFY2(isRead(text) == nlohmann::json::accept("[" + text + "]"), text.c_str());
    }
  }

  void membersOfAnObjectAreListed() {
    JsonStream stream{std::string_view(" {\"a\" : [1, {\"b\":2}] ,\"c\":\"x\",\"a\":3} ")};
    const auto value = stream.value();
    QVERIFY(value && value->isObject());
    QCOMPARE(value->members.size(), 3U);
    QCOMPARE(std::string(value->members[0].value), std::string("[1, {\"b\":2}]"));
    QCOMPARE(std::string(value->member("a")), std::string("3"));
    QVERIFY(value->member("b").empty());
  }

  void aFileInPiecesReadsAsInOne() {
    // More than a megabyte, the size of a piece.
    std::string text = "[";
    for (int i = 0; i < 500; ++i) {
      text += (i == 0 ? "" : " ,\n") +
              nlohmann::json{{"id", i}, {"name", std::string(10 * i, 'n')}}.dump();
    }
    text += "]";
    JsonStream stream(std::make_unique<std::istringstream>(text));
    QVERIFY(stream.take('['));
    for (int i = 0; i < 500; ++i) {
      QVERIFY(i == 0 || stream.take(','));
      const auto value = stream.value();
      QVERIFY(value);
      QCOMPARE(value->member("id"), std::string_view(std::to_string(i)));
    }
    QVERIFY(stream.take(']'));
    QVERIFY(stream.next() == 0 && stream.isValid());
  }

  void aListThatIsSkippedCanBeReturnedTo() {
    const std::string text = "{\"list\":[\"]\",\"\\\"]\",[{}]],\"after\":7}";
    JsonStream stream(std::make_unique<std::istringstream>(text));
    QVERIFY(stream.take('{'));
    QCOMPARE(stream.memberName(), std::optional<std::string>("list"));
    static_cast<void>(stream.next());
    const std::uint64_t begin = stream.position();
    QCOMPARE(stream.skipValue(), std::size_t{1});
    QVERIFY(stream.take(','));
    QCOMPARE(stream.memberName(), std::optional<std::string>("after"));
    stream.goTo(begin);
    const auto list = stream.value();
    QVERIFY(list);
    QCOMPARE(std::string(list->text), std::string("[\"]\",\"\\\"]\",[{}]]"));
  }

  void aListIsSkippedToItsEnd() {
    std::mt19937 random(2);
    const std::string bytes = "{}[]\\\",: a";
    for (int round = 0; round < 2000; ++round) {
      nlohmann::json list = nlohmann::json::array();
      std::size_t held = 0;
      for (unsigned entries = random() % 20; entries > 0; --entries) {
        std::string text;
        for (unsigned size = random() % 90; size > 0; --size) {
          text += bytes[random() % bytes.size()];
        }
        const bool isObject = random() % 2 == 0;
        held += isObject ? 1 : 0;
        list.push_back(isObject ? nlohmann::json{{text, {text, 1}}} : nlohmann::json(text));
      }
      const std::string text = list.dump();
      JsonStream stream(std::make_unique<std::istringstream>(text + ",7]"));
      QCOMPARE(stream.skipValue(), held);
      QCOMPARE(stream.position(), text.size());
    }
  }

  void aListIsCutBetweenItsItems() {
    const std::string text = "[1, {\"a,]\": [2, \"\\\\\\\",]\"]} , [[3], 4],\",\" ,5] ,6";
    for (std::size_t bytes = 1; bytes < text.size(); ++bytes) {
      JsonStream stream(std::make_unique<std::istringstream>(text));
      QVERIFY(stream.take('['));
      std::string joined = "[";
      std::string piece;
      do {
        piece = stream.items(bytes);
        QVERIFY2(nlohmann::json::accept('[' + piece.substr(0, piece.size() - 1) + ']'),
                 piece.c_str());
        joined += piece;
      } while (piece.ends_with(','));
      QCOMPARE(joined, text.substr(0, text.size() - 3));
      QVERIFY(stream.take(','));
    }
  }

  void deepTextsAreRefused() {
    const std::string deep = std::string(65, '[') + std::string(65, ']');
    JsonStream stream{std::string_view(deep)};
    QVERIFY(!stream.value());
    QVERIFY(stream.isTooDeep() && !stream.isValid());
    const std::string less = std::string(64, '[') + std::string(64, ']');
    JsonStream allowed{std::string_view(less)};
    QVERIFY(allowed.value());
  }

  void theByteOfAnErrorIsNamed() {
    JsonStream stream{std::string_view("[1, nil]")};
    QVERIFY(!stream.value());
    QCOMPARE(stream.failedByte(), std::uint64_t{5});
  }
};

QTEST_APPLESS_MAIN(TestJsonStream)
#include "tst_json_stream.moc"
