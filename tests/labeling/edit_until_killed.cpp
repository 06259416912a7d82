#include "labeling/project/project.h"

#include <cstdio>
#include <cstdlib>

using namespace touchstone::labeling;

/// Opens the project FOLDER and draws boxes until it is killed; prints the id of each box once it
/// was performed. The box of id N begins at x = N.
int main(int argc, char** argv) {
  const auto project = argc == 2 ? Project::open(argv[1]) : touchstone::Error{};
  if (!project || (*project)->isReadOnly()) {
    return EXIT_FAILURE;
  }
  const auto labelClass = (*project)->document().findClass("bolt");
  for (;;) {
    const AnnotationId id = (*project)->newAnnotationId();
    Annotation annotation;
    annotation.image = id % 3 + 1;
    annotation.labelClass = labelClass.value_or(0);
    annotation.shape = Box{static_cast<double>(id), 0, static_cast<double>(id) + 5, 5};
    Edit edit{.name = "Draw box", .gesture = 0, .changes = {AnnotationChange{id, annotation}}};
    if (!(*project)->perform(std::move(edit))) {
      return EXIT_FAILURE;
    }
    std::printf("%lld\n", static_cast<long long>(id));
    std::fflush(stdout);
    constexpr AnnotationId syncEvery = 7;
    if (id % syncEvery == 0 && !(*project)->syncLabelFiles()) {
      return EXIT_FAILURE;
    }
  }
}
