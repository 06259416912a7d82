#include "analysis/annotators/consensus_table.h"

#include "analysis/annotators/mturk_classes.h"
#include "labeling/formats/csv_text.h"
#include "labeling/formats/mturk_results.h"
#include "labeling/images/read_file.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <map>
#include <set>

namespace touchstone::analysis {
namespace {

using labeling::CsvTable;

Error badTable(const std::filesystem::path& file, const std::string& what) {
  return {.kind = ErrorKind::BadInput, .file = file, .message = file.string() + ' ' + what};
}

std::string quoted(const std::string& text) {
  return "“" + text + "”";
}

std::string lowerCase(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

bool isMissing(const std::string& field) {
  const std::string lower = lowerCase(field);
  return lower.empty() || lower == "nan" || lower == "na" || lower == "none" || lower == "null";
}

std::optional<long> wholeNumber(const std::string& text) {
  long value = 0;
  // pandas writes a column with gaps as 3.0
  const std::string digits =
      text.size() > 2 && text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) {
    return std::nullopt;
  }
  return value;
}

/// What the file says, before labels become numbers.
struct NamedLabels {
  std::vector<std::string> items;
  std::vector<std::string> annotators;
  Matrix<std::string> given;  ///< empty where nothing was given
};

struct LongColumns {
  std::size_t item = 0;
  std::size_t annotator = 0;
  std::size_t label = 0;
};

std::optional<LongColumns> longColumns(const CsvTable& table) {
  const auto columnOf = [&](std::initializer_list<const char*> names) {
    const auto found =
        std::find_if(table.header.begin(), table.header.end(), [&](const std::string& title) {
          return std::find(names.begin(), names.end(), lowerCase(title)) != names.end();
        });
    return static_cast<std::size_t>(found - table.header.begin());
  };
  const LongColumns columns{.item = columnOf({"item", "task", "image", "file"}),
                            .annotator = columnOf({"annotator", "worker"}),
                            .label = columnOf({"label"})};
  const std::size_t end = table.header.size();
  return columns.item < end && columns.annotator < end && columns.label < end
             ? std::optional(columns)
             : std::nullopt;
}

Result<NamedLabels> readLong(const CsvTable& table,
                             const LongColumns& columns,
                             const std::filesystem::path& file) {
  NamedLabels named;
  std::map<std::string, std::size_t> itemOf;
  std::map<std::string, std::size_t> annotatorOf;
  const auto numberOf = [](std::map<std::string, std::size_t>& numbers,
                           std::vector<std::string>& names, const std::string& name) {
    const auto [entry, isNew] = numbers.try_emplace(name, names.size());
    if (isNew) {
      names.push_back(name);
    }
    return entry->second;
  };
  for (const auto& row : table.rows) {
    numberOf(itemOf, named.items, row[columns.item]);
    numberOf(annotatorOf, named.annotators, row[columns.annotator]);
  }
  named.given = Matrix<std::string>(named.items.size(), named.annotators.size());
  for (const auto& row : table.rows) {
    std::string& label =
        named.given(itemOf[row[columns.item]], annotatorOf[row[columns.annotator]]);
    if (!label.empty() && label != row[columns.label]) {
      return badTable(file, "has two labels of item " + quoted(row[columns.item]) +
                                " by annotator " + quoted(row[columns.annotator]) +
                                ": keep one of them.");
    }
    label = isMissing(row[columns.label]) ? std::string() : row[columns.label];
  }
  return named;
}

Result<NamedLabels> readWide(const CsvTable& table,
                             const std::vector<std::string>& chosen,
                             const std::filesystem::path& file) {
  std::vector<std::size_t> columns;
  for (const std::string& name : chosen) {
    const auto found = std::find(table.header.begin(), table.header.end(), name);
    if (found == table.header.end()) {
      std::string names;
      for (const std::string& title : table.header) {
        names += (names.empty() ? "" : ", ") + title;
      }
      return badTable(file, "has no column " + quoted(name) + "; it has " + names + '.');
    }
    columns.push_back(static_cast<std::size_t>(found - table.header.begin()));
  }
  for (std::size_t column = 1; chosen.empty() && column < table.header.size(); ++column) {
    columns.push_back(column);
  }
  NamedLabels named;
  for (const std::size_t column : columns) {
    named.annotators.push_back(table.header[column]);
  }
  named.given = Matrix<std::string>(table.rows.size(), columns.size());
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    named.items.push_back(table.rows[i][0]);
    for (std::size_t j = 0; j < columns.size(); ++j) {
      const std::string& field = table.rows[i][columns[j]];
      named.given(i, j) = isMissing(field) ? std::string() : field;
    }
  }
  return named;
}

std::set<std::string> distinctLabels(const NamedLabels& named) {
  std::set<std::string> distinct(named.given.values.begin(), named.given.values.end());
  distinct.erase(std::string());
  return distinct;
}

/// Which class each label of the file is.
struct ClassNumbers {
  std::vector<std::string> classes;
  std::map<std::string, int> numberOf;
};

Result<ClassNumbers> numberedClasses(const std::set<std::string>& labels,
                                     std::size_t modelClasses,
                                     const std::filesystem::path& file) {
  ClassNumbers numbers;
  std::map<long, std::string> ofNumber;
  for (const std::string& label : labels) {
    const long number = *wholeNumber(label);
    if (number < 0) {
      return badTable(
          file, "has the label " + label + ": leave a field empty where nothing was labelled.");
    }
    if (modelClasses > 0 && static_cast<std::size_t>(number) >= modelClasses) {
      return badTable(file, "has the label " + label + ", but the probabilities have only " +
                                std::to_string(modelClasses) +
                                " columns: classes are counted from 0.");
    }
    ofNumber.try_emplace(number, label);
  }
  for (std::size_t k = 0; k < modelClasses; ++k) {
    numbers.classes.push_back(std::to_string(k));
  }
  for (const std::string& label : labels) {
    const long number = *wholeNumber(label);
    const auto place = std::distance(ofNumber.begin(), ofNumber.find(number));
    numbers.numberOf[label] = static_cast<int>(modelClasses > 0 ? number : place);
  }
  for (const auto& [number, label] : ofNumber) {
    if (modelClasses == 0) {
      numbers.classes.push_back(std::to_string(number));
    }
  }
  return numbers;
}

Result<ClassNumbers> namedClasses(const std::set<std::string>& labels,
                                  const AnnotatorTableOptions& options,
                                  const std::filesystem::path& file) {
  ClassNumbers numbers;
  numbers.classes = options.classes;
  if (numbers.classes.empty()) {
    numbers.classes.assign(labels.begin(), labels.end());
    if (options.modelClasses > 0 && options.modelClasses != labels.size()) {
      return badTable(file, "has " + std::to_string(labels.size()) +
                                " class names, but the probabilities have " +
                                std::to_string(options.modelClasses) +
                                " columns: list the classes in the order of the columns with "
                                "--classes.");
    }
  }
  for (std::size_t k = 0; k < numbers.classes.size(); ++k) {
    numbers.numberOf[numbers.classes[k]] = static_cast<int>(k);
  }
  for (const std::string& label : labels) {
    if (!numbers.numberOf.contains(label)) {
      return badTable(file, "has the label " + quoted(label) +
                                ", which the list of classes does not have: add it there, or "
                                "correct the label.");
    }
  }
  return numbers;
}

Result<AnnotatorLabels> numbered(NamedLabels named,
                                 const AnnotatorTableOptions& options,
                                 const std::filesystem::path& file) {
  const auto distinct = distinctLabels(named);
  if (distinct.empty()) {
    return badTable(file, "holds no label: it needs one row an item and one column an annotator.");
  }
  const bool areNumbers =
      options.classes.empty() &&
      std::all_of(distinct.begin(), distinct.end(),
                  [](const std::string& label) { return wholeNumber(label).has_value(); });
  const auto classes = areNumbers ? numberedClasses(distinct, options.modelClasses, file)
                                  : namedClasses(distinct, options, file);
  if (!classes) {
    return classes.error();
  }
  AnnotatorLabels labels;
  labels.items = std::move(named.items);
  labels.annotators = std::move(named.annotators);
  labels.classes = classes->classes;
  labels.given = Matrix<int>(named.given.rows, named.given.columns);
  std::transform(named.given.values.begin(), named.given.values.end(), labels.given.values.begin(),
                 [&](const std::string& label) {
                   return label.empty() ? AnnotatorLabels::none : classes->numberOf.at(label);
                 });
  return labels;
}

std::string textOf(double value) {
  std::array<char, 32> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

}  // namespace

Result<AnnotatorLabels> readAnnotatorTable(const std::filesystem::path& file,
                                           const AnnotatorTableOptions& options) {
  const auto text = labeling::readFile(file);
  if (!text) {
    return text.error();
  }
  auto table = labeling::readCsvText(*text, file);
  if (table && labeling::isMturkResults(table->header) && options.columns.empty()) {
    table = classTableOf(*std::move(table), file);
  }
  if (!table) {
    return table.error();
  }
  const auto columns = longColumns(*table);
  auto named = columns && options.columns.empty() ? readLong(*table, *columns, file)
                                                  : readWide(*table, options.columns, file);
  if (!named) {
    return named.error();
  }
  auto labels = numbered(std::move(*named), options, file);
  if (!labels) {
    return labels;
  }
  if (const Status checked = checkAnnotatorLabels(*labels); !checked) {
    return badTable(file, "cannot be used: " + checked.error().message);
  }
  return labels;
}

std::string consensusTable(const AnnotatorLabels& labels, const Consensus& consensus) {
  std::string text = "item,consensus,quality\n";
  for (std::size_t i = 0; i < labels.items.size(); ++i) {
    const auto label = static_cast<std::size_t>(consensus.labels[i]);
    text += labeling::csvLine(
        {labels.items[i],
         label < labels.classes.size() ? labels.classes[label] : std::to_string(label),
         textOf(consensus.quality[i])});
  }
  return text;
}

std::string annotatorTable(const AnnotatorLabels& labels, const Consensus& consensus) {
  std::string text = "annotator,labels,quality,agreement\n";
  for (std::size_t j = 0; j < labels.annotators.size(); ++j) {
    const AnnotatorRating& rating = consensus.annotators[j];
    text += labeling::csvLine({labels.annotators[j], std::to_string(rating.labels),
                               textOf(rating.quality), textOf(rating.agreement)});
  }
  return text;
}

}  // namespace touchstone::analysis
