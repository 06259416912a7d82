#include "labeling/formats/mturk_results.h"

#include "labeling/formats/mturk_address.h"
#include "labeling/formats/text.h"
#include "labeling/images/image_reader.h"
#include "labeling/images/read_file.h"

#include <algorithm>
#include <fstream>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view inputColumn = "Input.";
constexpr std::string_view answerColumn = "Answer.";

std::string lowerCase(std::string_view text) {
  std::string lower;
  for (const char c : text) {
    lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  }
  return lower;
}

std::optional<std::size_t> columnIn(const std::vector<std::string>& header, std::string_view name) {
  const std::string wanted = lowerCase(name);
  const auto found = std::find_if(header.begin(), header.end(), [&](const std::string& title) {
    return lowerCase(trimmed(title)) == wanted;
  });
  return found == header.end() ? std::nullopt
                               : std::optional(static_cast<std::size_t>(found - header.begin()));
}

std::vector<std::size_t> columnsBeginning(const std::vector<std::string>& header,
                                          std::string_view start) {
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (trimmed(header[i]).starts_with(start)) {
      columns.push_back(i);
    }
  }
  return columns;
}

Error missing(const fs::path& file, const std::string& column) {
  return {ErrorKind::BadInput, file,
          file.string() + " has no column \"" + column +
              "\"; give the results of a batch as Mechanical Turk's page writes them (Download "
              "CSV)."};
}

bool namesPictures(const CsvTable& table, std::size_t column) {
  return std::any_of(table.rows.begin(), table.rows.end(), [&](const auto& row) {
    return isImageFileName(pathInMturkAddress(trimmed(row[column])));
  });
}

Result<std::size_t> imageColumnOf(const CsvTable& table,
                                  const fs::path& file,
                                  const std::string& name) {
  const auto inputs = columnsBeginning(table.header, inputColumn);
  if (inputs.empty()) {
    return missing(file, std::string(inputColumn) + "image_url");
  }
  const std::string wanted =
      std::string(inputColumn) +
      (name.starts_with(inputColumn) ? name.substr(inputColumn.size()) : name);
  const auto named = columnIn(table.header, name.empty() ? "Input.image_url" : wanted);
  if (named) {
    return *named;
  }
  std::vector<std::size_t> pictures;
  std::string there;
  for (const std::size_t column : inputs) {
    there += (there.empty() ? "" : ", ") + table.header[column];
    if (name.empty() && namesPictures(table, column)) {
      pictures.push_back(column);
    }
  }
  if (pictures.size() == 1) {
    return pictures.front();
  }
  return Error{ErrorKind::BadInput, file,
               file.string() +
                   (name.empty() ? " does not tell which column names the images"
                                 : " has no column \"" + wanted + '"') +
                   "; choose one of its columns (" + there + ") with --file-column."};
}

}  // namespace

std::string MturkResults::nameOf(const MturkAssignment& assignment) const {
  return file.filename().string() + ", row " + std::to_string(assignment.row + 2);
}

bool isMturkResults(const std::vector<std::string>& header) {
  return columnIn(header, "WorkerId") && columnIn(header, "AssignmentId") &&
         !columnsBeginning(header, answerColumn).empty();
}

bool isMturkResultsFile(const fs::path& file) {
  constexpr std::size_t longestHeader = 1'000'000;
  std::string start(longestHeader, '\0');
  std::ifstream stream(file, std::ios::binary);
  stream.read(start.data(), static_cast<std::streamsize>(start.size()));
  start.resize(static_cast<std::size_t>(std::max<std::streamsize>(stream.gcount(), 0)));
  const auto header = readCsvText(start.substr(0, start.find_first_of("\r\n")), file);
  return header && isMturkResults(header->header);
}

Result<MturkResults> mturkResultsOf(CsvTable table,
                                    const fs::path& file,
                                    const std::string& imageColumn) {
  const auto worker = columnIn(table.header, "WorkerId");
  const auto id = columnIn(table.header, "AssignmentId");
  if (!worker || !id || columnsBeginning(table.header, answerColumn).empty()) {
    return missing(file, !worker ? "WorkerId" : !id ? "AssignmentId" : "Answer.taskAnswers");
  }
  const auto image = imageColumnOf(table, file, imageColumn);
  if (!image) {
    return image.error();
  }
  const auto status = columnIn(table.header, "AssignmentStatus");
  const auto reject = columnIn(table.header, "Reject");
  MturkResults results{.file = file, .table = std::move(table), .assignments = {}};
  for (std::size_t i = 0; i < results.table.rows.size(); ++i) {
    const auto& row = results.table.rows[i];
    MturkAssignment assignment{.row = i,
                               .id = std::string(trimmed(row[*id])),
                               .worker = std::string(trimmed(row[*worker])),
                               .address = std::string(trimmed(row[*image])),
                               .status = status ? std::string(trimmed(row[*status])) : ""};
    assignment.rejected =
        lowerCase(assignment.status) == "rejected" || (reject && !trimmed(row[*reject]).empty());
    results.assignments.push_back(std::move(assignment));
  }
  return results;
}

Result<MturkResults> readMturkResults(const fs::path& file, const std::string& imageColumn) {
  return readFile(file, CsvLimits{}.fileBytes)
      .and_then([&](const std::string& text) { return readCsvText(text, file); })
      .and_then(
          [&](CsvTable table) { return mturkResultsOf(std::move(table), file, imageColumn); });
}

Result<MturkAnswer> answerOf(const MturkResults& results,
                             const MturkAssignment& assignment,
                             const MturkLimits& limits) {
  MturkFields fields;
  const auto& header = results.table.header;
  for (const std::size_t column : columnsBeginning(header, answerColumn)) {
    fields.emplace_back(trimmed(header[column]).substr(answerColumn.size()),
                        results.table.rows[assignment.row][column]);
  }
  return readMturkAnswer(fields, limits);
}

std::optional<std::size_t> mturkColumn(const CsvTable& table, std::string_view name) {
  return columnIn(table.header, name);
}

}  // namespace touchstone::labeling
