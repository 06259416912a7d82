#include "labeling/formats/file_copy.h"
#include "labeling/formats/label_format.h"
#include "labeling/formats/source_files.h"

#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

Status makeProjectFolder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return Error{ErrorKind::Failed, folder,
                 "The project folder " + folder.string() + " cannot be made (" + error.message() +
                     "); choose another place."};
  }
  return Nothing{};
}

void append(TransferReport& all, const TransferReport& one) {
  all.images += one.images;
  all.annotations += one.annotations;
  all.warnings.insert(all.warnings.end(), one.warnings.begin(), one.warnings.end());
}

}  // namespace

Result<TransferReport> importInto(const fs::path& folder,
                                  std::string_view format,
                                  const std::vector<fs::path>& sources,
                                  const ImportOptions& options,
                                  const WorkContext& work) {
  const LabelFormat* labels = findLabelFormat(format);
  if (labels == nullptr) {
    return Error{ErrorKind::Usage, folder,
                 "There is no label format \"" + std::string(format) + "\"."};
  }
  const Status made = makeProjectFolder(folder);
  if (!made) {
    return made.error();
  }
  for (const fs::path& source : sources) {
    if (pathWithin(source, folder)) {
      continue;
    }
    if (pathWithin(folder, source)) {
      return Error{ErrorKind::Usage, folder,
                   "The project folder " + folder.string() + " lies in " + source.string() +
                       ", which it is to import; choose a project folder elsewhere."};
    }
    const auto files = labels->files(source, options, work);
    const Status copied = files ? copyFiles(*files, folder, options.hardLink, work) : files.error();
    if (!copied) {
      return copied.error();
    }
  }
  const auto project =
      Project::open(folder, {.readOnly = false, .importFoundLabels = false, .author = {}}, work);
  if (!project) {
    return project.error();
  }
  TransferReport all;
  for (const fs::path& source : sources) {
    const auto report = labels->read(**project, source, options, work);
    if (!report) {
      return report.error();
    }
    append(all, *report);
  }
  return all;
}

}  // namespace touchstone::labeling
