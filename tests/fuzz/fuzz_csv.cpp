#include "labeling/formats/csv_labels.h"

#include <cstddef>
#include <cstdint>

using namespace touchstone;
using namespace touchstone::labeling;

/// Whatever is read comes back after being written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto table = readCsvText(text, "fuzz.csv");
  if (!table || table->header.size() < 2) {
    return 0;
  }
  std::string written = csvLine(std::vector<std::string>(table->header.size(), "column"));
  for (const auto& row : table->rows) {
    written += csvLine(row);
  }
  const auto again = readCsvText(written, "again.csv");
  require(again && again->rows == table->rows, "rows come back");
  static_cast<void>(csvLabelsOf(*table, "fuzz.csv", {}));
  return 0;
}
