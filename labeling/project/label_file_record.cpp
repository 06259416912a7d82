#include "labeling/project/label_file_record.h"

#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

Error noBackup(const fs::path& file, const std::string& why) {
  return {ErrorKind::Failed, file,
          "No backup of " + file.string() + " could be made (" + why +
              "), so it was left as it is; make room in its folder and try again."};
}

}  // namespace

std::optional<LabelFileRecord> recordOf(const fs::path& file) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  const auto modified = error ? fs::file_time_type() : fs::last_write_time(file, error);
  if (error) {
    return std::nullopt;
  }
  return LabelFileRecord{.size = static_cast<std::int64_t>(size),
                         .modified = modified.time_since_epoch().count(),
                         .hash = {},
                         .problem = {}};
}

Result<fs::path> backedUp(const fs::path& file) {
  constexpr int mostBackups = 10'000;
  for (int number = 1; number <= mostBackups; ++number) {
    fs::path backup = file;
    backup += number == 1 ? ".bak" : ".bak" + std::to_string(number);
    std::error_code error;
    fs::copy_file(file, backup, fs::copy_options::none, error);
    if (error == std::errc::file_exists) {
      continue;
    }
    return error ? Result<fs::path>(noBackup(file, error.message())) : Result<fs::path>(backup);
  }
  return noBackup(file, "there are too many already");
}

}  // namespace touchstone::labeling
