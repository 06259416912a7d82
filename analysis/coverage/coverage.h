#pragma once

#include "analysis/coverage/coverage_sample.h"
#include "analysis/coverage/proportions.h"
#include "analysis/coverage/situation.h"
#include "analysis/matrix.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace touchstone::analysis {

/// A labelled image or object that is shown as an example.
struct CoverageExample {
  labeling::ImageId image = 0;
  std::optional<labeling::AnnotationId> annotation;
  bool operator==(const CoverageExample&) const = default;
};

/// The samples of one class, or of all, in one bin of a situation.
struct CoverageCell {
  long samples = 0;
  /// Images, where those of several samples of a class count in each of their bins by their share:
  /// objects on one picture say no more of its light than one does.
  double images = 0;
  double expected = 0;  ///< images, if the other classes' share were the class's too
  std::optional<MeasuredShare> errors;    ///< of the model; none when it looked at none of them
  std::vector<CoverageExample> examples;  ///< at most sixty, of different images; mistakes first
};

inline constexpr std::size_t shownExamples = 4;

/// Returns those examples of a cell that are shown beside what is said of it.
[[nodiscard]] std::vector<CoverageExample> firstExamples(const CoverageCell& cell);

/// The samples by class and by the bins of one situation, as a table to be shown.
struct CoverageGrid {
  Situation situation = Situation::Brightness;
  std::vector<std::string> bins;
  bool fixedLimits = true;        ///< an empty bin says something
  Matrix<CoverageCell> cells;     ///< classes × bins
  std::vector<CoverageCell> all;  ///< of each bin, all classes together

  [[nodiscard]] const CoverageCell& cell(std::size_t labelClass, std::size_t bin) const {
    return cells.row(labelClass)[bin];
  }
};

/// What may be missing.
enum class CoverageIssueKind {
  Gap,     ///< a class has few or no samples of a bin that others have
  Errors,  ///< the model errs more often there than elsewhere
  Absent   ///< no sample of any class is there; whether it matters is not known
};

/// One thing that may be missing, and what can be done.
struct CoverageIssue {
  CoverageIssueKind kind = CoverageIssueKind::Gap;
  Situation situation = Situation::Brightness;
  std::string bin;
  std::string labelClass;  ///< empty: all classes
  long samples = 0;
  double images = 0;  ///< as in CoverageCell; likewise `expected`, of a gap
  double expected = 0;
  std::optional<MeasuredShare> errors;  ///< there; with the share that is usual
  double usualErrors = 0;
  double probability = 1;  ///< that chance alone makes so few samples or so many errors
  std::vector<CoverageExample> examples;  ///< at most four: what is missing looks like these
  std::string message;                    ///< a sentence that says what is so
  std::string advice;                     ///< a sentence that says what to do; may be empty
};

/// What a data set covers.
struct Coverage {
  std::vector<std::string> classes;     ///< the rows of the grids
  std::optional<MeasuredShare> errors;  ///< of all samples that a model looked at
  std::vector<CoverageGrid> grids;
  std::vector<CoverageIssue> issues;  ///< gaps and errors, the worst first; then what is absent
};

struct CoverageOptions {
  std::uint64_t seed = 1;
  bool outlines = false;  ///< objects have outlines, so that they can be pasted elsewhere
};

/// Returns which situations the samples cover, class by class, and where the model errs. The grids
/// have the 50 commonest classes. What is called a gap or a slice of errors is beyond chance, all
/// cells considered (see coverageGaps, errorSlices).
[[nodiscard]] Coverage coverageOf(std::span<const CoverageSample> samples,
                                  std::span<const std::string> classNames,
                                  const CoverageOptions& options = {});

}  // namespace touchstone::analysis
