#include "labeling/images/read_file.h"

#include <cerrno>
#include <cstring>
#include <utility>

namespace touchstone::labeling {

Result<OpenFile> openFile(const std::filesystem::path& file, std::uint64_t maxBytes) {
  std::error_code unknown;
  if (std::filesystem::is_directory(file, unknown)) {
    return Error{ErrorKind::BadInput, file, file.string() + " is a folder, not a file."};
  }
  std::ifstream stream(file, std::ios::binary | std::ios::ate);
  if (!stream) {
    return Error{
        ErrorKind::BadInput, file,
        file.string() + " cannot be opened (" + std::strerror(errno) + "): check its permissions."};
  }
  const auto size = static_cast<std::uint64_t>(stream.tellg());
  if (size > maxBytes) {
    return Error{ErrorKind::BadInput, file,
                 file.string() + " has " + std::to_string(size) +
                     " bytes, more than the limit of " + std::to_string(maxBytes) + "."};
  }
  stream.seekg(0);
  return OpenFile{.stream = std::move(stream), .size = size};
}

Error notRead(const std::filesystem::path& file) {
  return {ErrorKind::Failed, file,
          file.string() + " cannot be read to its end: check the disk it lies on."};
}

Result<std::string> readFile(const std::filesystem::path& file, std::uint64_t maxBytes) {
  auto opened = openFile(file, maxBytes);
  if (!opened) {
    return opened.error();
  }
  std::string bytes(opened->size, '\0');
  if (!opened->stream.read(bytes.data(), static_cast<std::streamsize>(opened->size))) {
    return notRead(file);
  }
  return bytes;
}

}  // namespace touchstone::labeling
