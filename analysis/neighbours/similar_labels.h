#pragma once

#include "analysis/audits/label_audit.h"
#include "analysis/neighbours/nearest_neighbours.h"

#include <span>
#include <vector>

namespace touchstone::analysis {

/// Writes into the evidence of each finding on one of `labels` ("similar") whose samples are most
/// like its own, nearest first; the rows of `graph` are those of `labels`. How its like is labelled
/// is the best argument for or against a label.
void addSimilarLabels(std::span<const AuditedLabel> labels,
                      const NeighbourGraph& graph,
                      std::vector<labeling::Finding>& findings);

/// Returns the labels that addSimilarLabels wrote into the evidence of a finding, less those that
/// the document has no more.
[[nodiscard]] std::vector<labeling::AnnotationId> similarLabelsOf(
    const labeling::Document& document, const labeling::Finding& finding);

}  // namespace touchstone::analysis
