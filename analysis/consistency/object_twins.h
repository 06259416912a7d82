#pragma once

#include "analysis/images/picture_sketch.h"
#include "labeling/annotation/document.h"
#include "labeling/review/finding.h"

#include <span>
#include <stop_token>
#include <vector>

namespace touchstone::analysis {

/// An object and what is kept of its picture.
struct SketchedObject {
  labeling::AnnotationId annotation = 0;
  PictureSketch sketch;
};

/// Whether the picture of an annotation tells enough to be compared: an area of at least 16 × 16
/// pixels in the image.
[[nodiscard]] bool canBeSketched(const labeling::Annotation& annotation,
                                 const labeling::Image& image);

/// Returns what is kept of the part of an 8-bit BGR picture in a box (pixels of the picture):
/// `grey` holds it at 16 × 16 pixels, blue above green above red; there are no points.
[[nodiscard]] PictureSketch sketchObject(const cv::Mat& picture, const labeling::Box& box);

/// Whether two objects look nearly identical: of one shape, their pixels differ by at most 8 of 255
/// levels (root mean square) and by at most a quarter of their own standard deviation, which is at
/// least 8: plain places all look alike.
[[nodiscard]] bool areTwins(const PictureSketch& one, const PictureSketch& other);

/// Returns findings of kind `inconsistent` about objects that look nearly identical and have
/// different classes, each object once. Only those are compared whose perceptual hashes differ by
/// at most 4 bits. A class and one below it do not contradict each other, nor do annotations of one
/// place by different annotators, who are compared elsewhere (disagreementFindings). When stopped,
/// what was found until then.
[[nodiscard]] std::vector<labeling::Finding> twinFindings(const labeling::Document& document,
                                                          std::span<const SketchedObject> objects,
                                                          const std::stop_token& stop = {});

}  // namespace touchstone::analysis
