#include "labeling/formats/label_format.h"
#include "labeling/formats/source_files.h"
#include "labeling/images/read_file.h"

#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

bool haveEqualContent(const fs::path& a, const fs::path& b) {
  std::error_code error;
  if (fs::equivalent(a, b, error)) {
    return true;
  }
  if (fs::file_size(a, error) != fs::file_size(b, error) || error) {
    return false;
  }
  const auto first = readFile(a);
  const auto second = readFile(b);
  return first && second && *first == *second;
}

Error cannotCopy(const SourceFile& file, const std::string& why) {
  return {ErrorKind::Failed, file.source,
          file.source.string() + " cannot be copied to " + file.destination + " in the project (" +
              why + ")."};
}

/// Copies or links one file to its place unless it is there already.
Status bring(const SourceFile& file, const fs::path& folder, bool hardLink) {
  const fs::path target = folder / file.destination;
  std::error_code error;
  if (!pathWithin(target, folder)) {
    return Error{ErrorKind::BadInput, file.source,
                 file.source.string() + " would leave the project folder; it was not copied."};
  }
  if (fs::exists(target, error)) {
    if (haveEqualContent(file.source, target)) {
      return Nothing{};
    }
    return Error{ErrorKind::BadInput, target,
                 target.string() + " is already in the project and differs from " +
                     file.source.string() + "; rename one of them and import again."};
  }
  fs::create_directories(target.parent_path(), error);
  if (!error && hardLink) {
    fs::create_hard_link(file.source, target, error);
    if (!error) {
      return Nothing{};
    }
    error.clear();
  }
  const fs::path partial = target.parent_path() / ("." + target.filename().string() + ".part");
  if (!error) {
    fs::copy_file(file.source, partial, fs::copy_options::overwrite_existing, error);
  }
  if (!error) {
    fs::rename(partial, target, error);
  }
  if (error) {
    std::error_code ignored;
    fs::remove(partial, ignored);
    return cannotCopy(file, error.message());
  }
  return Nothing{};
}

Status bringAll(const std::vector<SourceFile>& files,
                const fs::path& folder,
                const ImportOptions& options,
                const WorkContext& work) {
  double done = 0;
  for (const SourceFile& file : files) {
    if (work.stop.stop_requested()) {
      return Error{
          ErrorKind::Cancelled, folder,
          "The import into " + folder.string() + " was stopped; files that were copied stay."};
    }
    const Status brought = bring(file, folder, options.hardLink);
    if (!brought) {
      return brought.error();
    }
    work.progress({.stage = options.hardLink ? "Linking files" : "Copying files",
                   .done = ++done,
                   .total = static_cast<double>(files.size())});
  }
  return Nothing{};
}

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
    const auto files = labels->files(source, options, work);
    const Status brought = files ? bringAll(*files, folder, options, work) : files.error();
    if (!brought) {
      return brought.error();
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
