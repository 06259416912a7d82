#include "training/runs/evaluation_run.h"

#include "training/data/detection_pictures.h"
#include "training/runs/detection_figures.h"
#include "training/runs/detector_file.h"
#include "training/runs/foreign_errors.h"
#include "training/runs/model_file.h"
#include "training/runs/sample_predictions.h"
#include "training/runs/segmentation_figures.h"
#include "training/runs/segmenter_file.h"
#include "training/segmentation/void_label.h"

#include <algorithm>

namespace touchstone::training {

namespace {

using Warned = std::function<void(const std::string&)>;

Error nothingIn(labeling::Split split) {
  return {ErrorKind::BadInput,
          {},
          "No labelled image is in the " + std::string(labeling::nameOf(split)) +
              " split; assign splits first or choose another one."};
}

/// Numbers a label as the model does. Error: a class that the model does not know.
Status renumber(int& label,
                const std::vector<std::string>& ofProject,
                const std::vector<std::string>& ofModel) {
  const std::string& name = ofProject[static_cast<std::size_t>(label)];
  const auto found = std::find(ofModel.begin(), ofModel.end(), name);
  if (found == ofModel.end()) {
    return Error{ErrorKind::BadInput,
                 {},
                 "The model does not know the class " + name + "; train again to include it."};
  }
  label = static_cast<int>(found - ofModel.begin());
  return Nothing{};
}

Result<analysis::EvaluationReport> evaluateClassifier(const RunInput& input,
                                                      const std::filesystem::path& runFolder,
                                                      labeling::Split split,
                                                      const Warned& warned,
                                                      const WorkContext& work) {
  const auto model = openModel(runFolder);
  if (!model) {
    return model.error();
  }
  const auto& classes = model->description.classes;
  const auto dataset = classificationDataset(input.document);
  std::vector<Sample> samples;
  for (const std::size_t i : samplesOf(dataset.samples, split)) {
    samples.push_back(dataset.samples[i]);
    if (const auto known = renumber(samples.back().label, dataset.classes, classes); !known) {
      return known.error();
    }
  }
  if (samples.empty()) {
    return nothingIn(split);
  }
  return predictSamples(*model, samples, input.imageFolder, warned, work)
      .transform([&](const SamplePredictions& predictions) {
        return evaluationOf(samples, predictions, classes);
      });
}

Result<analysis::EvaluationReport> evaluateDetector(const RunInput& input,
                                                    const std::filesystem::path& runFolder,
                                                    labeling::Split split,
                                                    const Warned& warned,
                                                    const WorkContext& work) {
  const auto model = openDetector(runFolder);
  if (!model) {
    return model.error();
  }
  const auto& classes = model->description.classes;
  const auto dataset = detectionDataset(input.document);
  auto images = imagesOf(dataset, split);
  for (DetectionImage& image : images) {
    for (int& label : image.labels) {
      if (const auto known = renumber(label, dataset.classes, classes); !known) {
        return known.error();
      }
    }
  }
  DetectionPictures pictures(std::move(images), input.imageFolder, model->description.size);
  if (auto loaded = pictures.load(warned, work); !loaded) {
    return loaded.error();
  }
  if (pictures.images().empty()) {
    return nothingIn(split);
  }
  std::vector<std::vector<FoundObject>> found;
  for (std::size_t i = 0; i < pictures.images().size(); ++i) {
    if (work.stop.stop_requested()) {
      return Error{ErrorKind::Cancelled, {}, "Cancelled while looking for objects."};
    }
    found.push_back(model->detector.find(pictures.picture(i), pictures.images()[i].size));
    work.progress({"Looking for objects", static_cast<double>(i + 1),
                   static_cast<double>(pictures.images().size()), -1});
  }
  return analysis::evaluateObjects(evaluatedObjects(pictures.images(), classes),
                                   detectionsOf(found), work);
}

Result<analysis::EvaluationReport> evaluateSegmenter(const RunInput& input,
                                                     const std::filesystem::path& runFolder,
                                                     labeling::Split split,
                                                     const Warned& warned,
                                                     const WorkContext& work) {
  const auto model = openSegmenter(runFolder);
  if (!model) {
    return model.error();
  }
  const auto& classes = model->description.classes;
  const auto dataset = segmentationDataset(input.document);
  auto images = imagesOf(dataset, split);
  for (SegmentationImage& image : images) {
    for (LabelledArea& area : image.areas) {
      if (area.label == voidLabel) {
        continue;
      }
      if (const auto known = renumber(area.label, dataset.classes, classes); !known) {
        return known.error();
      }
    }
  }
  SegmentationPictures pictures(std::move(images), input.imageFolder, model->description.side);
  if (auto loaded = pictures.load(warned, work); !loaded) {
    return loaded.error();
  }
  if (pictures.images().empty()) {
    return nothingIn(split);
  }
  double seen = 0;
  const auto measured =
      measureSegmentation(pictures, classes.size(), work.stop, [&](const cv::Mat& picture) {
        work.progress(
            {"Looking for objects", ++seen, static_cast<double>(pictures.images().size()), -1});
        return model->segmenter.segment(picture).labels;
      });
  if (!measured) {
    return Error{ErrorKind::Cancelled, {}, "Cancelled while looking for objects."};
  }
  return evaluationOf(*measured, classes);
}

}  // namespace

Result<analysis::EvaluationReport> evaluateRun(const RunInput& input,
                                               const std::filesystem::path& runFolder,
                                               labeling::Split split,
                                               const Warned& warned,
                                               const WorkContext& work) {
  return guarded([&] {
    const auto task = taskOf(runFolder);
    const auto evaluate = task == "detect"    ? evaluateDetector
                          : task == "segment" ? evaluateSegmenter
                                              : evaluateClassifier;
    return evaluate(input, runFolder, split, warned, work)
        .transform([&](analysis::EvaluationReport report) {
          report.run = runFolder.filename().string();
          report.split = labeling::nameOf(split);
          return report;
        });
  });
}

}  // namespace touchstone::training
