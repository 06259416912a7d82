#include "app/cli/engine/line_reader.h"

#include <array>
#include <cerrno>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace touchstone::app {
namespace {

constexpr int pollMilliseconds = 200;

}  // namespace

LineReader::LineReader(int descriptor, std::size_t longestLine, std::stop_token stop)
    : descriptor_(descriptor), longestLine_(longestLine), stop_(std::move(stop)) {}

std::optional<std::string> LineReader::next() {
  std::array<char, 65536> chunk{};
  while (!stop_.stop_requested()) {
    if (const std::size_t end = buffer_.find('\n'); end != std::string::npos) {
      std::string line = buffer_.substr(0, end);
      buffer_.erase(0, end + 1);
      return line;
    }
    if (buffer_.size() > longestLine_) {
      return std::nullopt;
    }
    pollfd waiting{.fd = descriptor_, .events = POLLIN, .revents = 0};
    if (poll(&waiting, 1, pollMilliseconds) <= 0) {
      continue;
    }
    const ssize_t count = read(descriptor_, chunk.data(), chunk.size());
    if (count == 0 || (count < 0 && errno != EINTR)) {
      return std::nullopt;
    }
    buffer_.append(chunk.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
  }
  return std::nullopt;
}

}  // namespace touchstone::app
