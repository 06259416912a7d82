#pragma once

#include "labeling/geometry/image_size.h"
#include "labeling/result.h"
#include "training/data/classification_dataset.h"

#include <opencv2/core/mat.hpp>

#include <filesystem>
#include <span>
#include <vector>

namespace touchstone::training {

/// How samples become the square pictures that a network sees.
struct PictureOptions {
  int size = 224;        ///< side in pixels
  double zoom = 1;       ///< whole images: shorter side before the centre is cut out, per size
  double context = 0.1;  ///< boxes: margin on each side, as a share of the longer side
};

/// Returns size×size RGB cut out of a decoded BGR image: the centre of the whole image, or a square
/// around the box, the image's edge repeated where it reaches outside. `scale` is decoded width per
/// full width.
[[nodiscard]] cv::Mat pictureOf(const cv::Mat& image,
                                double scale,
                                const Sample& sample,
                                const PictureOptions& options);

/// Returns the part of the image that pictureOf() shows, in pixels of the whole image; a square
/// that may reach beyond the image.
[[nodiscard]] labeling::Box pictureArea(labeling::ImageSize image,
                                        const Sample& sample,
                                        const PictureOptions& options);

/// Decodes one image, as small as the samples allow, and returns the picture of each of them; all
/// `samples` are of that image. Errors: the image cannot be read.
Result<std::vector<cv::Mat>> readPictures(const std::filesystem::path& folder,
                                          std::span<const Sample> samples,
                                          const PictureOptions& options);

}  // namespace touchstone::training
