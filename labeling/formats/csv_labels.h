#pragma once

#include "labeling/formats/csv_text.h"
#include "labeling/formats/label_format.h"

#include <optional>
#include <string>
#include <vector>

namespace touchstone::labeling {

/// One row of a table of labels.
struct CsvLabel {
  std::string file;       ///< relative to the table's folder, the prefix put before it
  std::string className;  ///< empty for an image without a label
  std::optional<Split> split;
  std::string annotator;
  std::optional<Box> box;  ///< none for a label of the whole image
};

/// What a table of labels says; `problems` has one sentence per row that was not understood.
struct CsvLabels {
  std::vector<CsvLabel> labels;
  std::vector<std::string> problems;
};

/// Reads a table with the columns that `options` names ("file", "label") and, where it has them,
/// `split`, `annotator` and `x0,y0,x1,y1` (pixels, half-open). Errors: a column is missing; the
/// message lists those that are there.
Result<CsvLabels> csvLabelsOf(const CsvTable& table,
                              const std::filesystem::path& file,
                              const ImportOptions& options);

/// A CSV table, one label a row; image paths are relative to the table's folder. Written as
/// `labels.csv` unless the destination ends in .csv.
[[nodiscard]] LabelFormat csvFormat();

}  // namespace touchstone::labeling
