#include "labeling/formats/coco.h"

#include <QtTest>

#include <algorithm>
#include <numeric>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

/// Fills several of the pieces that threads read.
constexpr std::int64_t many = 30'000;

std::string objectText(std::int64_t id) {
  return R"({"id":)" + std::to_string(id) + R"(,"image_id":1,"category_id":0,"bbox":[1,2,3,)" +
         std::to_string(id) + "]}";
}

std::string listOfMany() {
  std::string list;
  for (std::int64_t id = 1; id <= many; ++id) {
    list += (id == 1 ? "" : ", ") + objectText(id);
  }
  return list;
}

std::string fileWith(const std::string& annotations) {
  return R"({"images":[{"id":1,"file_name":"a.jpg"}],"categories":[{"id":0,"name":"a"}],)"
         R"("annotations":[)" +
         annotations + "]}";
}

struct Reading {
  Status state = Nothing{};
  std::vector<std::int64_t> ids;
  std::vector<std::pair<std::string, std::string>> problems;
};

/// Reads a file; `stopAfter` objects it is cancelled.
Reading readingOf(const std::string& text, std::size_t stopAfter = SIZE_MAX) {
  Reading reading;
  auto reader = CocoReader::ofText(text, "a.json");
  if (!reader) {
    reading.state = reader.error();
    return reading;
  }
  std::stop_source stop;
  WorkContext work;
  work.stop = stop.get_token();
  reading.state = reader->readObjects(
      [&](CocoObject object) {
        reading.ids.push_back(object.id);
        if (reading.ids.size() == stopAfter) {
          stop.request_stop();
        }
      },
      work);
  reading.problems = reader->file().problems;
  return reading;
}

/// 1, 2, … up to `last`.
std::vector<std::int64_t> idsTo(std::int64_t last) {
  std::vector<std::int64_t> ids(static_cast<std::size_t>(last));
  std::iota(ids.begin(), ids.end(), 1);
  return ids;
}

}  // namespace

class TestCocoReader : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void objectsComeInTheOrderOfTheFile() {
    const Reading reading = readingOf(fileWith(listOfMany()));
    QVERIFY(reading.state);
    QCOMPARE(reading.ids, idsTo(many));
    QVERIFY(reading.problems.empty());
  }

  void problemsComeInTheOrderOfTheFile() {
    const std::string list = "7, " + listOfMany() + ", " + objectText(5) + R"(, {"id": 9.0}, )" +
                             listOfMany() + R"(, "x")";
    const Reading reading = readingOf(fileWith(list));
    QVERIFY(reading.state);
    QCOMPARE(reading.ids.size(), static_cast<std::size_t>(2 * many + 1));
    QCOMPARE(reading.problems.size(), static_cast<std::size_t>(many + 4));
    QCOMPARE(reading.problems[0].second, std::string("no id"));
    QCOMPARE(reading.problems[1].second, std::string("id 5"));
    QCOMPARE(reading.problems[2].second, std::string("id 9.0"));
    QCOMPARE(reading.problems[3].second, std::string("id 1"));
    QCOMPARE(reading.problems.back().second, std::string("no id"));
  }

  void reportsHowFarItIs() {
    const std::string text = fileWith(listOfMany());
    auto reader = CocoReader::ofText(text, "a.json");
    QVERIFY(reader);
    QCOMPARE(reader->objectCount(), static_cast<std::size_t>(many));
    std::vector<double> done;
    WorkContext work;
    work.progress = [&](const Progress& progress) { done.push_back(progress.done); };
    QVERIFY(reader->readObjects([](const CocoObject&) {}, work));
    QVERIFY(done.size() > 1 && std::is_sorted(done.begin(), done.end()));
    QVERIFY(done.back() < static_cast<double>(text.size()));
  }

  void canBeStoppedAmidTheObjects() {
    const Reading reading = readingOf(fileWith(listOfMany()), 100);
    QVERIFY(!reading.state);
    QCOMPARE(reading.state.error().kind, ErrorKind::Cancelled);
    QVERIFY(reading.ids.size() >= 100 && reading.ids.size() < static_cast<std::size_t>(many));
  }

  void anErrorAmidTheObjectsNamesItsByte_data() {
    QTest::addColumn<QByteArray>("damage");
    QTest::addColumn<int>("byte");
    QTest::newRow("not a number") << QByteArray(R"(, {"id": NaN})") << 10;
    QTest::newRow("no comma") << QByteArray(R"( {"id": 1})") << 2;
    QTest::newRow("comma too many") << QByteArray(", , 1") << 3;
    QTest::newRow("byte order mark") << QByteArray(",\xEF\xBB\xBF{}") << 2;
    QTest::newRow("wrong bracket") << QByteArray(R"(, {"id": [1}, 2])") << 12;
    QTest::newRow("control character") << QByteArray(", \"a\tb\"") << 5;
    QTest::newRow("not UTF-8") << QByteArray(", \"a\xC3\"") << 6;
  }

  void anErrorAmidTheObjectsNamesItsByte() {
    QFETCH(QByteArray, damage);
    QFETCH(int, byte);
    const std::string before = fileWith(listOfMany());
    const std::string whole = before.substr(0, before.size() - 2);
    const Reading reading = readingOf(whole + damage.toStdString() + ", " + listOfMany() + "]}");
    QVERIFY(!reading.state);
    QVERIFY2(QString::fromStdString(reading.state.error().message)
                 .contains("byte " +
                           QString::number(whole.size() + static_cast<std::size_t>(byte)) + ' '),
             reading.state.error().message.c_str());
    QCOMPARE(reading.ids, idsTo(many));
  }

  void aCommaAtTheEndIsRefusedWhereverAPieceEnds() {
    // From one length to the next, the last comma moves over the end of a piece.
    constexpr std::size_t piece = 1 << 19;
    for (std::size_t length = piece - 12; length < piece + 12; ++length) {
      const std::string list = '"' + std::string(length - 3, 'x') + "\",";
      const std::string text = fileWith(list);
      const Reading reading = readingOf(text);
      QVERIFY(!reading.state);
      QVERIFY2(QString::fromStdString(reading.state.error().message)
                   .contains("byte " + QString::number(text.size() - 1) + ' '),
               reading.state.error().message.c_str());
      QVERIFY(readingOf(fileWith(list + "1")).state);
    }
  }
};

QTEST_APPLESS_MAIN(TestCocoReader)
#include "tst_coco_reader.moc"
