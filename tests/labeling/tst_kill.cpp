#include "project_fixture.h"

#include <QProcess>
#include <QtTest>

#include <random>
#include <set>

using namespace touchstone;
using namespace touchstone::labeling;

class TestKill : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() {
    const auto project = folder_.open();
    QVERIFY(project && addClass(**project, "bolt") != 0);
  }

  void everyAcknowledgedEditSurvivesKill_data() {
    QTest::addColumn<int>("edits");
    std::mt19937 random(1);
    for (int round = 0; round < 10; ++round) {
      QTest::newRow(qPrintable(QString("round %1").arg(round))) << static_cast<int>(random() % 60);
    }
  }

  void everyAcknowledgedEditSurvivesKill() {
    QFETCH(int, edits);
    QProcess child;
    child.start(EDIT_UNTIL_KILLED, {QString::fromStdString(folder_.path().string())});
    QByteArray output;
    while (output.count('\n') <= edits) {
      QVERIFY(child.waitForReadyRead(10'000));
      output += child.readAllStandardOutput();
    }
    child.kill();
    QVERIFY(child.waitForFinished());
    output += child.readAllStandardOutput();
    for (const QByteArray& line : output.left(output.lastIndexOf('\n')).split('\n')) {
      acknowledged_.insert(line.toLongLong());
    }
    const auto project = folder_.open();
    QVERIFY(project && !(*project)->isReadOnly());
    const Document& document = (*project)->document();
    for (const AnnotationId id : acknowledged_) {
      QVERIFY(document.annotation(id));
      QCOMPARE(boundsOf(document.annotation(id)->shape).x0, static_cast<double>(id));
    }
    QVERIFY(document.annotations().size() <= acknowledged_.size() + std::size_t(unconfirmed_ + 1));
    unconfirmed_ = static_cast<int>(document.annotations().size() - acknowledged_.size());
  }

  void labelFilesCatchUp() {
    const auto project = folder_.open();
    QVERIFY((*project)->syncLabelFiles());
    const Document& document = (*project)->document();
    for (const auto& [id, image] : document.images()) {
      const std::string xml = folder_.read(image.path.substr(0, 1) + ".xml");
      QCOMPARE(static_cast<std::size_t>(QByteArray::fromStdString(xml).count("<object>")),
               document.annotationsOf(id).size());
    }
  }

  void everyAcknowledgedEditCanBeUndone() {
    const auto project = folder_.open();
    while (const auto undone = (*project)->undo()) {
      if (!*undone) {
        break;
      }
    }
    QVERIFY((*project)->document().annotations().empty());
    QVERIFY((*project)->document().classes().empty());
  }

private:
  ProjectFolder folder_;
  std::set<AnnotationId> acknowledged_;
  int unconfirmed_ = 0;  ///< performed, but killed before it was printed
};

QTEST_GUILESS_MAIN(TestKill)
#include "tst_kill.moc"
