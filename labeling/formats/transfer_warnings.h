#pragma once

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

  /// "Boxes without area, kept as they are: 2 (a.xml, b.xml)."
  [[nodiscard]] std::vector<std::string> sentences() const;

private:
  struct Kind {
    std::size_t count = 0;
    std::vector<std::string> names;
  };
  std::map<std::string, Kind> kinds_;
  std::vector<std::string> sentences_;
};

}  // namespace touchstone::labeling
