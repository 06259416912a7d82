#include "labeling/project/writer_lock.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <string_view>
#include <sys/file.h>
#include <unistd.h>

namespace touchstone::labeling {
namespace {

std::string describeThisProcess() {
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  return "process " + std::to_string(::getpid()) + " on " + host.data();
}

std::string readHolder(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::string line;
  return std::getline(stream, line) && !line.empty() ? line : "another process";
}

void writeHolder(int descriptor, std::string_view holder) {
  // Who holds it is only told to people; the lock itself does not depend on the text.
  if (::ftruncate(descriptor, 0) == 0) {
    static_cast<void>(::write(descriptor, holder.data(), holder.size()) < 0);
  }
}

}  // namespace

std::variant<std::unique_ptr<WriterLock>, WriterLock::Holder> WriterLock::take(
    const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor >= 0 && ::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    ::close(descriptor);
    return readHolder(file);
  }
  std::unique_ptr<WriterLock> lock(new WriterLock(descriptor));
  if (descriptor >= 0) {
    writeHolder(descriptor, describeThisProcess());
  }
  return lock;
}

WriterLock::~WriterLock() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

}  // namespace touchstone::labeling
