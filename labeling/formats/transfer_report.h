#pragma once

#include "labeling/result.h"

#include <cstddef>
#include <string>
#include <vector>

namespace touchstone::labeling {

/// One reason for which an import or export skipped, changed or lost something.
struct TransferNote {
  std::string what;                ///< "Boxes without area, kept as they are"
  std::size_t count = 0;           ///< how often
  std::vector<std::string> names;  ///< of the first thousand files, perhaps with a line: "a.txt:3"
};

/// What an import or export did, for a person and for scripts.
struct TransferReport {
  int images = 0;
  int annotations = 0;
  std::vector<std::string> warnings;     ///< what was skipped, clamped or lost, with file names
  std::vector<TransferNote> notes = {};  ///< the same with its counts
  std::vector<Error> refused = {};       ///< label files that could not be read
};

/// Adds what `one` says to `all`.
void append(TransferReport& all, TransferReport one);

}  // namespace touchstone::labeling
