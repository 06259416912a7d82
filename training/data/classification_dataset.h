#pragma once

#include "labeling/annotation/document.h"

#include <optional>
#include <string>
#include <vector>

namespace touchstone::training {

/// One labelled thing that a classifier learns from: an image, or an object in its box.
struct Sample {
  labeling::ImageId image = 0;
  std::optional<labeling::AnnotationId> annotation;  ///< of the box, or of the image tag
  std::string path;                                  ///< relative to the image folder
  std::string contentHash;                           ///< of the image's file; may be empty
  std::optional<labeling::Box> box;                  ///< none: the whole image
  int label = 0;                                     ///< index into the classes
  labeling::Split split = labeling::Split::Unassigned;
  int copy = 0;  ///< 0: the picture as it is; else a changed copy of it, each in another way
};

/// The labels of a project as a classifier sees them.
struct ClassificationDataset {
  std::vector<std::string> classes;   ///< those that have a sample, in the order of their ids
  std::vector<Sample> samples;        ///< by image id, then annotation id
  std::vector<std::string> warnings;  ///< what was left out, one sentence a kind
  bool boxes = false;                 ///< samples are boxes of images
  int images = 0;                     ///< images that have a sample
};

/// Returns the tagged images, or, when no image has a tag, the boxes around labelled objects. Left
/// out are excluded and unreadable images, crowds, boxes without extent and what a model drew
/// and no person confirmed.
[[nodiscard]] ClassificationDataset classificationDataset(const labeling::Document& document);

/// Returns every image that can be read as a sample without a label.
[[nodiscard]] std::vector<Sample> imagesOf(const labeling::Document& document);

/// Returns the positions of the samples of that split.
[[nodiscard]] std::vector<std::size_t> samplesOf(const std::vector<Sample>& samples,
                                                 labeling::Split split);

}  // namespace touchstone::training
