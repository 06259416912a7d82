#pragma once

#include <functional>
#include <stop_token>
#include <string>

namespace touchstone {

/// One report of how far a long piece of work has come.
struct Progress {
  std::string stage;        ///< what is being done, for a person: "Computing features"
  double done = 0;          ///< units finished
  double total = 0;         ///< units in all; 0 when unknown
  double secondsLeft = -1;  ///< estimate; negative when unknown
};

/// Receives progress reports on the working thread.
using ProgressCallback = std::function<void(const Progress&)>;

/// What every function that may take over a second is given: where to report, and when to stop.
struct WorkContext {
  ProgressCallback progress = [](const Progress&) {};
  std::stop_token stop;
};

}  // namespace touchstone
