#include "analysis/neighbours/similar_labels.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace touchstone::analysis {
namespace {

using labeling::AnnotationId;
using nlohmann::ordered_json;

constexpr std::size_t mostSimilar = 6;

std::vector<AnnotationId> labelsLike(std::size_t row,
                                     std::span<const AuditedLabel> labels,
                                     const NeighbourGraph& graph) {
  std::vector<AnnotationId> similar;
  for (const std::uint32_t neighbour : graph.neighbours.row(row)) {
    if (labels[neighbour].annotation && similar.size() < mostSimilar) {
      similar.push_back(*labels[neighbour].annotation);
    }
  }
  return similar;
}

}  // namespace

void addSimilarLabels(std::span<const AuditedLabel> labels,
                      const NeighbourGraph& graph,
                      std::vector<labeling::Finding>& findings) {
  require(labels.size() == graph.neighbours.rows, "one label a row of the graph");
  std::map<AnnotationId, std::size_t> rows;
  for (std::size_t row = 0; row < labels.size(); ++row) {
    if (labels[row].annotation) {
      rows.emplace(*labels[row].annotation, row);
    }
  }
  for (labeling::Finding& finding : findings) {
    const auto row = finding.annotation ? rows.find(*finding.annotation) : rows.end();
    auto evidence = ordered_json::parse(finding.evidence, nullptr, false);
    if (row == rows.end() || !evidence.is_object()) {
      continue;
    }
    evidence["similar"] = labelsLike(row->second, labels, graph);
    finding.evidence = evidence.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
  }
}

std::vector<AnnotationId> similarLabelsOf(const labeling::Document& document,
                                          const labeling::Finding& finding) {
  std::vector<AnnotationId> similar;
  const auto evidence = ordered_json::parse(finding.evidence, nullptr, false);
  const auto found = evidence.is_object() ? evidence.find("similar") : evidence.end();
  if (found == evidence.end() || !found->is_array()) {
    return similar;
  }
  for (const auto& id : *found) {
    if (id.is_number_integer() && document.annotation(id.get<AnnotationId>()) != nullptr) {
      similar.push_back(id.get<AnnotationId>());
    }
  }
  return similar;
}

}  // namespace touchstone::analysis
