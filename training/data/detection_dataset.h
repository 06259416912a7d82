#pragma once

#include "analysis/report/object_evaluation.h"
#include "labeling/annotation/document.h"

#include <string>
#include <vector>

namespace touchstone::training {

/// A labelled image as a detector sees it. Boxes are in pixels of the image, inside it.
struct DetectionImage {
  labeling::ImageId image = 0;
  std::string path;  ///< relative to the image folder
  labeling::ImageSize size;
  labeling::Split split = labeling::Split::Unassigned;
  std::vector<labeling::Box> boxes;
  std::vector<int> labels;                          ///< indices into the classes, of the boxes
  std::vector<labeling::AnnotationId> annotations;  ///< that the boxes come from
  std::vector<labeling::Box> ignored;               ///< crowds and difficult objects
};

struct DetectionDataset {
  std::vector<std::string> classes;    ///< those that have a box, in the order of their ids
  std::vector<DetectionImage> images;  ///< also those without objects, by id
  std::vector<std::string> warnings;   ///< what was left out, one sentence a kind
};

/// Returns the labelled images and the boxes around their objects: those of polygons and masks too.
/// Left out are excluded and unreadable images, boxes without extent, and what a model drew and no
/// person confirmed. A labelled image without objects teaches what is no object.
[[nodiscard]] DetectionDataset detectionDataset(const labeling::Document& document);

/// Returns the images of a split.
[[nodiscard]] std::vector<DetectionImage> imagesOf(const DetectionDataset& dataset,
                                                   labeling::Split split);

/// Returns what is to be found in images; the n-th image has the id n + 1, the n-th class too. What
/// is ignored comes from no annotation (0).
[[nodiscard]] analysis::EvaluatedObjects evaluatedObjects(const std::vector<DetectionImage>& images,
                                                          const std::vector<std::string>& classes);

}  // namespace touchstone::training
