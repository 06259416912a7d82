#include "analysis/neighbours/outlier_audit.h"

#include "analysis/audits/finding_text.h"
#include "analysis/neighbours/embedding_audit.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace touchstone::analysis {
namespace {

using labeling::Finding;

/// Among fewer samples nothing can be said to be usual.
constexpr std::size_t leastSamples = 20;
/// One sample in so many is asked about at most.
constexpr std::size_t samplesAFinding = 20;
constexpr std::size_t shownNeighbours = 3;

/// Returns the images of a row's nearest neighbours, each once.
std::vector<std::string> nearestImages(const labeling::Document& document,
                                       std::span<const AuditedLabel> labels,
                                       std::span<const std::uint32_t> neighbours,
                                       labeling::ImageId own) {
  std::vector<std::string> paths;
  for (const std::uint32_t neighbour : neighbours) {
    const labeling::ImageId id = labels[neighbour].image;
    const labeling::Image* image = document.image(id);
    if (image != nullptr && id != own && paths.size() < shownNeighbours &&
        std::find(paths.begin(), paths.end(), image->path) == paths.end()) {
      paths.push_back(image->path);
    }
  }
  return paths;
}

/// Whether the label is of an object rather than of a whole image.
bool isOfAnObject(const labeling::Document& document, const AuditedLabel& label) {
  const auto* annotation = label.annotation ? document.annotation(*label.annotation) : nullptr;
  return annotation != nullptr && !isImageTag(annotation->shape);
}

std::string sentenceOn(bool object, const std::vector<std::string>& nearest) {
  std::string sentence = object ? "This object is unlike all others" : "Unlike all other images";
  if (!nearest.empty()) {
    sentence += "; the most similar one is ";
    sentence += (object ? "in " : "") + inQuotes(nearest.front());
  }
  return sentence + '.';
}

/// Returns the rows that are asked about, the farthest from all others first.
std::vector<std::size_t> askedRows(const OutlierAudit& audit) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < audit.marked.size(); ++row) {
    if (audit.marked[row]) {
      rows.push_back(row);
    }
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [&](std::size_t a, std::size_t b) { return audit.scores[a] < audit.scores[b]; });
  rows.resize(std::min(rows.size(), audit.marked.size() / samplesAFinding));
  return rows;
}

}  // namespace

std::vector<Finding> auditOutliers(const labeling::Document& document,
                                   std::span<const AuditedLabel> labels,
                                   std::span<const std::string> classNames,
                                   const NeighbourGraph& graph) {
  require(labels.size() == graph.neighbours.rows, "one label a row of the graph");
  std::vector<Finding> findings;
  if (labels.size() < leastSamples) {
    return findings;
  }
  const OutlierAudit audit = outliers(graph);
  for (const std::size_t row : askedRows(audit)) {
    const AuditedLabel& label = labels[row];
    const auto nearest = nearestImages(document, labels, graph.neighbours.row(row), label.image);
    Finding finding;
    finding.kind = labeling::FindingKind::Outlier;
    finding.image = label.image;
    finding.annotation = label.annotation;
    finding.given = classNames[static_cast<std::size_t>(label.given)];
    finding.score = (1 + audit.scores[row]) / 2;
    finding.evidence = nlohmann::json{{"neighbours", nearest}}.dump(
        -1, ' ', false, nlohmann::json::error_handler_t::replace);
    finding.message = sentenceOn(isOfAnObject(document, label), nearest);
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace touchstone::analysis
