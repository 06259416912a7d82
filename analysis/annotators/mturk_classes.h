#pragma once

#include "labeling/formats/csv_text.h"
#include "labeling/result.h"

#include <filesystem>

namespace touchstone::analysis {

/// Returns the table item,annotator,label of a results file of Mechanical Turk whose answers are
/// classes of images: the image's address, the worker, the class. Answers that were rejected, or
/// choose nothing, are left out. Errors name the file and the row: a column is
/// missing, an answer that cannot be read, one of several classes, or one that is no class.
Result<labeling::CsvTable> classTableOf(labeling::CsvTable results,
                                        const std::filesystem::path& file);

}  // namespace touchstone::analysis
