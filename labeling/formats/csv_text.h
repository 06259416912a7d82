#pragma once

#include "labeling/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// A table of text; every row has as many fields as the header.
struct CsvTable {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

struct CsvLimits {
  std::size_t fileBytes = 1'000'000'000;
  std::size_t rows = 20'000'000;
  std::size_t columns = 10'000;
};

/// Reads RFC 4180 text: quoted fields, doubled quotes, line breaks within quotes, LF or CRLF, a
/// byte order mark, and semicolons or tabs in place of commas when the header has them. Blank lines
/// are skipped, missing fields at the end of a row are empty. Errors name `file` and the line: an
/// open quote, a row longer than the header, no header, not UTF-8, a limit.
Result<CsvTable> readCsvText(std::string_view text,
                             const std::filesystem::path& file,
                             const CsvLimits& limits = {});

/// Returns one line with LF at its end; fields are quoted where they must be.
[[nodiscard]] std::string csvLine(const std::vector<std::string>& fields);

/// Returns the header and all rows, a line each.
[[nodiscard]] std::string csvTextOf(const CsvTable& table);

}  // namespace touchstone::labeling
