#include "labeling/formats/pascal_voc.h"
#include "project_fixture.h"

#include <QProcess>
#include <QtTest>

#include <map>
#include <random>
#include <set>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

/// Where the boxes of an image begin, in ascending order.
using Places = std::multiset<int>;

/// What the child said about its edits.
class Story {
public:
  /// Takes a line in.
  void hear(const QByteArray& line) {
    const QList<QByteArray> words = line.split(' ');
    if (words[0] == "done") {
      finish();
      ++finished_;
      return;
    }
    step_ = words;
  }

  /// Whether the boxes are those of all finished steps, or show the one under way.
  [[nodiscard]] bool isTold(const std::map<AnnotationId, int>& boxes) const {
    if (boxes == boxes_) {
      return true;
    }
    for (const auto& after : outcomes()) {
      if (boxes == after) {
        return true;
      }
    }
    return false;
  }

  /// Whether a label file shows what the last finished writing left, or the one under way brings.
  [[nodiscard]] bool isTold(ImageId image, const Places& file) const {
    const auto known = files_.find(image);
    const Places before = known == files_.end() ? Places() : known->second;
    return file == before || (isSyncing() && file == placesOn(image));
  }

  /// Goes on from what is there now.
  void continueFrom(const std::map<AnnotationId, int>& boxes,
                    const std::map<ImageId, Places>& files) {
    boxes_ = boxes;
    files_ = files;
    step_.clear();
  }

  [[nodiscard]] int finished() const { return finished_; }

private:
  [[nodiscard]] bool isSyncing() const { return !step_.isEmpty() && step_[0] == "sync"; }

  /// What the step under way may have led to.
  [[nodiscard]] std::vector<std::map<AnnotationId, int>> outcomes() const {
    std::vector<std::map<AnnotationId, int>> outcomes;
    if (step_.isEmpty() || isSyncing()) {
      return outcomes;
    }
    std::map<AnnotationId, int> boxes = boxes_;
    const AnnotationId id = step_[1].toLongLong();
    if (step_[0] == "remove") {
      boxes.erase(id);
      outcomes.push_back(boxes);
    }
    for (qsizetype i = 2; i < step_.size(); ++i) {
      boxes[id] = step_[i].toInt();
      outcomes.push_back(boxes);
    }
    return outcomes;
  }

  void finish() {
    if (isSyncing()) {
      for (ImageId image = 1; image <= 3; ++image) {
        files_[image] = placesOn(image);
      }
    } else if (const auto after = outcomes(); !after.empty()) {
      boxes_ = after.back();
    }
    step_.clear();
  }

  [[nodiscard]] Places placesOn(ImageId image) const {
    Places places;
    for (const auto& [id, x] : boxes_) {
      if (id % 3 + 1 == image) {
        places.insert(x);
      }
    }
    return places;
  }

  std::map<AnnotationId, int> boxes_;
  std::map<ImageId, Places> files_;
  QList<QByteArray> step_;  ///< the words of the one under way
  int finished_ = 0;
};

std::map<AnnotationId, int> boxesIn(const Document& document) {
  std::map<AnnotationId, int> boxes;
  for (const auto& [id, annotation] : document.annotations()) {
    boxes[id] = static_cast<int>(boundsOf(annotation.shape).x0);
  }
  return boxes;
}

}  // namespace

class TestKill : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() {
    const auto project = folder_.open();
    QVERIFY(project && addClass(**project, "bolt") != 0);
  }

  void noFinishedGestureIsLostAndNoLabelFileIsTorn_data() {
    QTest::addColumn<int>("steps");
    QTest::addColumn<int>("microseconds");
    std::mt19937 random(1);
    for (int round = 0; round < 200; ++round) {
      QTest::newRow(qPrintable(QString("round %1").arg(round)))
          << static_cast<int>(random() % 20) << static_cast<int>(random() % 50'000);
    }
  }

  void noFinishedGestureIsLostAndNoLabelFileIsTorn() {
    QFETCH(int, steps);
    QFETCH(int, microseconds);
    letChildEdit(story_.finished() + steps, microseconds);
    const auto project = folder_.open();
    QVERIFY(project && !(*project)->isReadOnly());
    const auto boxes = boxesIn((*project)->document());
    QVERIFY(story_.isTold(boxes));
    std::map<ImageId, Places> files;
    for (const auto& [id, image] : (*project)->document().images()) {
      const auto places = placesInLabelFile(image.path);
      QVERIFY2(places, image.path.c_str());
      QVERIFY2(story_.isTold(id, *places), image.path.c_str());
      files[id] = *places;
    }
    story_.continueFrom(boxes, files);
  }

  void labelFilesCatchUp() {
    const auto project = folder_.open();
    QVERIFY((*project)->syncLabelFiles());
    const Document& document = (*project)->document();
    for (const auto& [id, image] : document.images()) {
      const auto places = placesInLabelFile(image.path);
      QVERIFY(places);
      QCOMPARE(places->size(), document.annotationsOf(id).size());
    }
  }

  void everythingCanBeUndone() {
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
  /// Lets the child edit until it has finished so many steps, and then kills it after a while.
  void letChildEdit(int steps, int microseconds) {
    QProcess child;
    child.start(EDIT_UNTIL_KILLED,
                {QString::fromStdString(folder_.path().string()), QString::number(microseconds)});
    QElapsedTimer sinceThen;
    while (story_.finished() < steps || !sinceThen.isValid() ||
           sinceThen.nsecsElapsed() < 1000LL * microseconds) {
      if (story_.finished() >= steps && !sinceThen.isValid()) {
        sinceThen.start();
      }
      QVERIFY(child.waitForReadyRead(10'000));
      while (child.canReadLine()) {
        story_.hear(child.readLine().trimmed());
      }
    }
    child.kill();
    QVERIFY(child.waitForFinished());
    while (child.canReadLine()) {
      story_.hear(child.readLine().trimmed());
    }
  }

  /// Returns nothing when the file is there but cannot be read.
  [[nodiscard]] std::optional<Places> placesInLabelFile(const std::string& image) const {
    const std::string name = image.substr(0, 1) + ".xml";
    if (!std::filesystem::exists(folder_.file(name))) {
      return Places();
    }
    const auto file = readVocText(folder_.read(name), name);
    if (!file) {
      return std::nullopt;
    }
    Places places;
    for (const auto& object : file->objects) {
      places.insert(static_cast<int>(object.written.x0));
    }
    return places;
  }

  ProjectFolder folder_;
  Story story_;
};

QTEST_GUILESS_MAIN(TestKill)
#include "tst_kill.moc"
