#include "labeling/formats/source_files.h"

#include <algorithm>
#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostFiles = 5'000'000;

}  // namespace

Result<std::vector<std::string>> filesBelow(const fs::path& root, const WorkContext& work) {
  std::vector<std::string> found;
  // Every path begins with the root's, as it was given, and a slash.
  const std::string& given = root.native();
  const std::size_t before = given.size() + (given.ends_with('/') ? 0 : 1);
  std::error_code error;
  fs::recursive_directory_iterator entry(root, fs::directory_options::skip_permission_denied,
                                         error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (work.stop.stop_requested()) {
      return Error{ErrorKind::Cancelled, root, "The reading of " + root.string() + " was stopped."};
    }
    std::error_code ignored;
    const bool folder = entry->is_directory(ignored);
    const std::string& path = entry->path().native();
    if (fileNameOf(path).starts_with('.')) {
      if (folder) {
        entry.disable_recursion_pending();
      }
      continue;
    }
    const bool strayLink = entry->is_symlink(ignored) && !pathWithin(entry->path(), root);
    if (!folder && !strayLink && entry->is_regular_file(ignored)) {
      found.push_back(path.substr(before));
    }
    if (found.size() > mostFiles) {
      return Error{ErrorKind::BadInput, root,
                   root.string() + " holds more than " + std::to_string(mostFiles) +
                       " files; import a smaller folder."};
    }
  }
  if (error) {
    return Error{ErrorKind::BadInput, root,
                 "The folder " + root.string() + " cannot be read (" + error.message() +
                     "); check its name and permissions."};
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::optional<std::string> safeRelativePath(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '\\', '/');
  const bool drive = text.size() > 1 && text[1] == ':';
  const fs::path path = fs::path(text).lexically_normal();
  if (text.empty() || drive || path.is_absolute() || !path.has_filename() ||
      *path.begin() == "..") {
    return std::nullopt;
  }
  return path == "." ? std::nullopt : std::optional(path.generic_string());
}

std::optional<std::string> pathWithin(const fs::path& file, const fs::path& folder) {
  std::error_code error;
  const fs::path realFile = fs::weakly_canonical(file, error);
  const fs::path realFolder = error ? fs::path() : fs::weakly_canonical(folder, error);
  if (error) {
    return std::nullopt;
  }
  const fs::path relative = realFile.lexically_relative(realFolder);
  if (relative.empty() || *relative.begin() == "..") {
    return std::nullopt;
  }
  return relative == "." ? std::string() : relative.generic_string();
}

std::string_view folderOf(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view fileNameOf(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string_view stemOf(std::string_view path) {
  const std::string_view name = fileNameOf(path);
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

std::string joined(std::string_view folder, std::string_view name) {
  return folder.empty() ? std::string(name) : std::string(folder) + "/" + std::string(name);
}

}  // namespace touchstone::labeling
