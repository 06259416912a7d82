#include "training/data/copy_cache.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace touchstone;
using namespace touchstone::training;

class TestCopyCache : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void aSetThatWasSearchedIsKnown() {
    const CopyCache cache(file());
    QVERIFY(!cache.find("one set"));
    QVERIFY(cache.keep("one set", copies()));
    const auto found = CopyCache(file()).find("one set");
    QVERIFY(found.has_value());
    QCOMPARE(found->size(), std::size_t{1});
    const analysis::PictureCopy& copy = found->front();
    QCOMPARE(copy.first, std::size_t{3});
    QCOMPARE(copy.second, std::size_t{8});
    QCOMPARE(copy.likeness, 0.97);
    QCOMPARE(copy.overlap, 0.9);
    QCOMPARE(copy.share, 0.4);
    QVERIFY(copy.firstIsSmaller);
    QCOMPARE(copy.angle, -31.5);
    QCOMPARE(copy.scale, 1.25);
  }

  void thatASetHasNoCopiesIsKnownToo() {
    QVERIFY(CopyCache(file()).keep("clean set", {}));
    const auto found = CopyCache(file()).find("clean set");
    QVERIFY(found && found->empty());
  }

  void anotherSetIsNot() {
    QVERIFY(CopyCache(file()).keep("one set", copies()));
    QVERIFY(!CopyCache(file()).find("another set"));
  }

  void aDamagedFileCountsAsMissing() {
    QVERIFY(CopyCache(file()).keep("one set", copies()));
    QFile stored(QString::fromStdString(file().string()));
    QVERIFY(stored.open(QIODevice::ReadOnly));
    const QByteArray whole = stored.readAll();
    stored.close();
    QByteArray changed = whole;
    changed.replace("0.97", "0.98");
    QVERIFY(changed != whole);
    for (const QByteArray& damaged : {whole.left(whole.size() / 2), changed, QByteArray("[]")}) {
      QVERIFY(stored.open(QIODevice::WriteOnly | QIODevice::Truncate));
      stored.write(damaged);
      stored.close();
      QVERIFY(!CopyCache(file()).find("one set"));
    }
  }

private:
  [[nodiscard]] std::filesystem::path file() const {
    return folder_.filePath("pictures/copies.json").toStdString();
  }
  static std::vector<analysis::PictureCopy> copies() {
    analysis::PictureCopy copy;
    copy.first = 3;
    copy.second = 8;
    copy.likeness = 0.97;
    copy.overlap = 0.9;
    copy.share = 0.4;
    copy.firstIsSmaller = true;
    copy.angle = -31.5;
    copy.scale = 1.25;
    return {copy};
  }

  QTemporaryDir folder_;
};

QTEST_APPLESS_MAIN(TestCopyCache)
#include "tst_copy_cache.moc"
