#include "labeling/augmentation/reduced_picture.h"

#include "labeling/augmentation/remaining_labels.h"
#include "labeling/images/image_reader.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::labeling {

Result<LabelledPicture> readReducedPicture(const std::filesystem::path& file,
                                           const std::vector<Annotation>& annotations,
                                           int longerSide) {
  double decoded = 1;  // decoded width / full width
  auto picture = readImage(file, longerSide, &decoded);
  if (!picture) {
    return picture.error();
  }
  const cv::Size before = picture->size();
  const double reduction =
      std::min(1.0, static_cast<double>(longerSide) / std::max(before.width, before.height));
  const cv::Size size(std::max(1, static_cast<int>(std::lround(before.width * reduction))),
                      std::max(1, static_cast<int>(std::lround(before.height * reduction))));
  LabelledPicture reduced;
  cv::resize(*picture, reduced.picture, size, 0, 0, cv::INTER_AREA);
  const GeometricTransform transform{Homography::scaling(decoded * size.width / before.width,
                                                         decoded * size.height / before.height),
                                     {size.width, size.height}};
  reduced.annotations = transformed(annotations, transform, 0);
  return reduced;
}

}  // namespace touchstone::labeling
