#include "training/runs/audit_run.h"

#include "analysis/audits/duplicate_audit.h"
#include "analysis/audits/label_audit.h"
#include "analysis/audits/model_findings.h"
#include "analysis/audits/out_of_sample.h"
#include "analysis/neighbours/outlier_audit.h"
#include "analysis/neighbours/similar_labels.h"
#include "labeling/images/read_file.h"
#include "training/runs/consistency_audit_run.h"
#include "training/runs/copy_audit_run.h"
#include "training/runs/coverage_run.h"
#include "training/runs/cross_fit.h"
#include "training/runs/foreign_errors.h"
#include "training/runs/model_file.h"
#include "training/runs/model_json.h"
#include "training/runs/object_audit_run.h"
#include "training/runs/picture_audit_run.h"
#include "training/runs/run_files.h"
#include "training/runs/starting_point.h"
#include "training/runs/training_pictures.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

namespace touchstone::training {

namespace {

constexpr int usualFolds = 5;
constexpr int scratchFolds = 3;

/// Returns the network whose features are used: that of the run, or the default one.
Result<StartingPoint> auditedNetwork(const AuditRequest& request) {
  if (request.runFolder.empty()) {
    return startingPoint("");
  }
  const auto model = readModelDescription(request.runFolder);
  if (!model) {
    return model.error();
  }
  if (model->startedFrom.empty()) {
    return startingPoint("");
  }
  const std::filesystem::path file(model->startedFrom);
  // A model of this project has seen the labels that it would judge.
  const bool ofProject = weakly_canonical(file).parent_path().parent_path() ==
                         weakly_canonical(request.runFolder).parent_path();
  if (!ofProject && std::filesystem::is_regular_file(file)) {
    return StartingPoint{findBackbone(model->backbone), file};
  }
  return startingPoint(model->backbone);
}

/// Returns a group for each sample: samples of near-duplicate images are never on both sides of a
/// fold. Boxes of an image without duplicates stand alone.
std::vector<int> groupsOf(const labeling::Document& document,
                          const ClassificationDataset& dataset) {
  const auto groups = analysis::nearDuplicateGroups(document);
  std::map<int, int> sizes;
  std::map<labeling::ImageId, int> groupOfImage;
  std::size_t position = 0;
  for (const auto& [id, image] : document.images()) {
    ++sizes[groups[position]];
    groupOfImage[id] = groups[position++];
  }
  int next = static_cast<int>(groups.size());
  std::vector<int> result;
  for (const Sample& sample : dataset.samples) {
    const int group = groupOfImage[sample.image];
    result.push_back(sizes[group] > 1 ? group : next++);
  }
  return result;
}

/// Returns the labels of samples as audits see them.
std::vector<analysis::AuditedLabel> labelsOf(const ClassificationDataset& dataset,
                                             const std::vector<std::size_t>& rows) {
  std::vector<analysis::AuditedLabel> labels;
  for (const std::size_t row : rows) {
    const Sample& sample = dataset.samples[row];
    labels.push_back({sample.image, sample.annotation, sample.label});
  }
  return labels;
}

/// What is known of samples before their labels are judged.
struct Evidence {
  CrossFit fit;
  std::optional<analysis::NeighbourGraph> neighbours;  ///< of the rows of `fit`
};

/// Probabilities by k-fold logistic regression on the features of a pre-trained network, and what
/// the same features say of how like the samples are.
Result<Evidence> fromFeatures(const RunInput& input,
                              const ClassificationDataset& dataset,
                              const std::vector<int>& groups,
                              const StartingPoint& network,
                              const AuditRequest& request,
                              const WorkContext& work) {
  const FeatureRecipe recipe{network.backbone, network.weights,
                             featurePictures(input.document, dataset, *network.backbone),
                             !dataset.boxes};
  const FeatureSource source{input.imageFolder, input.cacheFolder, request.warned};
  const auto features = featuresOf(dataset.samples, source, recipe, work);
  if (!features) {
    return features.error();
  }
  std::vector<int> rowGroups;
  std::vector<int> given;
  for (const std::size_t row : features->rows) {
    rowGroups.push_back(groups[row]);
    given.push_back(dataset.samples[row].label);
  }
  const auto balanced = balancedFeatures(*features);
  auto probabilities = analysis::outOfSampleProbabilities(
      balanced, given, static_cast<int>(dataset.classes.size()), rowGroups,
      {.folds = request.folds.value_or(usualFolds), .seed = request.seed}, work);
  if (!probabilities) {
    return probabilities.error();
  }
  auto neighbours = analysis::nearestNeighbours(balanced, {}, work);
  if (!neighbours) {
    return neighbours.error();
  }
  return Evidence{{features->rows, *std::move(probabilities)}, *std::move(neighbours)};
}

/// Probabilities by networks that learn from random weights; their features say nothing yet.
Result<Evidence> fromRandomWeights(const RunInput& input,
                                   const ClassificationDataset& dataset,
                                   const std::vector<int>& groups,
                                   const AuditRequest& request,
                                   const WorkContext& work) {
  CrossFitOptions options;
  options.backbone = startingPoint("resnet18-half")->backbone;
  options.classes = static_cast<int>(dataset.classes.size());
  options.folds = std::clamp(request.folds.value_or(usualFolds), 2, scratchFolds);
  options.size = scratchPictureSize(dataset.boxes);
  options.boxes = dataset.boxes;
  options.seed = request.seed;
  options.warned = request.warned;
  return crossFittedProbabilities(dataset.samples, groups, input.imageFolder, options, work)
      .transform([](CrossFit fit) {
        return Evidence{std::move(fit), std::nullopt};
      });
}

/// Returns what the run's evaluation says; nothing when it has none.
std::vector<labeling::Finding> misclassifiedIn(const labeling::Document& document,
                                               const std::filesystem::path& runFolder) {
  const auto text = labeling::readFile(RunFiles{runFolder}.evaluation());
  if (runFolder.empty() || !text) {
    return {};
  }
  const auto report = analysis::evaluationReportFromJson(*text);
  return report ? analysis::misclassifiedFindings(*report, document)
                : std::vector<labeling::Finding>{};
}

/// Returns what is said of the classes of images or boxes.
Result<analysis::LabelAudit> auditClasses(const RunInput& input,
                                          const AuditRequest& request,
                                          const WorkContext& work) {
  const auto dataset = classificationDataset(input.document);
  if (const auto checked = checkLabels(dataset); !checked) {
    return checked.error();
  }
  const auto network = auditedNetwork(request);
  if (!network) {
    return network.error();
  }
  const auto groups = groupsOf(input.document, dataset);
  const auto evidence = network->weights.empty()
                            ? fromRandomWeights(input, dataset, groups, request, work)
                            : fromFeatures(input, dataset, groups, *network, request, work);
  if (!evidence) {
    return evidence.error();
  }
  const auto labels = labelsOf(dataset, evidence->fit.rows);
  auto audit =
      analysis::auditLabels(labels, evidence->fit.probabilities, dataset.classes, work.stop);
  if (!audit) {
    return audit.error();
  }
  auto& findings = audit->findings;
  const auto misclassified = misclassifiedIn(input.document, request.runFolder);
  findings.insert(findings.end(), misclassified.begin(), misclassified.end());
  if (evidence->neighbours) {
    const auto outliers =
        analysis::auditOutliers(input.document, labels, dataset.classes, *evidence->neighbours);
    findings.insert(findings.end(), outliers.begin(), outliers.end());
    analysis::addSimilarLabels(labels, *evidence->neighbours, findings);
  }
  return audit;
}

/// Returns the request with each warning given once: several parts of an audit read the images.
AuditRequest warningOnce(AuditRequest request) {
  request.warned = [warned = std::move(request.warned),
                    given =
                        std::make_shared<std::set<std::string>>()](const std::string& sentence) {
    if (given->insert(sentence).second) {
      warned(sentence);
    }
  };
  return request;
}

Result<analysis::AuditReport> audit(const RunInput& input,
                                    const AuditRequest& request,
                                    const WorkContext& work) {
  const auto task = request.runFolder.empty() ? std::string() : taskOf(request.runFolder);
  const auto auditLabels = task == "detect"    ? auditBoxes
                           : task == "segment" ? auditAreas
                                               : auditClasses;
  auto labels = auditLabels(input, request, work);
  if (!labels) {
    return labels.error();
  }
  const auto consistency = auditConsistency(input, *labels, request, work);
  if (!consistency) {
    return consistency.error();
  }
  const auto pictures = auditPictureQuality(input, request, work);
  if (!pictures) {
    return pictures.error();
  }
  const auto copies = findImageCopies(input, request, work);
  if (!copies) {
    return copies.error();
  }
  auto coverage = auditCoverage(input, request, task, labels->scores, work);
  if (!coverage) {
    return coverage.error();
  }
  analysis::AuditReport report;
  report.run = request.runFolder.filename().string();
  report.scores = std::move(labels->scores);
  report.findings = std::move(labels->findings);
  report.errors = std::move(labels->errors);
  report.confused = std::move(labels->confused);
  const auto duplicates = analysis::auditDuplicates(input.document, *copies);
  report.coverage = std::move(coverage->coverage);
  const std::vector<labeling::Finding>* const others[] = {&*consistency, &duplicates, &*pictures,
                                                          &coverage->findings};
  for (const auto* more : others) {
    report.findings.insert(report.findings.end(), more->begin(), more->end());
  }
  std::stable_sort(
      report.findings.begin(), report.findings.end(),
      [](const labeling::Finding& a, const labeling::Finding& b) { return a.score < b.score; });
  for (labeling::Finding& finding : report.findings) {
    finding.run = report.run;
  }
  return report;
}

}  // namespace

Result<analysis::AuditReport> auditProject(const RunInput& input,
                                           const AuditRequest& request,
                                           const WorkContext& work) {
  return guarded([&] { return audit(input, warningOnce(request), work); });
}

}  // namespace touchstone::training
