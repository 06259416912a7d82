#pragma once

#include "labeling/formats/csv_text.h"
#include "labeling/formats/mturk_answer.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace touchstone::labeling {

/// One worker's answer to one question: a row of a results file.
struct MturkAssignment {
  std::size_t row = 0;    ///< in the table's rows
  std::string id;         ///< AssignmentId
  std::string worker;     ///< WorkerId
  std::string address;    ///< of the image, as the input file gave it
  std::string status;     ///< "Submitted", "Approved" or "Rejected"
  bool rejected = false;  ///< by Mechanical Turk's state, or by what stands in the column Reject
};

/// A results file of Amazon Mechanical Turk (Batch_…_batch_results.csv).
struct MturkResults {
  std::filesystem::path file;
  CsvTable table;
  std::vector<MturkAssignment> assignments;  ///< one a row, in the order of the file

  /// "batch_results.csv, row 3": as a spreadsheet counts, the header being row 1.
  [[nodiscard]] std::string nameOf(const MturkAssignment& assignment) const;
};

/// Whether a table with these columns is a results file: it names workers and their answers.
[[nodiscard]] bool isMturkResults(const std::vector<std::string>& header);

/// Whether the first line of `file` is the header of a results file.
[[nodiscard]] bool isMturkResultsFile(const std::filesystem::path& file);

/// Takes a table for a results file. The images are those that the column `Input.imageColumn`
/// names; without a name `Input.image_url`, else the only input column with names of pictures.
/// Errors: a column is missing, or which input column names the images cannot be told.
Result<MturkResults> mturkResultsOf(CsvTable table,
                                    const std::filesystem::path& file,
                                    const std::string& imageColumn = {});

/// Reads a results file.
Result<MturkResults> readMturkResults(const std::filesystem::path& file,
                                      const std::string& imageColumn = {});

/// Returns the answer of a row; errors are those of readMturkAnswer.
Result<MturkAnswer> answerOf(const MturkResults& results,
                             const MturkAssignment& assignment,
                             const MturkLimits& limits = {});

/// Returns the column with that name, ASCII capitals or not.
[[nodiscard]] std::optional<std::size_t> mturkColumn(const CsvTable& table, std::string_view name);

}  // namespace touchstone::labeling
