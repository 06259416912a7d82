#include "analysis/annotators/mturk_classes.h"

#include "labeling/formats/mturk_results.h"

namespace touchstone::analysis {

Result<labeling::CsvTable> classTableOf(labeling::CsvTable results,
                                        const std::filesystem::path& file) {
  const auto read = labeling::mturkResultsOf(std::move(results), file);
  if (!read) {
    return read.error();
  }
  labeling::CsvTable table{.header = {"item", "annotator", "label"}, .rows = {}};
  for (const labeling::MturkAssignment& assignment : read->assignments) {
    if (assignment.rejected) {
      continue;
    }
    const auto refusal = [&](const std::string& what) {
      return Error{
          ErrorKind::BadInput, file,
          file.parent_path().append(read->nameOf(assignment)).string() + ": " + what + '.'};
    };
    const auto answer = answerOf(*read, assignment);
    if (!answer) {
      return refusal(answer.error().message);
    }
    if (!answer->onlyClasses || answer->objects.size() > 1) {
      return refusal(
          "The answer is not one class of the image, and only classes have a consensus here; "
          "import the file into a project instead");
    }
    if (!answer->objects.empty()) {
      table.rows.push_back({assignment.address, assignment.worker, answer->objects.front().label});
    }
  }
  return table;
}

}  // namespace touchstone::analysis
