#include "labeling/formats/mturk_transfer.h"

#include "labeling/formats/import_edit.h"
#include "labeling/formats/mturk_address.h"
#include "labeling/formats/mturk_results.h"
#include "labeling/formats/mturk_task.h"
#include "labeling/formats/source_files.h"

#include <set>
#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

bool detectsMturk(const fs::path& source) {
  std::error_code ignored;
  return source.extension() == ".csv" && fs::is_regular_file(source, ignored) &&
         isMturkResultsFile(source);
}

Result<MturkResults> resultsIn(const fs::path& source, const ImportOptions& options) {
  std::error_code ignored;
  if (fs::is_directory(source, ignored)) {
    return Error{ErrorKind::BadInput, source,
                 source.string() + " is a folder; give the results file of the batch itself."};
  }
  const bool isChosen = options.fileColumn != ImportOptions().fileColumn;
  return readMturkResults(source, isChosen ? options.fileColumn : std::string());
}

/// Returns where in `folder` the image of an address lies, by the longest end of its path.
std::optional<std::string> imageBeside(const std::string& address, const fs::path& folder) {
  for (const std::string& end : endsOfPath(pathInMturkAddress(address))) {
    const auto path = safeRelativePath(end);
    std::error_code ignored;
    if (path && fs::is_regular_file(folder / *path, ignored) &&
        pathWithin(folder / *path, folder)) {
      return path;
    }
  }
  return std::nullopt;
}

Result<std::vector<SourceFile>> mturkFiles(const fs::path& source,
                                           const ImportOptions& options,
                                           const WorkContext&) {
  return resultsIn(source, options).transform([&](const MturkResults& results) {
    const fs::path folder = fs::absolute(source).parent_path();
    std::set<std::string> images;
    for (const MturkAssignment& assignment : results.assignments) {
      if (auto image = imageBeside(assignment.address, folder)) {
        images.insert(*std::move(image));
      }
    }
    std::vector<SourceFile> files;
    for (const std::string& image : images) {
      files.push_back({.source = folder / image, .destination = image});
    }
    return files;
  });
}

/// Adds the answers of a results file to an edit.
class MturkImport {
public:
  MturkImport(Project& project, const MturkResults& results)
      : results_(results),
        finder_(project.document()),
        edit_(project, "Import Mechanical Turk answers") {}

  Result<TransferReport> run(const WorkContext& work) {
    double done = 0;
    for (const MturkAssignment& assignment : results_.assignments) {
      if (work.stop.stop_requested()) {
        return Error{ErrorKind::Cancelled, results_.file,
                     "The import of Mechanical Turk answers was stopped."};
      }
      read(assignment);
      work.progress({.stage = "Reading answers",
                     .done = ++done,
                     .total = static_cast<double>(results_.assignments.size())});
    }
    if (taken_ == 0) {
      return nothingTaken();
    }
    return edit_.perform();
  }

private:
  void leaveOut(const std::string& what, const MturkAssignment& assignment) {
    edit_.warnings().add(what, results_.nameOf(assignment));
  }

  void read(const MturkAssignment& assignment) {
    if (assignment.rejected) {
      leaveOut("Rejected answers, not read", assignment);
      return;
    }
    if (assignment.worker.empty()) {
      leaveOut("Answers without a worker, not read", assignment);
      return;
    }
    const auto image = finder_.find(assignment.address);
    if (!image) {
      edit_.warnings().add(
          "Images that the project does not have, or has several of by that name, whose answers "
          "were not read",
          assignment.address);
      return;
    }
    auto answer = answerOf(results_, assignment);
    if (!answer) {
      leaveOut(answer.error().message, assignment);
      return;
    }
    add(*image, assignment, *answer);
  }

  void add(ImageId id, const MturkAssignment& assignment, MturkAnswer& answer) {
    const Image& image = edit_.image(id);
    const PictureFit fit = fitToImage(answer, {image.width, image.height});
    if (fit == PictureFit::OtherProportions) {
      leaveOut("Answers about a picture of other proportions than the image, not read", assignment);
      return;
    }
    if (fit == PictureFit::Scaled) {
      leaveOut("Answers about an enlarged or reduced picture, scaled to the image", assignment);
    }
    for (const std::string& problem : answer.problems) {
      leaveOut(problem, assignment);
    }
    ++taken_;
    if (!answer.onlyClasses || !answer.objects.empty()) {
      edit_.markLabelled(id);
    }
    for (MturkObject& object : answer.objects) {
      noteReach(object.shape, image);
      Attributes attributes;
      attributes.annotator = assignment.worker;
      attributes.description = std::move(object.comment);
      edit_.add({.image = id,
                 .labelClass = edit_.classNamed(object.label),
                 .shape = std::move(object.shape),
                 .attributes = std::move(attributes),
                 .sourceId = 0,
                 .unknown = {}});
    }
  }

  void noteReach(const Shape& shape, const Image& image) {
    const Box bounds = boundsOf(shape);
    if (image.width > 0 &&
        (bounds.x0 < 0 || bounds.y0 < 0 || bounds.x1 > image.width || bounds.y1 > image.height)) {
      edit_.warnings().add("Objects that reach beyond their image, kept as they are", image.path);
    }
  }

  /// Says why, so that a person need not look for the reason.
  [[nodiscard]] Error nothingTaken() {
    std::string reasons;
    for (const std::string& sentence : edit_.warnings().sentences()) {
      reasons += ' ' + sentence;
    }
    return {ErrorKind::BadInput, results_.file,
            results_.file.string() + " has no answer that could be read." + reasons};
  }

  const MturkResults& results_;
  MturkImageFinder finder_;
  ImportEdit edit_;
  std::size_t taken_ = 0;
};

Result<TransferReport> importMturk(Project& project,
                                   const fs::path& source,
                                   const ImportOptions& options,
                                   const WorkContext& work) {
  const auto results = resultsIn(source, options);
  if (!results) {
    return results.error();
  }
  return MturkImport(project, *results).run(work);
}

}  // namespace

LabelFormat mturkFormat() {
  return {.name = "mturk",
          .title = "Mechanical Turk",
          .detects = detectsMturk,
          .files = mturkFiles,
          .read = importMturk,
          .write = [](const Project& project, const fs::path& destination, const WorkContext&) {
            return writeMturkTask(project.document(), destination);
          }};
}

}  // namespace touchstone::labeling
