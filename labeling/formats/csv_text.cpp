#include "labeling/formats/csv_text.h"

#include "labeling/formats/text.h"

#include <algorithm>
#include <optional>

namespace touchstone::labeling {
namespace {

char separatorOf(std::string_view text) {
  const std::string_view header = text.substr(0, text.find('\n'));
  char best = ',';
  for (const char candidate : {';', '\t'}) {
    const auto count = [&](char c) { return std::count(header.begin(), header.end(), c); };
    best = count(candidate) > count(best) ? candidate : best;
  }
  return best;
}

/// Takes rows off a text one by one.
class RowReader {
public:
  explicit RowReader(std::string_view text) : text_(text), separator_(separatorOf(text)) {}

  [[nodiscard]] bool atEnd() const { return at_ >= text_.size(); }
  [[nodiscard]] std::size_t line() const { return line_; }

  /// Returns the next row, nothing when a quote stays open.
  std::optional<std::vector<std::string>> next() {
    std::vector<std::string> row;
    for (;;) {
      auto field = nextField();
      if (!field) {
        return std::nullopt;
      }
      row.push_back(std::move(*field));
      if (atEnd()) {
        return row;
      }
      const char stop = text_[at_++];
      if (stop != separator_) {
        if (stop == '\r' && !atEnd() && text_[at_] == '\n') {
          ++at_;
        }
        ++line_;
        return row;
      }
    }
  }

private:
  [[nodiscard]] bool endsField(char c) const { return c == separator_ || c == '\n' || c == '\r'; }

  std::optional<std::string> nextField() {
    std::string field;
    if (!atEnd() && text_[at_] == '"') {
      ++at_;
      if (!readQuoted(field)) {
        return std::nullopt;
      }
    }
    while (!atEnd() && !endsField(text_[at_])) {
      field += text_[at_++];
    }
    return field;
  }

  bool readQuoted(std::string& field) {
    while (!atEnd()) {
      const char c = text_[at_++];
      if (c != '"') {
        line_ += c == '\n' ? 1 : 0;
        field += c;
      } else if (!atEnd() && text_[at_] == '"') {
        field += text_[at_++];
      } else {
        return true;
      }
    }
    return false;
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

Error refusal(const std::filesystem::path& file, const std::string& what) {
  return {ErrorKind::BadInput, file, file.string() + " " + what};
}

std::string atLine(std::size_t line) {
  return " in line " + std::to_string(line);
}

}  // namespace

Result<CsvTable> readCsvText(std::string_view text,
                             const std::filesystem::path& file,
                             const CsvLimits& limits) {
  if (text.size() > limits.fileBytes) {
    return refusal(file, "is larger than the limit of " + std::to_string(limits.fileBytes) +
                             " bytes; split it.");
  }
  if (!isUtf8Text(text)) {
    return refusal(file, "is not UTF-8 text; save it as UTF-8.");
  }
  CsvTable table;
  RowReader reader(withoutByteOrderMark(text));
  while (!reader.atEnd()) {
    const std::size_t line = reader.line();
    auto row = reader.next();
    if (!row) {
      return refusal(file, "has a quote that is never closed" + atLine(line) + "; repair it.");
    }
    if (row->size() == 1 && row->front().empty()) {
      continue;
    }
    if (row->size() > limits.columns || table.rows.size() >= limits.rows) {
      return refusal(file, "is beyond the limit of " + std::to_string(limits.columns) +
                               " columns and " + std::to_string(limits.rows) + " rows" +
                               atLine(line) + "; split it.");
    }
    if (table.header.empty()) {
      table.header = std::move(*row);
    } else if (row->size() > table.header.size()) {
      return refusal(file, "has more fields than its header" + atLine(line) +
                               "; quote fields that contain the separator.");
    } else {
      row->resize(table.header.size());
      table.rows.push_back(std::move(*row));
    }
  }
  if (table.header.empty()) {
    return refusal(file, "is empty; its first line must name the columns.");
  }
  return table;
}

std::string csvLine(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields) {
    line += line.empty() && &field == &fields.front() ? "" : ",";
    if (field.find_first_of(",;\t\"\r\n") == std::string::npos) {
      line += field;
      continue;
    }
    line += '"';
    for (const char c : field) {
      line += c == '"' ? "\"\"" : std::string(1, c);
    }
    line += '"';
  }
  return line + "\n";
}

std::string csvTextOf(const CsvTable& table) {
  std::string text = csvLine(table.header);
  for (const auto& row : table.rows) {
    text += csvLine(row);
  }
  return text;
}

}  // namespace touchstone::labeling
