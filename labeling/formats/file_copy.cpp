#include "labeling/formats/file_copy.h"

#include "labeling/formats/source_files.h"
#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"

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
          file.source.string() + " cannot be copied to " + file.destination + " (" + why + ")."};
}

Status isThereAlready(const SourceFile& file, const fs::path& target) {
  return Error{ErrorKind::BadInput, target,
               target.string() + " is there already and differs from " + file.source.string() +
                   "; rename one of them and try again."};
}

Status makeFile(const SourceFile& file, const fs::path& target) {
  const auto content = file.makeContent();
  if (!content) {
    return content.error();
  }
  std::error_code error;
  if (fs::exists(target, error)) {
    const auto present = readFile(target);
    return present && *present == *content ? Status(Nothing{}) : isThereAlready(file, target);
  }
  fs::create_directories(target.parent_path(), error);
  return error ? Status(cannotCopy(file, error.message())) : writeFileAtomically(target, *content);
}

/// Copies or links one file to its place unless it is there already.
Status copyFile(const SourceFile& file, const fs::path& folder, bool hardLink) {
  const fs::path target = folder / file.destination;
  std::error_code error;
  if (!pathWithin(target, folder)) {
    return Error{ErrorKind::BadInput, file.source,
                 file.source.string() + " would leave its folder; it was not copied."};
  }
  if (file.makeContent) {
    return makeFile(file, target);
  }
  if (fs::exists(target, error)) {
    const bool same = file.isLabelFile || haveEqualContent(file.source, target);
    return same ? Status(Nothing{}) : isThereAlready(file, target);
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

}  // namespace

Status copyFiles(const std::vector<SourceFile>& files,
                 const fs::path& folder,
                 bool hardLink,
                 const WorkContext& work) {
  double done = 0;
  for (const SourceFile& file : files) {
    if (work.stop.stop_requested()) {
      return Error{
          ErrorKind::Cancelled, folder,
          "The copying into " + folder.string() + " was stopped; files that were copied stay."};
    }
    const Status copied = copyFile(file, folder, hardLink);
    if (!copied) {
      return copied.error();
    }
    work.progress({.stage = hardLink ? "Linking files" : "Copying files",
                   .done = ++done,
                   .total = static_cast<double>(files.size())});
  }
  return Nothing{};
}

}  // namespace touchstone::labeling
