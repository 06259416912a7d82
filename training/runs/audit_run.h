#pragma once

#include "analysis/report/audit_report.h"
#include "training/runs/training_run.h"

#include <filesystem>
#include <optional>

namespace touchstone::training {

struct AuditRequest {
  std::filesystem::path runFolder;  ///< the run whose backbone is used; empty: the default
  /// Parts that the samples are cut into. Nothing: five, but for runs of detectors and segmenters
  /// their own model, which costs no training but has seen most images.
  std::optional<int> folds;
  std::uint64_t seed = 1;
  /// Receives one sentence about something that was skipped.
  std::function<void(const std::string&)> warned = [](const std::string&) {};
};

/// Audits every label of the project, whatever its split. After a run of a detector or segmenter:
/// boxes or areas against what it finds, and duplicates. Else: out-of-sample probabilities,
/// confident learning, duplicates, and what the run's model misclassifies. With pre-trained weights
/// the probabilities come from k-fold on cached features, which also tell outliers; without, from
/// networks that are trained from random weights on part of the samples and predict the others.
/// Whatever the labels, those that contradict the label book or each other (auditConsistency) and
/// pictures that are dark, blurry, empty or of an odd size are found too, and copies of others, also
/// when they are turned, cropped or encoded again, and situations that a class lacks or in which the
/// model errs.
/// Errors: nothing labelled, one class only, no such run, cancelled.
Result<analysis::AuditReport> auditProject(const RunInput& input,
                                           const AuditRequest& request,
                                           const WorkContext& work);

}  // namespace touchstone::training
