#include "labeling/formats/csv_labels.h"

#include "labeling/formats/text.h"

#include <algorithm>
#include <array>

namespace touchstone::labeling {
namespace {

using Column = std::optional<std::size_t>;

Column columnNamed(const CsvTable& table, std::string_view name) {
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    if (trimmed(table.header[i]) == name) {
      return i;
    }
  }
  return std::nullopt;
}

Error missingColumn(const CsvTable& table,
                    const std::filesystem::path& file,
                    const std::string& name,
                    const std::string& option) {
  std::string there;
  for (const std::string& column : table.header) {
    there += (there.empty() ? "" : ", ") + column;
  }
  return {ErrorKind::BadInput, file,
          file.string() + " has no column \"" + name + "\"; choose one of its columns (" + there +
              ") with " + option + "."};
}

/// Reads the optional columns of a row.
class RowExtras {
public:
  explicit RowExtras(const CsvTable& table)
      : split_(columnNamed(table, "split")), annotator_(columnNamed(table, "annotator")) {
    constexpr std::array<std::string_view, 4> names{"x0", "y0", "x1", "y1"};
    for (std::size_t i = 0; i < names.size(); ++i) {
      box_[i] = columnNamed(table, names[i]);
    }
  }

  /// Returns what is wrong with the row, or nothing.
  std::optional<std::string> read(const std::vector<std::string>& row, CsvLabel& label) const {
    const std::string_view split = split_ ? trimmed(row[*split_]) : std::string_view();
    if (!split.empty()) {
      label.split = splitFromName(split);
    }
    label.annotator = annotator_ ? trimmed(row[*annotator_]) : std::string_view();
    if (!split.empty() && !label.split) {
      return "Rows with an unknown split, taken without it";
    }
    return readBox(row, label);
  }

private:
  std::optional<std::string> readBox(const std::vector<std::string>& row, CsvLabel& label) const {
    std::array<double, 4> edges{};
    std::size_t empty = 0;
    for (std::size_t i = 0; i < edges.size(); ++i) {
      const std::string_view text = box_[i] ? trimmed(row[*box_[i]]) : std::string_view();
      const auto number = numberFrom(text);
      if (!text.empty() && !number) {
        return "Rows whose box is not four numbers, not read";
      }
      empty += text.empty() ? 1 : 0;
      edges[i] = number.value_or(0);
    }
    if (empty == 0) {
      label.box = Box{edges[0], edges[1], edges[2], edges[3]};
    }
    return empty == 0 || empty == edges.size()
               ? std::nullopt
               : std::optional<std::string>("Rows whose box is not four numbers, not read");
  }

  Column split_;
  Column annotator_;
  std::array<Column, 4> box_;
};

}  // namespace

Result<CsvLabels> csvLabelsOf(const CsvTable& table,
                              const std::filesystem::path& file,
                              const ImportOptions& options) {
  const Column fileColumn = columnNamed(table, options.fileColumn);
  if (!fileColumn) {
    return missingColumn(table, file, options.fileColumn, "--file-column");
  }
  const Column labelColumn = columnNamed(table, options.labelColumn);
  if (!labelColumn) {
    return missingColumn(table, file, options.labelColumn, "--label-column");
  }
  const RowExtras extras(table);
  CsvLabels result;
  for (const auto& row : table.rows) {
    CsvLabel label;
    label.file = options.filePrefix + std::string(trimmed(row[*fileColumn]));
    label.className = trimmed(row[*labelColumn]);
    if (const auto problem = extras.read(row, label)) {
      result.problems.push_back(*problem);
      if (problem->ends_with("not read")) {
        continue;
      }
    }
    result.labels.push_back(std::move(label));
  }
  return result;
}

}  // namespace touchstone::labeling
