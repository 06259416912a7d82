#include "training/runs/consistency_audit_run.h"

#include "analysis/consistency/disagreement_findings.h"
#include "analysis/consistency/drawing_style.h"
#include "analysis/consistency/label_rules.h"
#include "training/data/object_sketching.h"

#include <set>

namespace touchstone::training {

namespace {

/// The sketches of so many objects fill about 200 MB of memory.
constexpr std::size_t mostObjects = 200'000;

/// Returns findings about objects that look the same and have different classes.
Result<std::vector<labeling::Finding>> contradictingTwins(const RunInput& input,
                                                          const AuditRequest& request,
                                                          const WorkContext& work) {
  const auto& annotations = input.document.annotations();
  std::set<labeling::ClassId> classes;
  for (const auto& [id, annotation] : annotations) {
    if (!isImageTag(annotation.shape)) {
      classes.insert(annotation.labelClass);
    }
  }
  if (classes.size() < 2) {
    return std::vector<labeling::Finding>{};
  }
  if (annotations.size() > mostObjects) {
    request.warned("Objects that look the same are compared when there are at most " +
                   std::to_string(mostObjects) + ".");
    return std::vector<labeling::Finding>{};
  }
  const auto sketched =
      sketchObjects(input.document, {input.imageFolder, input.cacheFolder, request.warned}, work);
  if (!sketched) {
    return sketched.error();
  }
  return analysis::twinFindings(input.document, *sketched, work.stop);
}

}  // namespace

Result<std::vector<labeling::Finding>> auditConsistency(const RunInput& input,
                                                        const analysis::LabelAudit& labels,
                                                        const AuditRequest& request,
                                                        const WorkContext& work) {
  const labeling::Document& document = input.document;
  analysis::DrawingEvidence evidence{.shared = analysis::sharedObjects(document, work.stop),
                                     .seen = labels.seen,
                                     .labelledAt = input.labelledAt};
  auto findings = analysis::checkLabelRules(document, evidence.shared, work.stop);
  const auto add = [&](const std::vector<labeling::Finding>& more) {
    findings.insert(findings.end(), more.begin(), more.end());
  };
  if (!work.stop.stop_requested() && !evidence.shared.images.empty()) {
    const auto consensus = analysis::objectConsensus(
        document, evidence.shared, analysis::ConsensusMethod::DawidSkene, work.stop);
    if (!consensus) {
      return consensus.error();
    }
    add(analysis::disagreementFindings(document, evidence.shared, *consensus));
  }
  if (work.stop.stop_requested()) {
    return Error{ErrorKind::Cancelled, {}, "Cancelled while comparing labels."};
  }
  add(analysis::drawingDifferences(document, evidence));
  const auto twins = contradictingTwins(input, request, work);
  if (!twins) {
    return twins.error();
  }
  add(*twins);
  return findings;
}

}  // namespace touchstone::training
