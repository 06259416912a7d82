#include "labeling/formats/file_copy.h"
#include "labeling/formats/label_format.h"
#include "labeling/formats/source_files.h"
#include "labeling/formats/sync_format.h"
#include "labeling/project/label_files.h"

#include <algorithm>
#include <iterator>
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

/// Of a source that lies in the project only images without a file of their own are missing.
void keepMadeFiles(std::vector<SourceFile>& files, const std::string& place) {
  std::erase_if(files, [](const SourceFile& file) { return !file.makeContent; });
  for (SourceFile& file : files) {
    file.destination = joined(place, file.destination);
  }
}

/// Lists what has to be brought into the project, before anything is changed.
Result<std::vector<SourceFile>> outsideFiles(const LabelFormat& format,
                                             const fs::path& folder,
                                             const std::vector<fs::path>& sources,
                                             const ImportOptions& options,
                                             const WorkContext& work) {
  std::vector<SourceFile> all;
  for (const fs::path& source : sources) {
    std::error_code ignored;
    if (!fs::exists(source, ignored)) {
      return Error{ErrorKind::BadInput, source,
                   source.string() + " does not exist; check its name."};
    }
    const auto inside = pathWithin(source, folder);
    if (inside && !format.makesImages) {
      continue;
    }
    if (!inside && pathWithin(folder, source)) {
      return Error{ErrorKind::Usage, folder,
                   "The project folder " + folder.string() + " lies in " + source.string() +
                       ", which it is to import; choose a project folder elsewhere."};
    }
    auto files = format.files(source, options, work);
    if (!files) {
      return files.error();
    }
    if (inside) {
      keepMadeFiles(*files,
                    fs::is_directory(source, ignored) ? *inside : std::string(folderOf(*inside)));
    }
    std::move(files->begin(), files->end(), std::back_inserter(all));
  }
  return all;
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
  const auto files = outsideFiles(*labels, folder, sources, options, work);
  if (!files) {
    return files.error();
  }
  Status ready = makeProjectFolder(folder);
  ready = ready ? copyFiles(*files, folder, options.hardLink, work) : ready;
  if (!ready) {
    return ready.error();
  }
  const auto project =
      Project::open(folder, {.readOnly = false, .importFoundLabels = false, .author = {}}, work);
  if (!project) {
    return project.error();
  }
  const bool isNew =
      (*project)->document().annotations().empty() && !(*project)->setting("sync.format");
  if (isNew && findSyncFormat(format) != nullptr) {
    if (Status chosen = (*project)->setSetting("sync.format", std::string(format)); !chosen) {
      return chosen.error();
    }
  }
  TransferReport all;
  for (const fs::path& source : sources) {
    auto report = labels->read(**project, source, options, work);
    if (!report) {
      return report.error();
    }
    append(all, *std::move(report));
  }
  if ((*project)->syncFormat() == format) {
    if (Status known = (*project)->labelFiles().remember(all.refused, work); !known) {
      return known.error();
    }
  }
  const Status imported =
      (*project)->setSetting(LabelFiles::rememberedSetting, "yes").and_then([&](Nothing) {
        return (*project)->setSetting("imported", "yes");
      });
  return imported ? Result<TransferReport>(std::move(all)) : imported.error();
}

}  // namespace touchstone::labeling
