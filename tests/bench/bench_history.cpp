#include "process_figures.h"
#include "labeling/project/project.h"

#include <cstdio>
#include <filesystem>
#include <fstream>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

constexpr int steps = 100'000;
constexpr int piece = 10'000;

/// Makes a folder with one picture of 80 x 60 pixels.
void makeFolder(const std::filesystem::path& folder) {
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "a.pgm") << "P5 80 60 255\n" << std::string(80 * 60, 'g');
}

bool perform(Project& project, AnyChange change) {
  return project.perform({.name = "Draw box", .gesture = 0, .changes = {std::move(change)}})
      .has_value();
}

/// Draws one box after the other, and removes each again; false when an edit failed.
bool edit(Project& project, int count) {
  for (int i = 0; i < count; i += 2) {
    const AnnotationId id = project.newAnnotationId();
    Annotation box;
    box.image = 1;
    box.labelClass = 1;
    box.shape = Box{1, 2, 30, 40};
    if (!perform(project, AnnotationChange{id, box}) ||
        !perform(project, AnnotationChange{id, std::nullopt})) {
      return false;
    }
  }
  return true;
}

}  // namespace

/// bench_history FOLDER: makes a project there, replacing what is there, and edits it 100,000
/// times.
int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: bench_history FOLDER\n");
    return EXIT_FAILURE;
  }
  makeFolder(argv[1]);
  auto project = Project::open(argv[1]);
  LabelClass bolt;
  bolt.name = "bolt";
  if (!project || !perform(**project, ClassChange{(*project)->newClassId(), bolt})) {
    return EXIT_FAILURE;
  }
  for (int done = 0; done < steps; done += piece) {
    const bench::Stopwatch editing;
    if (!edit(**project, piece)) {
      return EXIT_FAILURE;
    }
    bench::print("an edit after " + std::to_string(done) + " steps",
                 editing.seconds() * 1e6 / piece, "us");
    bench::print("its processor time", editing.processorSeconds() * 1e6 / piece, "us");
  }
  project = Error{};
  const bench::Stopwatch opening;
  project = Project::open(argv[1]);
  bench::print("opening with 100,000 steps", opening.seconds(), "s");
  bench::print("memory", bench::residentMegabytes(), "MB");
  return project ? EXIT_SUCCESS : EXIT_FAILURE;
}
