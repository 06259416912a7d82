#include "labeling/project/atomic_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace touchstone::labeling {
namespace {

/// So much of a file's name is in that of the temporary one: names end at 255 bytes.
constexpr std::size_t longestPart = 200;

/// A file descriptor that is closed, and a temporary file that is removed, on every way out.
class TemporaryFile {
public:
  explicit TemporaryFile(const std::filesystem::path& target)
      : name_((target.parent_path() /
               ("." + target.filename().string().substr(0, longestPart) + ".XXXXXX"))
                  .string()),
        descriptor_(::mkstemp(name_.data())) {}
  ~TemporaryFile() {
    if (descriptor_ >= 0) {
      ::close(descriptor_);
    }
    if (!moved_ && opened_) {
      ::unlink(name_.c_str());
    }
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  [[nodiscard]] bool isOpen() const { return opened_; }

  bool write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) {
        continue;
      }
      if (written <= 0) {
        return false;
      }
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }

  bool setMode(mode_t mode) { return ::fchmod(descriptor_, mode) == 0; }

  bool moveTo(const std::filesystem::path& target) {
    if (::fsync(descriptor_) != 0 || ::rename(name_.c_str(), target.c_str()) != 0) {
      return false;
    }
    moved_ = true;
    return true;
  }

private:
  std::string name_;
  int descriptor_;
  bool opened_ = descriptor_ >= 0;
  bool moved_ = false;
};

/// Returns the permissions of the file that is there, or those a new file gets.
mode_t modeFor(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) == 0) {
    return status.st_mode & 07777;
  }
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

/// Makes a rename last: without it a power cut may bring the old name back.
void syncFolder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor >= 0) {
    ::fsync(descriptor);
    ::close(descriptor);
  }
}

Error notWritten(const std::filesystem::path& file) {
  return {ErrorKind::Failed, file,
          file.string() + " cannot be written (" + std::strerror(errno) +
              "): check the free space and the permissions of its folder."};
}

}  // namespace

Status writeFileAtomically(const std::filesystem::path& file, std::string_view bytes) {
  return writeFileAtomically(file, [&](const ByteSink& sink) { sink(bytes); });
}

Status writeFileAtomically(const std::filesystem::path& file,
                           const std::function<void(const ByteSink& sink)>& write) {
  std::error_code noLink;
  const std::filesystem::path real = std::filesystem::weakly_canonical(file, noLink);
  const std::filesystem::path& target = noLink || real.empty() ? file : real;
  TemporaryFile temporary(target);
  if (!temporary.isOpen() || !temporary.setMode(modeFor(target))) {
    return notWritten(file);
  }
  bool written = true;
  write([&](std::string_view bytes) { return written = written && temporary.write(bytes); });
  if (!written || !temporary.moveTo(target)) {
    return notWritten(file);
  }
  syncFolder(target.parent_path());
  return Nothing{};
}

}  // namespace touchstone::labeling
