#pragma once

#include "labeling/annotation/document.h"
#include "labeling/geometry/image_size.h"

#include <opencv2/core/mat.hpp>

#include <string>
#include <vector>

namespace touchstone::training {

/// Pixels of an object, and what is learned of them: the index of a class, or voidLabel.
struct LabelledArea {
  labeling::AnnotationId annotation = 0;
  labeling::Shape shape;
  int label = 0;
};

/// A labelled image as a segmenter sees it.
struct SegmentationImage {
  labeling::ImageId image = 0;
  std::string path;  ///< relative to the image folder
  labeling::ImageSize size;
  labeling::Split split = labeling::Split::Unassigned;
  std::vector<LabelledArea> areas;  ///< later ones lie above earlier ones
};

struct SegmentationDataset {
  std::vector<std::string> classes;       ///< "background", then those with areas, by their ids
  std::vector<SegmentationImage> images;  ///< also those that are all background, by id
  std::vector<std::string> warnings;      ///< what was left out, one sentence a kind
};

/// Returns the labelled images and the areas of their masks and polygons; all else is background.
/// Pixels do not count (void) under crowds, difficult objects and boxes, which say only roughly
/// where an object is, unless a mask or polygon lies above. Left out are excluded and unreadable
/// images, and what a model drew and no person confirmed.
[[nodiscard]] SegmentationDataset segmentationDataset(const labeling::Document& document);

/// Returns the images of a split.
[[nodiscard]] std::vector<SegmentationImage> imagesOf(const SegmentationDataset& dataset,
                                                      labeling::Split split);

/// Returns the pixels of an area of the image.
[[nodiscard]] labeling::Mask maskOf(const LabelledArea& area, labeling::ImageSize image);

/// Returns the class of every pixel of an image, CV_8U.
[[nodiscard]] cv::Mat1b labelsOf(const SegmentationImage& image);

/// Returns the number of the object that every pixel belongs to, 0 for background and void, CV_32S.
[[nodiscard]] cv::Mat1i objectsOf(const SegmentationImage& image);

}  // namespace touchstone::training
