#include "project_fixture.h"

#include <QtTest>

#include <random>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

/// A project under random edits, undos, redos and restarts, beside what it should be.
class RandomLife {
public:
  explicit RandomLife(std::uint64_t seed) : random_(seed) {
    open();
    for (const char* name : {"bolt", "nut", "washer"}) {
      addClass(*project_, name);
    }
    states_ = {project_->document()};
  }

  /// Takes one random step; false when the project is not what it should be.
  bool step() {
    const std::uint64_t kind = below(20);
    if (kind == 0) {
      project_.reset();
      open();
      gesture_ = 0;
    } else if (kind <= 3) {
      undo();
    } else if (kind <= 5) {
      redo();
    } else {
      edit();
    }
    return project_->document() == states_[now_];
  }

  bool undoAllAndRedoAll() {
    while (now_ > 0) {
      undo();
      if (!(project_->document() == states_[now_])) {
        return false;
      }
    }
    while (now_ + 1 < states_.size()) {
      redo();
      if (!(project_->document() == states_[now_])) {
        return false;
      }
    }
    return !project_->redoName();
  }

private:
  void open() { project_ = *folder_.open(); }

  std::uint64_t below(std::uint64_t n) { return random_() % n; }

  void undo() {
    if (now_ > 0 && project_->undo()) {
      --now_;
      gesture_ = 0;
    }
  }

  void redo() {
    if (now_ + 1 < states_.size() && project_->redo()) {
      ++now_;
      gesture_ = 0;
    }
  }

  void edit() {
    Edit edit = editOf("random", {}, below(2));
    for (std::uint64_t n = below(3) + 1; n > 0; --n) {
      edit.changes.push_back(randomChange());
    }
    const std::uint64_t gesture = edit.gesture;
    const Document before = project_->document();
    const std::vector<HistoryEntry> newest = project_->history(1);
    if (!project_->perform(std::move(edit))) {
      return;
    }
    if (project_->document() == before && project_->history(1) == newest) {
      return;
    }
    states_.resize(now_ + 1);
    if (gesture != 0 && gesture == gesture_) {
      states_.back() = project_->document();
    } else {
      states_.push_back(project_->document());
      ++now_;
    }
    gesture_ = gesture;
  }

  AnyChange randomChange() {
    switch (below(7)) {
      case 0: {
        const auto id = static_cast<ImageId>(below(3) + 1);
        Image image = *project_->document().image(id);
        image.split = static_cast<Split>(below(4));
        image.state = static_cast<ImageState>(below(4));
        image.tags.assign(below(3), "tag");
        return ImageChange{id, image};
      }
      case 1: {
        const auto id = static_cast<ClassId>(below(3) + 1);
        LabelClass labelClass = *project_->document().labelClass(id);
        labelClass.definition = std::to_string(below(5));
        labelClass.examples.assign(below(3), 1);
        labelClass.attributes.assign(
            below(2), {.name = "side", .kind = AttributeKind::Choice, .choices = {"l", "r"}});
        return ClassChange{id, labelClass};
      }
      case 2:
        return DecisionChange{static_cast<DecisionId>(below(5) + 1),
                              below(3) == 0 ? std::nullopt
                                            : std::optional(Decision{
                                                  static_cast<DecisionKind>(below(7)), "key", {}})};
      case 3:
        return CommentChange{
            static_cast<CommentId>(below(5) + 1),
            below(3) == 0 ? std::nullopt
                          : std::optional(Comment{.image = static_cast<ImageId>(below(3) + 1),
                                                  .x = static_cast<double>(below(100)) / 3,
                                                  .text = "why?",
                                                  .author = "b",
                                                  .time = static_cast<std::int64_t>(below(1000)),
                                                  .resolved = below(2) == 0})};
      default:
        return randomAnnotation();
    }
  }

  AnyChange randomAnnotation() {
    const auto& all = project_->document().annotations();
    if (all.empty() || below(3) == 0) {
      return AnnotationChange{project_->newAnnotationId(), annotation()};
    }
    const auto chosen = std::next(all.begin(), static_cast<std::ptrdiff_t>(below(all.size())));
    return AnnotationChange{chosen->first,
                            below(2) == 0 ? std::nullopt : std::optional(annotation())};
  }

  Annotation annotation() {
    const double x = static_cast<double>(below(1000)) / 7;
    Annotation made = boxOn(static_cast<ImageId>(below(3) + 1), static_cast<ClassId>(below(3) + 1),
                            {x, x, x + 10, x + 20});
    if (below(3) == 0) {
      made.shape = Line{{{x, x}, {x, 1}}};
    }
    made.attributes.verified = below(2) == 0;
    made.attributes.locked = below(4) == 0;
    made.attributes.layer = static_cast<int>(below(3)) - 1;
    if (below(2) == 0) {
      made.attributes.custom = {{"side", "l"}, {"count", x}, {"wet", true}};
    }
    return made;
  }

  ProjectFolder folder_;
  std::mt19937_64 random_;
  std::unique_ptr<Project> project_;
  std::vector<Document> states_;
  std::size_t now_ = 0;
  std::uint64_t gesture_ = 0;
};

}  // namespace

class TestHistory : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void everyStepIsUndoneAndRedoneExactly_data() {
    QTest::addColumn<int>("seed");
    for (int seed = 0; seed < 50; ++seed) {
      QTest::newRow(qPrintable(QString("seed %1").arg(seed))) << seed;
    }
  }

  void everyStepIsUndoneAndRedoneExactly() {
    QFETCH(int, seed);
    RandomLife life(static_cast<std::uint64_t>(seed));
    for (int i = 0; i < 60; ++i) {
      QVERIFY(life.step());
    }
    QVERIFY(life.undoAllAndRedoAll());
  }
};

QTEST_APPLESS_MAIN(TestHistory)
#include "tst_history.moc"
