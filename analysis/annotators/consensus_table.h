#pragma once

#include "analysis/annotators/consensus.h"

#include <filesystem>

namespace touchstone::analysis {

/// How to read a table of labels.
struct AnnotatorTableOptions {
  std::vector<std::string>
      columns;  ///< of a wide table, those that are annotators; else all others
  std::vector<std::string> classes;  ///< their names in the order of the probabilities' columns
  std::size_t modelClasses = 0;      ///< columns that the probabilities have, 0 without a model
};

/// Reads a CSV table in one of three shapes: wide (the first column names the item, each other one
/// holds what one annotator gave, empty where nothing), long (columns item, annotator and label, in
/// any order; "task", "image" and "file" are items too, "worker" is an annotator), or the results
/// of a batch of Mechanical Turk that asked for classes (see classTableOf). Labels are class names
/// or, where all are whole numbers, class indices. Items stay in the order of the file. Errors name
/// the file and what to do.
Result<AnnotatorLabels> readAnnotatorTable(const std::filesystem::path& file,
                                           const AnnotatorTableOptions& options = {});

/// Returns the table item,consensus,quality.
[[nodiscard]] std::string consensusTable(const AnnotatorLabels& labels, const Consensus& consensus);

/// Returns the table annotator,labels,quality,agreement.
[[nodiscard]] std::string annotatorTable(const AnnotatorLabels& labels, const Consensus& consensus);

}  // namespace touchstone::analysis
