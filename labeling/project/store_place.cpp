#include "labeling/project/store_place.h"

#include "labeling/images/image_hash.h"

#include <cstdlib>
#include <unistd.h>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

/// Returns $XDG_DATA_HOME, or what stands for it (XDG Base Directory Specification).
fs::path dataHome() {
  const char* data = std::getenv("XDG_DATA_HOME");
  if (data != nullptr && *data == '/') {
    return data;
  }
  const char* home = std::getenv("HOME");
  return fs::path(home != nullptr ? home : "/tmp") / ".local" / "share";
}

fs::path placeInDataHome(const fs::path& project) {
  constexpr std::size_t digits = 16;
  return dataHome() / "touchstone" / "projects" / hashOfBytes(project.string()).substr(0, digits);
}

bool isWritable(const fs::path& path) {
  return ::access(path.c_str(), W_OK) == 0;
}

bool holdsStore(const fs::path& folder) {
  std::error_code unknown;
  return fs::exists(StorePlace{.folder = folder}.file(), unknown);
}

}  // namespace

StorePlace findStorePlace(const fs::path& project) {
  const fs::path inside = project / ".touchstone";
  if (holdsStore(inside)) {
    return {.folder = inside, .isWritable = isWritable(inside)};
  }
  const fs::path outside = placeInDataHome(project);
  if (holdsStore(outside)) {
    return {.folder = outside, .isWritable = isWritable(outside), .isInDataFolder = true};
  }
  return {.folder = inside, .isNew = true};
}

fs::path findRunFolder(const fs::path& project, const std::string& run) {
  std::error_code unknown;
  const fs::path whole = fs::weakly_canonical(project, unknown);
  return findStorePlace(unknown ? project : whole).folder / "runs" / run;
}

Status makeStoreFolder(const fs::path& project, StorePlace& place) {
  std::error_code failed;
  fs::create_directories(place.folder, failed);
  if (!failed && isWritable(place.folder)) {
    return Nothing{};
  }
  place.folder = placeInDataHome(project);
  place.isInDataFolder = true;
  fs::create_directories(place.folder, failed);
  if (failed) {
    return Error{ErrorKind::Failed, place.folder,
                 "Neither " + project.string() + " nor " + place.folder.string() +
                     " can be written to: make one of them writable."};
  }
  return Nothing{};
}

}  // namespace touchstone::labeling
