#include "labeling/formats/id_set.h"

#include <QtTest>

#include <limits>
#include <random>
#include <set>

using namespace touchstone::labeling;

class TestIdSet : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void holdsWhatAStandardSetHolds() {
    std::mt19937_64 random(7);
    IdSet ids;
    std::set<std::int64_t> expected;
    for (int i = 0; i < 50'000; ++i) {
      // Some close together, with repetitions, and some anywhere.
      const auto id = i % 3 == 0 ? static_cast<std::int64_t>(random())
                                 : static_cast<std::int64_t>(random() % 20'000) - 5'000;
      QCOMPARE(ids.insert(id), expected.insert(id).second);
    }
    QCOMPARE(ids.size(), expected.size());
    for (std::int64_t id = -6'000; id < 16'000; ++id) {
      QCOMPARE(ids.contains(id), expected.contains(id));
    }
  }

  void theExtremesAreIdsAsWell() {
    IdSet ids;
    ids.reserve(1000);
    for (const std::int64_t id : {std::int64_t{0}, std::numeric_limits<std::int64_t>::min(),
                                  std::numeric_limits<std::int64_t>::max(), std::int64_t{-1}}) {
      QVERIFY(!ids.contains(id));
      QVERIFY(ids.insert(id));
      QVERIFY(!ids.insert(id));
      QVERIFY(ids.contains(id));
    }
  }
};

QTEST_APPLESS_MAIN(TestIdSet)
#include "tst_id_set.moc"
