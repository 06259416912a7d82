#pragma once

#include "analysis/report/epoch_figures.h"
#include "labeling/project/run_record.h"

#include <string>
#include <utility>
#include <vector>

namespace touchstone::analysis {

/// A line of a chart, in the colour that CSS calls so.
struct ChartLine {
  std::string name;
  std::string colour;
  std::vector<std::pair<double, double>> points;
};

/// Returns lines over [0, 1] × [0, 1] with the name of the horizontal axis below, the title and the
/// names of the lines in a caption.
[[nodiscard]] std::string unitChart(const std::vector<ChartLine>& lines,
                                    const std::string& title,
                                    const std::string& axis);

/// Returns the losses of a training over its epochs; nothing for fewer than two epochs. `measured`
/// says what that on the validation images is.
[[nodiscard]] std::string lossChart(const std::vector<EpochFigures>& epochs,
                                    const std::string& measured);

/// Returns the main figure of the newest round over the rounds; nothing when fewer than two have
/// it.
[[nodiscard]] std::string roundsChart(const std::vector<labeling::IterationRecord>& rounds);

/// Returns a figure of a round; NaN when it was not measured.
[[nodiscard]] double metricOf(const labeling::IterationRecord& round, const std::string& name);

}  // namespace touchstone::analysis
