#pragma once

#include <optional>
#include <stop_token>
#include <string>

namespace touchstone::app {

/// Reads whole lines from a file descriptor and stops waiting when asked to.
class LineReader {
public:
  LineReader(int descriptor, std::size_t longestLine, std::stop_token stop);

  /// Returns the next line without its end; nothing at the end of the stream, after a stop request
  /// or when a line is longer than allowed.
  [[nodiscard]] std::optional<std::string> next();

private:
  int descriptor_;
  std::size_t longestLine_;
  std::stop_token stop_;
  std::string buffer_;
};

}  // namespace touchstone::app
