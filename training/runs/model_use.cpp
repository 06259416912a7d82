#include "training/runs/model_use.h"

#include "labeling/images/image_reader.h"
#include "training/data/segmentation_pictures.h"
#include "training/runs/detector_file.h"
#include "training/runs/foreign_errors.h"
#include "training/runs/model_json.h"
#include "training/runs/sample_predictions.h"
#include "training/runs/segmenter_file.h"
#include "training/runs/starting_point.h"
#include "training/segmentation/class_regions.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace touchstone::training {

namespace {

using Warned = std::function<void(const std::string&)>;

Result<std::vector<Prediction>> predict(const std::filesystem::path& runFolder,
                                        const std::vector<std::filesystem::path>& images,
                                        const Warned& warned,
                                        const WorkContext& work) {
  const auto model = openModel(runFolder);
  if (!model) {
    return model.error();
  }
  std::vector<Sample> samples;
  for (const auto& image : images) {
    Sample sample;
    sample.image = static_cast<labeling::ImageId>(samples.size());
    sample.path = std::filesystem::absolute(image).string();
    samples.push_back(std::move(sample));
  }
  const auto rows = predictSamples(*model, samples, "/", warned, work);
  if (!rows) {
    return rows.error();
  }
  std::vector<Prediction> predictions;
  for (std::size_t i = 0; i < rows->rows.size(); ++i) {
    Prediction prediction;
    prediction.image = images[rows->rows[i]];
    const auto probabilities = rows->probabilities.row(i);
    const auto& classes = model->description.classes;
    for (std::size_t k = 0; k < classes.size(); ++k) {
      prediction.probabilities[classes[k]] = probabilities[k];
    }
    const auto best = std::max_element(probabilities.begin(), probabilities.end());
    prediction.predicted = classes[static_cast<std::size_t>(best - probabilities.begin())];
    predictions.push_back(std::move(prediction));
  }
  return predictions;
}

constexpr double smallestProbability = 0.01;

/// Returns the size of an image, from its file when it is not known yet.
labeling::ImageSize sizeOf(const labeling::Image& image,
                           const std::filesystem::path& folder,
                           const cv::Mat& picture) {
  if (image.width > 0) {
    return {image.width, image.height};
  }
  const auto read = labeling::readImageSize(folder / image.path);
  return read ? *read : labeling::ImageSize{picture.cols, picture.rows};
}

/// Something that was found in an image: the class by its position in the model.
struct FoundShape {
  int label = 0;
  labeling::Shape shape;
  double score = 0;
};

/// Looks at the images one by one: `read` returns the picture of a file, `find` what is in it.
template <class Read, class Find>
Result<std::vector<labeling::Prediction>> predictObjects(
    const RunInput& input,
    const std::filesystem::path& runFolder,
    const std::vector<std::string>& classes,
    const std::vector<labeling::ImageId>& images,
    const Warned& warned,
    const WorkContext& work,
    Read read,
    Find find) {
  std::vector<labeling::Prediction> predictions;
  for (std::size_t i = 0; i < images.size(); ++i) {
    if (work.stop.stop_requested()) {
      return Error{ErrorKind::Cancelled, {}, "Cancelled while looking for objects."};
    }
    const labeling::Image& image = *input.document.image(images[i]);
    const Result<cv::Mat> picture = read(input.imageFolder / image.path);
    if (!picture) {
      warned(picture.error().message);
      continue;
    }
    for (FoundShape& found : find(*picture, sizeOf(image, input.imageFolder, *picture))) {
      const auto labelClass =
          input.document.findClass(classes[static_cast<std::size_t>(found.label)]);
      if (labelClass) {
        predictions.push_back({.id = 0,
                               .run = runFolder.filename().string(),
                               .image = images[i],
                               .labelClass = *labelClass,
                               .shape = std::move(found.shape),
                               .score = found.score});
      }
    }
    work.progress({"Looking for objects", static_cast<double>(i + 1),
                   static_cast<double>(images.size()), -1});
  }
  return predictions;
}

Result<std::vector<labeling::Prediction>> predictBoxes(const RunInput& input,
                                                       const std::filesystem::path& runFolder,
                                                       const std::vector<labeling::ImageId>& images,
                                                       const Warned& warned,
                                                       const WorkContext& work) {
  const auto model = openDetector(runFolder);
  if (!model) {
    return model.error();
  }
  return predictObjects(
      input, runFolder, model->description.classes, images, warned, work,
      [&](const std::filesystem::path& file) {
        return readResizedPicture(file, model->description.size);
      },
      [&](const cv::Mat& picture, labeling::ImageSize size) {
        std::vector<FoundShape> shapes;
        for (const FoundObject& object : model->detector.find(picture, size)) {
          shapes.push_back({object.label, object.box, object.score});
        }
        return shapes;
      });
}

Result<std::vector<labeling::Prediction>> predictAreas(const RunInput& input,
                                                       const std::filesystem::path& runFolder,
                                                       const std::vector<labeling::ImageId>& images,
                                                       const Warned& warned,
                                                       const WorkContext& work) {
  constexpr int fewestPixels = 16;  // regions of fewer are noise
  const auto model = openSegmenter(runFolder);
  if (!model) {
    return model.error();
  }
  return predictObjects(
      input, runFolder, model->description.classes, images, warned, work,
      [&](const std::filesystem::path& file) {
        return readSegmentedPicture(file, model->description.side);
      },
      [&](const cv::Mat& picture, labeling::ImageSize image) {
        auto found = model->segmenter.segment(picture);
        const cv::Size size(image.width, image.height);
        cv::resize(found.labels, found.labels, size, 0, 0, cv::INTER_NEAREST);
        cv::resize(found.scores, found.scores, size, 0, 0, cv::INTER_NEAREST);
        std::vector<FoundShape> shapes;
        for (ClassRegion& region : classRegions(found.labels, found.scores, 0, fewestPixels)) {
          shapes.push_back({region.label, std::move(region.mask), region.score});
        }
        return shapes;
      });
}

Result<std::vector<labeling::Prediction>> predictLabels(
    const RunInput& input,
    const std::filesystem::path& runFolder,
    const std::vector<labeling::ImageId>& images,
    const Warned& warned,
    const WorkContext& work) {
  const auto model = openModel(runFolder);
  if (!model) {
    return model.error();
  }
  if (model->description.boxes) {
    return Error{ErrorKind::BadInput, runFolder,
                 "The model of run " + runFolder.filename().string() +
                     " tells the class of a box, not where boxes are; train to detect objects."};
  }
  std::vector<Sample> samples;
  for (const labeling::ImageId id : images) {
    Sample sample;
    sample.image = id;
    sample.path = input.document.image(id)->path;
    samples.push_back(std::move(sample));
  }
  const auto rows = predictSamples(*model, samples, input.imageFolder, warned, work);
  if (!rows) {
    return rows.error();
  }
  std::vector<labeling::Prediction> predictions;
  for (std::size_t i = 0; i < rows->rows.size(); ++i) {
    const auto probabilities = rows->probabilities.row(i);
    for (std::size_t k = 0; k < probabilities.size(); ++k) {
      const auto labelClass = input.document.findClass(model->description.classes[k]);
      if (labelClass && probabilities[k] >= smallestProbability) {
        predictions.push_back({.id = 0,
                               .run = runFolder.filename().string(),
                               .image = samples[rows->rows[i]].image,
                               .labelClass = *labelClass,
                               .shape = labeling::ImageTag{},
                               .score = probabilities[k]});
      }
    }
  }
  return predictions;
}

Result<ProjectFeatures> embed(const RunInput& input,
                              const std::string& backbone,
                              const Warned& warned,
                              const WorkContext& work) {
  const auto start = startingPoint(backbone);
  if (!start) {
    return start.error();
  }
  if (start->weights.empty()) {
    return Error{ErrorKind::BadInput,
                 {},
                 "There are no pre-trained weights for " + std::string(start->backbone->name) +
                     "; add a file with touchstone-cli backbones add FILE."};
  }
  const auto samples = imagesOf(input.document);
  const FeatureRecipe recipe{
      start->backbone, start->weights,
      featurePictures(input.document, ClassificationDataset{}, *start->backbone), true};
  const auto features =
      featuresOf(samples, {input.imageFolder, input.cacheFolder, warned}, recipe, work);
  if (!features) {
    return features.error();
  }
  ProjectFeatures result;
  for (const std::size_t row : features->rows) {
    result.images.push_back(samples[row].path);
  }
  result.features = ownFeatures(*features);
  return result;
}

}  // namespace

Result<std::vector<Prediction>> predictImages(const std::filesystem::path& runFolder,
                                              const std::vector<std::filesystem::path>& images,
                                              const Warned& warned,
                                              const WorkContext& work) {
  return guarded([&] { return predict(runFolder, images, warned, work); });
}

Result<std::vector<labeling::Prediction>> predictProject(
    const RunInput& input,
    const std::filesystem::path& runFolder,
    const std::vector<labeling::ImageId>& images,
    const Warned& warned,
    const WorkContext& work) {
  return guarded([&] {
    const auto task = taskOf(runFolder);
    const auto predict = task == "detect"    ? predictBoxes
                         : task == "segment" ? predictAreas
                                             : predictLabels;
    return predict(input, runFolder, images, warned, work);
  });
}

Result<ProjectFeatures> embedProject(const RunInput& input,
                                     const std::string& backbone,
                                     const Warned& warned,
                                     const WorkContext& work) {
  return guarded([&] { return embed(input, backbone, warned, work); });
}

}  // namespace touchstone::training
