#include "training/data/classification_dataset.h"

#include <algorithm>

namespace touchstone::training {

namespace {

using labeling::Annotation;
using labeling::Document;
using labeling::Image;

bool takesPart(const Image& image) {
  return image.state != labeling::ImageState::Excluded && image.problem.empty();
}

bool isLabel(const Annotation& annotation) {
  return !annotation.attributes.crowd && labeling::isConfirmed(annotation);
}

bool hasTags(const Document& document) {
  return std::any_of(document.annotations().begin(), document.annotations().end(),
                     [&](const auto& entry) {
                       const Image* image = document.image(entry.second.image);
                       return isImageTag(entry.second.shape) && isLabel(entry.second) &&
                              image != nullptr && takesPart(*image);
                     });
}

/// What was left out while collecting.
struct LeftOut {
  int secondTags = 0;
  int withoutExtent = 0;
  int unreadable = 0;
};

Sample sampleOf(labeling::ImageId id, const Image& image) {
  Sample sample;
  sample.image = id;
  sample.path = image.path;
  sample.contentHash = image.contentHash;
  sample.split = image.split;
  return sample;
}

/// Returns the box clamped to the image, or nothing when less than a pixel is left.
std::optional<labeling::Box> usableBox(const Annotation& annotation, const Image& image) {
  labeling::Box box = labeling::boundsOf(annotation.shape);
  if (image.width > 0 && image.height > 0) {
    box = labeling::clampedTo(box, image.width, image.height);
  }
  if (!(box.width() >= 1) || !(box.height() >= 1)) {
    return std::nullopt;
  }
  return box;
}

void collect(const Document& document,
             labeling::ImageId id,
             const Image& image,
             std::vector<std::pair<Sample, labeling::ClassId>>& found,
             bool boxes,
             LeftOut& left) {
  bool tagged = false;
  for (const auto annotationId : document.annotationsOf(id)) {
    const Annotation& annotation = *document.annotation(annotationId);
    // Points mark places on an object that has a box of its own.
    const bool isPoints = std::holds_alternative<labeling::Keypoints>(annotation.shape);
    if (!isLabel(annotation) || isPoints || isImageTag(annotation.shape) == boxes) {
      continue;
    }
    Sample sample = sampleOf(id, image);
    sample.annotation = annotationId;
    if (boxes) {
      sample.box = usableBox(annotation, image);
      if (!sample.box) {
        ++left.withoutExtent;
        continue;
      }
    } else if (tagged) {
      ++left.secondTags;
      continue;
    }
    tagged = true;
    found.emplace_back(std::move(sample), annotation.labelClass);
  }
}

void warn(std::vector<std::string>& warnings, int count, const char* what) {
  if (count > 0) {
    warnings.push_back(std::to_string(count) + what);
  }
}

}  // namespace

ClassificationDataset classificationDataset(const Document& document) {
  ClassificationDataset dataset;
  dataset.boxes = !hasTags(document);
  std::vector<std::pair<Sample, labeling::ClassId>> found;
  LeftOut left;
  for (const auto& [id, image] : document.images()) {
    if (!takesPart(image)) {
      left.unreadable += image.problem.empty() ? 0 : 1;
      continue;
    }
    const std::size_t before = found.size();
    collect(document, id, image, found, dataset.boxes, left);
    dataset.images += found.size() > before ? 1 : 0;
  }
  std::map<labeling::ClassId, int> labels;
  for (const auto& entry : found) {
    labels[entry.second] = 0;
  }
  for (auto& [id, label] : labels) {
    label = static_cast<int>(dataset.classes.size());
    const auto* labelClass = document.labelClass(id);
    dataset.classes.push_back(labelClass == nullptr ? std::to_string(id) : labelClass->name);
  }
  for (auto& [sample, labelClass] : found) {
    sample.label = labels[labelClass];
    dataset.samples.push_back(std::move(sample));
  }
  warn(dataset.warnings, left.unreadable, " images cannot be read and are left out.");
  warn(dataset.warnings, left.withoutExtent, " boxes have no extent and are left out.");
  warn(dataset.warnings, left.secondTags,
       " further tags of images that have several are left out: an image has one class here.");
  return dataset;
}

std::vector<Sample> imagesOf(const Document& document) {
  std::vector<Sample> samples;
  for (const auto& [id, image] : document.images()) {
    if (takesPart(image)) {
      samples.push_back(sampleOf(id, image));
    }
  }
  return samples;
}

std::vector<std::size_t> samplesOf(const std::vector<Sample>& samples, labeling::Split split) {
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (samples[i].split == split) {
      positions.push_back(i);
    }
  }
  return positions;
}

}  // namespace touchstone::training
