#include "app/cli/terminal.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <unistd.h>

namespace touchstone::app {
namespace {

constexpr auto barInterval = std::chrono::milliseconds(100);
constexpr auto lineInterval = std::chrono::milliseconds(5000);
/// What is done within this time needs no bar.
constexpr auto patience = std::chrono::seconds(1);
constexpr int barWidth = 28;

/// The protocol's names of stages are words for programs.
std::string titleOf(const std::string& stage) {
  if (stage == "features") {
    return "Computing features";
  }
  if (stage == "pictures") {
    return "Looking at the pictures";
  }
  if (stage == "objects") {
    return "Looking at the objects";
  }
  if (stage == "sketches") {
    return "Looking for copies";
  }
  return stage == "epoch" ? "Training" : stage;
}

std::string barText(const Progress& progress) {
  std::string text = titleOf(progress.stage);
  if (progress.total > 0) {
    const double share = std::clamp(progress.done / progress.total, 0.0, 1.0);
    const int filled = static_cast<int>(std::lround(share * barWidth));
    text += " [" + std::string(static_cast<std::size_t>(filled), '#') +
            std::string(static_cast<std::size_t>(barWidth - filled), '.') + "] " +
            std::to_string(static_cast<int>(share * 100)) + " %";
  }
  if (progress.secondsLeft >= 0) {
    text += ", " + durationText(progress.secondsLeft) + " left";
  }
  return text;
}

}  // namespace

ExitCode exitCodeFor(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::BadInput:
      return ExitCode::BadInput;
    case ErrorKind::Usage:
      return ExitCode::Usage;
    case ErrorKind::Cancelled:
      return ExitCode::Cancelled;
    case ErrorKind::Failed:
      break;
  }
  return ExitCode::Failed;
}

Terminal::Terminal(std::stop_token stop)
    : stop_(std::move(stop)), interactive_(isatty(STDERR_FILENO) == 1) {}

WorkContext Terminal::work() {
  return {.progress = [this](const Progress& progress) { showProgress(progress); }, .stop = stop_};
}

void Terminal::showProgress(const Progress& progress) {
  const auto now = std::chrono::steady_clock::now();
  if (progress.stage != stage_) {
    stage_ = progress.stage;
    stageBegan_ = now;
    lastShown_ = {};
  }
  if (now - stageBegan_ < patience ||
      now - lastShown_ < (interactive_ ? barInterval : lineInterval)) {
    return;
  }
  lastShown_ = now;
  if (interactive_) {
    std::cerr << "\r\033[K" << barText(progress) << std::flush;
    barShown_ = true;
  } else {
    std::cerr << barText(progress) << '\n';
  }
}

void Terminal::clearProgress() {
  if (barShown_) {
    std::cerr << "\r\033[K" << std::flush;
    barShown_ = false;
  }
}

void Terminal::note(const std::string& sentence) {
  clearProgress();
  std::cerr << sentence << '\n';
}

void Terminal::warn(const std::string& sentence) {
  note("Warning: " + sentence);
}

void Terminal::fail(const Error& error) {
  note("Error: " + error.message);
  exitCode_ = exitCodeFor(error.kind);
}

std::string durationText(double seconds) {
  const long whole = std::lround(std::max(0.0, seconds));
  if (whole < 60) {
    return std::to_string(whole) + " s";
  }
  if (whole < 3600) {
    return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
  }
  return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

}  // namespace touchstone::app
