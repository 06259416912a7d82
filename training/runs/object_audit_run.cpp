#include "training/runs/object_audit_run.h"

#include "analysis/audits/mask_audit.h"
#include "analysis/audits/object_audit.h"
#include "training/data/detection_dataset.h"
#include "training/data/segmentation_pictures.h"
#include "training/runs/detection_figures.h"
#include "training/runs/detector_file.h"
#include "training/runs/object_cross_fit.h"
#include "training/runs/segmenter_file.h"
#include "training/segmentation/void_label.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <map>

namespace touchstone::training {

namespace {

using labeling::ImageId;

/// Calls `compare` with those of a dataset's images that a model is to be used for, and their
/// pictures, which `read` returns of a file.
template <class Image, class Read, class Compare>
Status compareImages(const std::vector<Image>& all,
                     const std::set<ImageId>& wanted,
                     const std::filesystem::path& folder,
                     const AuditRequest& request,
                     const WorkContext& work,
                     Read read,
                     Compare compare) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Image& image = all[i];
    if (work.stop.stop_requested()) {
      return Error{ErrorKind::Cancelled, {}, "Cancelled while looking for wrong labels."};
    }
    if (!wanted.contains(image.image)) {
      continue;
    }
    const Result<cv::Mat> picture = read(folder / image.path);
    if (!picture) {
      request.warned(picture.error().message);
      continue;
    }
    compare(image, *picture);
    work.progress({"Comparing labels with what the model finds", static_cast<double>(i + 1),
                   static_cast<double>(all.size()), -1});
  }
  return Nothing{};
}

ObjectCrossFitOptions optionsOf(const AuditRequest& request) {
  return {.folds = request.folds.value_or(0), .seed = request.seed, .warned = request.warned};
}

/// Returns the position of each of a model's classes among those of a project; -1 where it has none
/// of that name.
std::vector<int> positionsOf(const std::vector<std::string>& ofModel,
                             const std::vector<std::string>& ofProject) {
  std::vector<int> positions;
  for (const std::string& name : ofModel) {
    const auto found = std::find(ofProject.begin(), ofProject.end(), name);
    positions.push_back(found == ofProject.end() ? -1
                                                 : static_cast<int>(found - ofProject.begin()));
  }
  return positions;
}

analysis::AuditedImage auditedImage(const DetectionImage& image) {
  analysis::AuditedImage audited;
  audited.image = image.image;
  audited.annotations = image.annotations;
  for (std::size_t i = 0; i < image.boxes.size(); ++i) {
    audited.objects.given.push_back({image.labels[i], image.boxes[i]});
  }
  return audited;
}

/// Returns whether what was found lies mostly in an area that does not count.
bool isIgnored(const labeling::Box& box, const std::vector<labeling::Box>& ignored) {
  return std::any_of(ignored.begin(), ignored.end(), [&](const labeling::Box& area) {
    const double width = std::min(box.x1, area.x1) - std::max(box.x0, area.x0);
    const double height = std::min(box.y1, area.y1) - std::max(box.y0, area.y0);
    return width > 0 && height > 0 && width * height > box.area() / 2;
  });
}

/// Images and what a detector finds on each of them.
struct LookedAt {
  std::vector<DetectionImage> images;
  std::vector<std::vector<FoundObject>> found;
};

/// Fills in what the detector takes each labelled object for.
void setPredicted(std::vector<analysis::LabelScore>& scores,
                  const analysis::EvaluationReport& evaluation) {
  std::map<labeling::AnnotationId, std::string> predicted;
  for (const analysis::EvaluatedSample& sample : evaluation.samples) {
    if (sample.annotation) {
      predicted[*sample.annotation] = sample.predicted;
    }
  }
  for (analysis::LabelScore& score : scores) {
    const auto found = score.annotation ? predicted.find(*score.annotation) : predicted.end();
    if (found != predicted.end()) {
      score.predicted = found->second;
    }
  }
}

}  // namespace

Result<analysis::LabelAudit> auditBoxes(const RunInput& input,
                                        const AuditRequest& request,
                                        const WorkContext& work) {
  const auto dataset = detectionDataset(input.document);
  std::vector<analysis::AuditedImage> audited;
  LookedAt lookedAt;
  const auto look = [&](const std::filesystem::path& runFolder, const std::set<ImageId>& images,
                        const WorkContext& part) -> Status {
    const auto model = openDetector(runFolder);
    if (!model) {
      return model.error();
    }
    const auto classes = positionsOf(model->description.classes, dataset.classes);
    return compareImages(
        dataset.images, images, input.imageFolder, request, part,
        [&](const std::filesystem::path& file) {
          return readResizedPicture(file, model->description.size);
        },
        [&](const DetectionImage& image, const cv::Mat& picture) {
          auto& objects = audited.emplace_back(auditedImage(image)).objects;
          lookedAt.images.push_back(image);
          auto& kept = lookedAt.found.emplace_back();
          for (FoundObject& found : model->detector.find(picture, image.size)) {
            found.label = classes[static_cast<std::size_t>(found.label)];
            if (found.label >= 0 && !isIgnored(found.box, image.ignored)) {
              objects.predicted.push_back({found.label, found.box, found.score});
              kept.push_back(found);
            }
          }
        });
  };
  return crossFitObjects(input, request.runFolder, optionsOf(request), work, look)
      .and_then([&](Nothing) -> Result<analysis::LabelAudit> {
        auto audit = analysis::auditObjects(audited, dataset.classes);
        const auto evaluated = analysis::evaluateObjects(
            evaluatedObjects(lookedAt.images, dataset.classes), detectionsOf(lookedAt.found), work);
        if (!evaluated) {
          return evaluated.error();
        }
        setPredicted(audit.scores, *evaluated);
        return audit;
      });
}

/// Returns the median area of what is painted of each class, in pixels; 0 of one that is not.
std::vector<double> usualAreas(const SegmentationDataset& dataset) {
  std::vector<std::vector<double>> areas(dataset.classes.size());
  for (const SegmentationImage& image : dataset.images) {
    for (const LabelledArea& area : image.areas) {
      if (area.label != voidLabel) {
        areas[static_cast<std::size_t>(area.label)].push_back(
            labeling::areaOf(maskOf(area, image.size)));
      }
    }
  }
  std::vector<double> usual;
  for (auto& ofClass : areas) {
    const auto middle = ofClass.begin() + static_cast<std::ptrdiff_t>(ofClass.size() / 2);
    std::nth_element(ofClass.begin(), middle, ofClass.end());
    usual.push_back(ofClass.empty() ? 0 : *middle);
  }
  return usual;
}

Result<analysis::LabelAudit> auditAreas(const RunInput& input,
                                        const AuditRequest& request,
                                        const WorkContext& work) {
  const auto dataset = segmentationDataset(input.document);
  const auto usual = usualAreas(dataset);
  analysis::LabelAudit audit;
  const auto look = [&](const std::filesystem::path& runFolder, const std::set<ImageId>& images,
                        const WorkContext& part) -> Status {
    const auto model = openSegmenter(runFolder);
    if (!model) {
      return model.error();
    }
    if (model->description.classes != dataset.classes) {
      return Error{ErrorKind::BadInput, runFolder,
                   "The model of run " + runFolder.filename().string() +
                       " knows other classes than the labels have now; train again."};
    }
    return compareImages(
        dataset.images, images, input.imageFolder, request, part,
        [&](const std::filesystem::path& file) {
          return readSegmentedPicture(file, model->description.side);
        },
        [&](const SegmentationImage& image, const cv::Mat& picture) {
          auto probabilities = model->segmenter.probabilities(picture);
          for (cv::Mat1f& map : probabilities) {
            cv::resize(map, map, {image.size.width, image.size.height}, 0, 0, cv::INTER_LINEAR);
          }
          std::vector<analysis::GivenMask> given;
          for (const LabelledArea& area : image.areas) {
            if (area.label != voidLabel) {
              given.push_back({area.annotation, area.label, maskOf(area, image.size)});
            }
          }
          const auto findings = analysis::auditMasks(image.image, given, labelsOf(image),
                                                     probabilities, dataset.classes, usual);
          audit.findings.insert(audit.findings.end(), findings.begin(), findings.end());
        });
  };
  return crossFitObjects(input, request.runFolder, optionsOf(request), work, look)
      .transform([&](Nothing) { return std::move(audit); });
}

}  // namespace touchstone::training
