#pragma once

#include "labeling/progress.h"
#include "labeling/result.h"

#include <chrono>
#include <string>

namespace touchstone::app {

/// The exit codes that scripts rely on.
enum class ExitCode { Done = 0, Failed = 1, Usage = 2, BadInput = 3, Cancelled = 130 };

[[nodiscard]] ExitCode exitCodeFor(ErrorKind kind);

/// What a command talks to: sentences and a progress bar on stderr, results on stdout, and the exit
/// code at the end.
class Terminal {
public:
  explicit Terminal(std::stop_token stop);

  /// The progress bar and the stop request, for a long piece of work.
  [[nodiscard]] WorkContext work();
  void showProgress(const Progress& progress);
  /// Removes the progress bar, so that what follows starts on a clean line.
  void clearProgress();

  void note(const std::string& sentence);
  void warn(const std::string& sentence);
  /// Prints the error and sets the exit code that its kind has.
  void fail(const Error& error);

  void setExitCode(ExitCode code) { exitCode_ = code; }
  [[nodiscard]] int exitCode() const { return static_cast<int>(exitCode_); }

private:
  std::stop_token stop_;
  bool interactive_;
  bool barShown_ = false;
  std::string stage_;
  std::chrono::steady_clock::time_point stageBegan_;
  std::chrono::steady_clock::time_point lastShown_;
  ExitCode exitCode_ = ExitCode::Done;
};

/// Returns "4 s", "3 min 20 s" or "1 h 5 min".
[[nodiscard]] std::string durationText(double seconds);

}  // namespace touchstone::app
