#pragma once

#include "labeling/formats/transfer_report.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// Gathers what an import or export skipped, kept oddly or lost, and says it in one sentence per
/// kind, with a count and the first few names.
class TransferWarnings {
public:
  /// Counts one more `what` ("Boxes without area, kept as they are") at `name` (a file).
  void add(const std::string& what, std::string_view name);
  /// Adds a whole sentence of its own.
  void say(std::string sentence);
  /// Adds a label file that could not be read.
  void refuse(Error error);

  /// "Boxes without area, kept as they are: 2 (a.xml, b.xml)."
  [[nodiscard]] std::vector<std::string> sentences() const;

  /// Puts everything into the report.
  void writeInto(TransferReport& report) const;

private:
  std::map<std::string, TransferNote> kinds_;
  std::vector<std::string> sentences_;
  std::vector<Error> refused_;
};

}  // namespace touchstone::labeling
