#include "labeling/formats/csv_labels.h"
#include "labeling/formats/import_edit.h"
#include "labeling/formats/source_files.h"
#include "labeling/formats/text.h"
#include "labeling/images/image_reader.h"
#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"

#include <algorithm>
#include <map>
#include <set>
#include <system_error>
#include <tuple>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

Result<CsvTable> readTable(const fs::path& file) {
  return readFile(file, CsvLimits{}.fileBytes).and_then([&](const std::string& text) {
    return readCsvText(text, file);
  });
}

fs::path tableIn(const fs::path& source) {
  std::error_code ignored;
  return fs::is_directory(source, ignored) ? source / "labels.csv" : source;
}

bool detectsCsv(const fs::path& source) {
  std::error_code ignored;
  const fs::path file = tableIn(source);
  if (file.extension() != ".csv" || !fs::is_regular_file(file, ignored)) {
    return false;
  }
  const auto table = readTable(file);
  return table && csvLabelsOf(*table, file, {}).has_value();
}

/// Returns the image a row names, relative to the table's folder, when it may be followed.
std::optional<std::string> imageOf(const CsvLabel& label, const fs::path& folder) {
  return fs::path(label.file).is_absolute() ? pathWithin(label.file, folder)
                                            : safeRelativePath(label.file);
}

Result<CsvLabels> readLabels(const fs::path& source, const ImportOptions& options) {
  const fs::path file = tableIn(source);
  return readTable(file).and_then(
      [&](const CsvTable& table) { return csvLabelsOf(table, file, options); });
}

Result<std::vector<SourceFile>> csvFiles(const fs::path& source,
                                         const ImportOptions& options,
                                         const WorkContext&) {
  const auto labels = readLabels(source, options);
  if (!labels) {
    return labels.error();
  }
  const fs::path folder = fs::absolute(tableIn(source)).parent_path();
  std::set<std::string> images;
  std::error_code ignored;
  for (const CsvLabel& label : labels->labels) {
    const auto image = imageOf(label, folder);
    if (image && isImageFileName(*image) && fs::is_regular_file(folder / *image, ignored) &&
        pathWithin(folder / *image, folder)) {
      images.insert(*image);
    }
  }
  std::vector<SourceFile> files;
  for (const std::string& image : images) {
    files.push_back({.source = folder / image, .destination = image});
  }
  return files;
}

/// Adds the rows of a table to an edit.
class CsvImport {
public:
  CsvImport(Project& project, const fs::path& source)
      : folder_(fs::absolute(tableIn(source)).parent_path()),
        prefix_(pathWithin(folder_, project.folder()).value_or("")),
        edit_(project, "Import CSV labels") {}

  Result<TransferReport> run(const CsvLabels& table, const WorkContext& work) {
    std::set<std::string> classes;
    for (const CsvLabel& label : table.labels) {
      if (!label.className.empty()) {
        classes.insert(label.className);
      }
    }
    for (const std::string& name : classes) {
      edit_.classNamed(name);
    }
    for (const std::string& problem : table.problems) {
      edit_.warnings().add(problem, "");
    }
    for (const CsvLabel& label : table.labels) {
      if (work.stop.stop_requested()) {
        return Error{ErrorKind::Cancelled, folder_, "The import of CSV labels was stopped."};
      }
      add(label);
    }
    return edit_.perform();
  }

private:
  void add(const CsvLabel& label) {
    const auto path = imageOf(label, folder_);
    const auto image = path ? edit_.imageAt(joined(prefix_, *path)) : std::nullopt;
    if (!image) {
      edit_.warnings().add(path ? "Rows that name a missing image, not read"
                                : "Rows that name a file outside the table's folder, not read",
                           label.file);
      return;
    }
    if (label.split) {
      setSplit(*image, *label.split);
    }
    if (label.className.empty()) {
      edit_.warnings().add("Rows without a label", label.file);
      return;
    }
    const ClassId classId = edit_.classNamed(label.className);
    const bool repeated = !label.box && !tags_.insert({*image, classId, label.annotator}).second;
    if (repeated) {
      edit_.warnings().add("Rows that repeat another one, not read again", label.file);
      return;
    }
    Attributes attributes;
    attributes.annotator = label.annotator;
    edit_.add({.image = *image,
               .labelClass = classId,
               .shape = label.box ? Shape(*label.box) : Shape(ImageTag{}),
               .attributes = attributes,
               .sourceId = 0,
               .unknown = {}});
  }

  void setSplit(ImageId image, Split split) {
    const auto [entry, isNew] = splits_.emplace(image, split);
    if (!isNew && entry->second != split) {
      edit_.warnings().add("Images that rows put into two splits, the first counts",
                           edit_.image(image).path);
      return;
    }
    edit_.setSplit(image, split);
  }

  fs::path folder_;
  std::string prefix_;
  ImportEdit edit_;
  std::map<ImageId, Split> splits_;
  std::set<std::tuple<ImageId, ClassId, std::string>> tags_;
};

Result<TransferReport> importCsv(Project& project,
                                 const fs::path& source,
                                 const ImportOptions& options,
                                 const WorkContext& work) {
  const auto labels = readLabels(source, options);
  if (!labels) {
    return labels.error();
  }
  return CsvImport(project, source).run(*labels, work);
}

/// Lays out the rows: the optional columns appear only when something is in them.
class CsvExport {
public:
  explicit CsvExport(const Project& project) : document_(project.document()) {
    for (const auto& [id, annotation] : document_.annotations()) {
      annotators_ = annotators_ || !annotation.attributes.annotator.empty();
      boxes_ = boxes_ || std::holds_alternative<Box>(annotation.shape);
    }
  }

  Result<TransferReport> run(const fs::path& file) {
    std::vector<std::string> header{"file", "label", "split"};
    if (annotators_) {
      header.emplace_back("annotator");
    }
    if (boxes_) {
      header.insert(header.end(), {"x0", "y0", "x1", "y1"});
    }
    std::string text = csvLine(header);
    for (const auto& [id, image] : document_.images()) {
      text += rowsOf(id, image);
    }
    const Status written = writeFileAtomically(file, text);
    if (!written) {
      return written.error();
    }
    warnings_.writeInto(report_);
    return report_;
  }

private:
  std::string rowsOf(ImageId id, const Image& image) {
    if (image.state == ImageState::Excluded) {
      warnings_.add("Excluded images, left out", image.path);
      return {};
    }
    std::string rows;
    for (const AnnotationId annotationId : document_.annotationsOf(id)) {
      const Annotation& annotation = *document_.annotation(annotationId);
      if (!isImageTag(annotation.shape) && !std::holds_alternative<Box>(annotation.shape)) {
        warnings_.add("Shapes other than boxes, which a table cannot hold, left out", image.path);
        continue;
      }
      rows += row(image, &annotation);
      ++report_.annotations;
    }
    const bool hasNews = image.split != Split::Unassigned || image.state != ImageState::Unlabelled;
    report_.images += rows.empty() ? 0 : 1;
    return rows.empty() && hasNews ? row(image, nullptr) : rows;
  }

  [[nodiscard]] std::string row(const Image& image, const Annotation* annotation) const {
    const std::string split =
        image.split == Split::Unassigned ? std::string() : std::string(nameOf(image.split));
    std::vector<std::string> fields{
        image.path, annotation ? document_.labelClass(annotation->labelClass)->name : "", split};
    if (annotators_) {
      fields.push_back(annotation ? annotation->attributes.annotator : "");
    }
    const Box* box = annotation ? std::get_if<Box>(&annotation->shape) : nullptr;
    if (boxes_ && box) {
      for (const double edge : {box->x0, box->y0, box->x1, box->y1}) {
        fields.push_back(textOf(edge));
      }
    } else if (boxes_) {
      fields.resize(fields.size() + 4);
    }
    return csvLine(fields);
  }

  const Document& document_;
  bool annotators_ = false;
  bool boxes_ = false;
  TransferReport report_;
  TransferWarnings warnings_;
};

Result<TransferReport> exportCsv(const Project& project,
                                 const fs::path& destination,
                                 const WorkContext&) {
  const bool isFile = destination.extension() == ".csv";
  const fs::path file = isFile ? destination : destination / "labels.csv";
  std::error_code ignored;
  fs::create_directories(fs::absolute(file).parent_path(), ignored);
  return CsvExport(project).run(file);
}

}  // namespace

LabelFormat csvFormat() {
  return {.name = "csv",
          .title = "CSV table",
          .detects = detectsCsv,
          .files = csvFiles,
          .read = importCsv,
          .write = exportCsv};
}

}  // namespace touchstone::labeling
