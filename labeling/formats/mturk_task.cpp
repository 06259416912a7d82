#include "labeling/formats/mturk_task.h"

#include "labeling/annotation/usual_task.h"
#include "labeling/formats/csv_text.h"
#include "labeling/formats/mturk_address.h"
#include "labeling/formats/mturk_template.h"
#include "labeling/formats/transfer_warnings.h"
#include "labeling/project/atomic_file.h"

#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

/// crowd-image-classifier shows no more.
constexpr std::size_t mostCategories = 10;

std::vector<LabelClass> classesOf(const Document& document) {
  std::vector<LabelClass> classes;
  for (const auto& [id, labelClass] : document.classes()) {
    classes.push_back(labelClass);
  }
  return classes;
}

std::vector<ImageId> imagesFor(const Document& document, const MturkTaskOptions& options) {
  std::vector<ImageId> images;
  for (const auto& [id, image] : document.images()) {
    images.push_back(id);
  }
  return options.images.value_or(std::move(images));
}

/// The rows of `input.csv`.
struct InputTable {
  std::string text = csvLine({std::string(mturkImageVariable)});
  int images = 0;
};

InputTable inputTableOf(const Document& document,
                        const MturkTaskOptions& options,
                        TransferWarnings& warnings) {
  InputTable table;
  for (const ImageId id : imagesFor(document, options)) {
    const Image& image = *document.image(id);
    if (image.state == ImageState::Excluded) {
      warnings.add("Excluded images, left out", image.path);
      continue;
    }
    table.text += csvLine({mturkAddressOf(image.path, options.urlPrefix)});
    ++table.images;
  }
  return table;
}

void warn(const MturkTaskOptions& options,
          const std::string& task,
          std::size_t classes,
          TransferWarnings& warnings) {
  if (options.urlPrefix.empty()) {
    warnings.say(
        "The addresses in input.csv are the paths of the images in the project: put the web "
        "address of its folder before each, or export with --url-prefix.");
  }
  if (task == "classify" && classes > mostCategories) {
    warnings.say("Mechanical Turk offers no more than " + std::to_string(mostCategories) +
                 " categories for an image, and the project has " + std::to_string(classes) +
                 " classes: remove some in template.html.");
  }
}

}  // namespace

Result<TransferReport> writeMturkTask(const Document& document,
                                      const fs::path& folder,
                                      const MturkTaskOptions& options) {
  const std::vector<LabelClass> classes = classesOf(document);
  if (classes.empty()) {
    return Error{ErrorKind::BadInput, folder,
                 "The project has no class that a worker could choose; add the classes first."};
  }
  const std::string task = options.task.empty() ? usualTask(document) : options.task;
  TransferWarnings warnings;
  const InputTable input = inputTableOf(document, options, warnings);
  if (input.images == 0) {
    return Error{ErrorKind::BadInput, folder,
                 "There is no image to ask about; choose others, or include some again."};
  }
  warn(options, task, classes.size(), warnings);
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem) {
    return Error{ErrorKind::Failed, folder,
                 "The folder " + folder.string() + " cannot be made (" + problem.message() +
                     "); choose another place."};
  }
  const Status written =
      writeFileAtomically(folder / "input.csv", input.text).and_then([&](Nothing) {
        return writeFileAtomically(folder / "template.html", mturkTemplateOf(classes, task));
      });
  if (!written) {
    return written.error();
  }
  TransferReport report{.images = input.images, .annotations = 0, .warnings = {}};
  warnings.writeInto(report);
  return report;
}

}  // namespace touchstone::labeling
