#include "labeling/project/project.h"

#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <random>
#include <vector>

using namespace touchstone::labeling;

namespace {

/// Draws, moves and removes boxes as fast as it can, and says on stdout what it will do and when it
/// has done it:
///   put ID X …   the box of that id will begin at one X after the other, in one gesture
///   remove ID    it will be removed
///   sync         the label files will be written
///   done         that happened
class Editing {
public:
  Editing(Project& project, unsigned seed) : project_(project), random_(seed) {}

  /// Takes one step; false when it failed.
  bool step() {
    constexpr std::size_t enough = 60;
    constexpr unsigned syncEvery = 5;
    const auto& boxes = project_.document().annotations();
    bool done = false;
    if (random_() % syncEvery == 0) {
      announce("sync");
      done = project_.syncLabelFiles().has_value();
    } else if (boxes.size() > enough) {
      done = remove(chosen());
    } else if (boxes.empty() || random_() % 2 == 0) {
      done = put(project_.newAnnotationId(), 1);
    } else {
      done = put(chosen(), 3);
    }
    announce("done");
    return done;
  }

private:
  static void announce(const char* what) {
    std::puts(what);
    std::fflush(stdout);
  }

  AnnotationId chosen() {
    const auto& boxes = project_.document().annotations();
    return std::next(boxes.begin(), static_cast<std::ptrdiff_t>(random_() % boxes.size()))->first;
  }

  bool put(AnnotationId id, int moves) {
    ++gesture_;
    std::vector<int> places;
    std::printf("put %lld", static_cast<long long>(id));
    for (int i = 0; i < moves; ++i) {
      places.push_back(static_cast<int>(random_() % 70) + 1);  // LabelImg raises 0 to 1
      std::printf(" %d", places.back());
    }
    announce("");
    for (const int x : places) {
      Annotation annotation;
      annotation.image = id % 3 + 1;
      annotation.labelClass = project_.document().classes().begin()->first;
      annotation.shape = Box{static_cast<double>(x), 0, static_cast<double>(x) + 5, 5};
      if (!perform(id, annotation)) {
        return false;
      }
    }
    return true;
  }

  bool remove(AnnotationId id) {
    std::printf("remove %lld", static_cast<long long>(id));
    announce("");
    return perform(id, std::nullopt);
  }

  bool perform(AnnotationId id, std::optional<Annotation> value) {
    return project_
        .perform({.name = "Edit box",
                  .gesture = gesture_,
                  .changes = {AnnotationChange{id, std::move(value)}}})
        .has_value();
  }

  Project& project_;
  std::mt19937 random_;
  std::uint64_t gesture_ = 0;
};

}  // namespace

/// edit_until_killed FOLDER SEED: opens the project and edits it until it is killed.
int main(int argc, char** argv) {
  const auto project = argc == 3 ? Project::open(argv[1]) : touchstone::Error{};
  if (!project || (*project)->isReadOnly()) {
    return EXIT_FAILURE;
  }
  Editing editing(**project, static_cast<unsigned>(std::atoi(argv[2])));
  while (editing.step()) {
  }
  return EXIT_FAILURE;
}
