#include "training/runs/coverage_run.h"

#include "analysis/coverage/coverage_findings.h"
#include "training/data/detection_dataset.h"
#include "training/data/situation_measuring.h"

#include <algorithm>
#include <map>

namespace touchstone::training {

namespace {

constexpr std::size_t mostSamples = 100'000;

/// Returns the labelled objects as samples, also where images have tags.
ClassificationDataset objectsOf(const labeling::Document& document) {
  ClassificationDataset dataset;
  auto detection = detectionDataset(document);
  dataset.classes = std::move(detection.classes);
  dataset.boxes = true;
  for (const DetectionImage& image : detection.images) {
    for (std::size_t i = 0; i < image.boxes.size(); ++i) {
      Sample sample;
      sample.image = image.image;
      sample.annotation = image.annotations[i];
      sample.path = image.path;
      sample.contentHash = document.image(image.image)->contentHash;
      sample.box = image.boxes[i];
      sample.label = image.labels[i];
      sample.split = image.split;
      dataset.samples.push_back(std::move(sample));
    }
  }
  return dataset;
}

/// Leaves every n-th image, so that there are not too many samples.
void thinOut(std::vector<Sample>& samples, const AuditRequest& request) {
  const std::size_t step = (samples.size() + mostSamples - 1) / mostSamples;
  if (step < 2) {
    return;
  }
  request.warned("What the data covers is measured on one in " + std::to_string(step) +
                 " images, as there are many.");
  std::map<labeling::ImageId, std::size_t> positions;
  for (const Sample& sample : samples) {
    positions.try_emplace(sample.image, positions.size());
  }
  std::erase_if(samples, [&](const Sample& sample) { return positions[sample.image] % step != 0; });
}

using LabelKey = std::pair<labeling::ImageId, std::optional<labeling::AnnotationId>>;

/// Returns whether objects have outlines, so that they can be pasted elsewhere.
bool haveOutlines(const labeling::Document& document, std::span<const Sample> samples) {
  return std::any_of(samples.begin(), samples.end(), [&](const Sample& sample) {
    const auto* annotation = sample.annotation ? document.annotation(*sample.annotation) : nullptr;
    return annotation != nullptr && (std::holds_alternative<labeling::Mask>(annotation->shape) ||
                                     std::holds_alternative<labeling::Polygon>(annotation->shape));
  });
}

}  // namespace

Result<CoverageAudit> auditCoverage(const RunInput& input,
                                    const AuditRequest& request,
                                    const std::string& task,
                                    std::span<const analysis::LabelScore> scores,
                                    const WorkContext& work) {
  const bool objects = task == "detect" || task == "segment";
  auto dataset = objects ? objectsOf(input.document) : classificationDataset(input.document);
  thinOut(dataset.samples, request);
  const FeatureSource source{input.imageFolder, input.cacheFolder, request.warned};
  const auto measured = measureSituations(input.document, dataset.samples, source, work);
  if (!measured) {
    return measured.error();
  }
  std::map<LabelKey, const analysis::LabelScore*> scoreOf;
  for (const analysis::LabelScore& score : scores) {
    scoreOf[{score.image, score.annotation}] = &score;
  }
  const bool enough = static_cast<double>(scores.size()) >=
                      analysis::leastSamplesAClass * static_cast<double>(dataset.classes.size());
  std::vector<analysis::CoverageSample> samples;
  for (std::size_t i = 0; i < measured->rows.size(); ++i) {
    const Sample& from = dataset.samples[measured->rows[i]];
    analysis::CoverageSample& sample = samples.emplace_back();
    sample.image = from.image;
    sample.annotation = from.annotation;
    sample.labelClass = from.label;
    sample.measures = measured->measures[i];
    const auto score = scoreOf.find({from.image, from.annotation});
    if (score != scoreOf.end() && score->second->predicted) {
      sample.mistaken = *score->second->predicted != score->second->given;
      sample.trust = enough && score->second->wrong ? 1 - *score->second->wrong : 1;
    }
  }
  CoverageAudit audit;
  audit.coverage = analysis::coverageOf(
      samples, dataset.classes,
      {.seed = request.seed, .outlines = haveOutlines(input.document, dataset.samples)});
  audit.findings =
      analysis::coverageFindings(audit.coverage, samples, input.document, dataset.classes);
  return audit;
}

}  // namespace touchstone::training
