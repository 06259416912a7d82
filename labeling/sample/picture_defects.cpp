#include "labeling/sample/picture_defects.h"

#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_raster.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace touchstone::labeling {

namespace {

constexpr double leastShown = 0.25;

/// Where the pixels of the original are in the picture with a defect.
struct Placement {
  cv::Matx23d matrix{1, 0, 0, 0, 1, 0};
  cv::Size size;
};

Placement turned(cv::Size size, Random& random) {
  const double angle = random.real(0, 360);
  const cv::Point2f middle(static_cast<float>(size.width) / 2, static_cast<float>(size.height) / 2);
  Placement placement{cv::getRotationMatrix2D_(middle, angle, 1), {}};
  const cv::Rect bounds = cv::RotatedRect(middle, size, static_cast<float>(angle)).boundingRect();
  placement.matrix(0, 2) += bounds.width / 2.0 - middle.x;
  placement.matrix(1, 2) += bounds.height / 2.0 - middle.y;
  placement.size = bounds.size();
  return placement;
}

Placement cut(cv::Size size, Random& random) {
  const cv::Size kept(cvRound(size.width * random.real(0.5, 0.8)),
                      cvRound(size.height * random.real(0.5, 0.8)));
  const int left = random.between(0, size.width - kept.width);
  const int top = random.between(0, size.height - kept.height);
  return {{1, 0, -static_cast<double>(left), 0, 1, -static_cast<double>(top)}, kept};
}

Placement scaled(cv::Size size, Random& random) {
  const double scale = random.real(0.4, 1.1);
  const cv::Size wanted(cvRound(size.width * scale), cvRound(size.height * scale));
  const double right = static_cast<double>(wanted.width) / size.width;
  const double down = static_cast<double>(wanted.height) / size.height;
  // Pixels are areas: their middles lie half a pixel from their corners.
  return {{right, 0, (right - 1) / 2, 0, down, (down - 1) / 2}, wanted};
}

Placement placementOf(DefectKind kind, cv::Size size, Random& random) {
  switch (kind) {
    case DefectKind::Rotated:
      return turned(size, random);
    case DefectKind::Cropped:
      return cut(size, random);
    case DefectKind::EncodedAgain:
      return scaled(size, random);
    case DefectKind::Dark:
    case DefectKind::Light:
    case DefectKind::Blurry:
      break;
  }
  return {.size = size};
}

cv::Mat outOfFocus(const cv::Mat& picture, double radius) {
  const int side = 2 * static_cast<int>(std::ceil(radius)) + 1;
  constexpr int parts = 8;  // of a pixel's side, for a smooth rim
  cv::Mat1f disc(side * parts, side * parts, 0.0F);
  const float middle = (static_cast<float>(disc.cols) - 1) / 2;
  cv::circle(disc, cv::Point2f(middle, middle), cvRound(radius * parts), cv::Scalar(1), cv::FILLED);
  cv::resize(disc, disc, {side, side}, 0, 0, cv::INTER_AREA);
  cv::Mat result;
  cv::filter2D(picture, result, -1, disc / cv::sum(disc)[0]);
  return result;
}

/// Changes the values of the pixels, wherever they lie.
cv::Mat retouched(const cv::Mat& picture, DefectKind kind, Random& random) {
  cv::Mat result = picture;
  if (kind == DefectKind::Dark) {
    picture.convertTo(result, -1, 0.25, 0);
  } else if (kind == DefectKind::Light) {
    picture.convertTo(result, -1, 0.04, 244.8);
  } else if (kind == DefectKind::Blurry) {
    result = outOfFocus(picture, random.real(6, 10));
  }
  return result;
}

cv::Mat moved(const cv::Mat& picture, const Placement& placement, DefectKind kind) {
  cv::Mat result;
  if (kind == DefectKind::EncodedAgain) {
    const bool smaller = placement.size.width < picture.cols;
    cv::resize(picture, result, placement.size, 0, 0, smaller ? cv::INTER_AREA : cv::INTER_LINEAR);
  } else {
    cv::warpAffine(picture, result, placement.matrix, placement.size, cv::INTER_LINEAR);
  }
  return result;
}

std::vector<SampleLabel> movedLabels(const std::vector<SampleLabel>& labels,
                                     const Placement& placement) {
  std::vector<SampleLabel> result;
  const double enlarged = std::abs(cv::determinant(placement.matrix.get_minor<2, 2>(0, 0)));
  for (const SampleLabel& label : labels) {
    cv::Mat1b pixels;
    cv::warpAffine(pixelsOf(label.mask), pixels, placement.matrix, placement.size,
                   cv::INTER_NEAREST);
    Mask mask = maskOfPixels(pixels);
    if (areaOf(mask) >= leastShown * enlarged * areaOf(label.mask)) {
      const Box box = boundsOf(mask);
      result.push_back({.kind = label.kind, .box = box, .mask = std::move(mask)});
    }
  }
  return result;
}

/// Returns an earlier picture that has no defect and no copy yet.
std::optional<std::size_t> chosenOriginal(const std::vector<bool>& taken,
                                          std::size_t index,
                                          std::uint64_t seed) {
  std::vector<std::size_t> sound;
  for (std::size_t i = 0; i < index; ++i) {
    if (!taken[i]) {
      sound.push_back(i);
    }
  }
  if (sound.empty()) {
    return std::nullopt;
  }
  Random random(mixed(seed, defectStream), index);
  return sound[static_cast<std::size_t>(random.between(0, static_cast<int>(sound.size()) - 1))];
}

}  // namespace

std::string_view nameOf(DefectKind kind) {
  constexpr std::array<std::string_view, allDefectKinds.size()> names{
      "dark", "light", "blurry", "rotated", "cropped", "encoded_again"};
  return names[static_cast<std::size_t>(kind)];
}

std::vector<Defect> planDefects(std::vector<SamplePicture>& pictures,
                                const SampleOptions& options) {
  std::vector<Defect> defects;
  std::vector<bool> taken(pictures.size());
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const double wanted = options.defects * static_cast<double>(i + 1);
    if (static_cast<double>(defects.size() + 1) > wanted + 1e-9) {
      continue;
    }
    Defect defect{.picture = i,
                  .kind = allDefectKinds[defects.size() % allDefectKinds.size()],
                  .original = {}};
    if (defect.kind >= DefectKind::Rotated) {
      defect.original = chosenOriginal(taken, i, options.seed);
      if (!defect.original) {
        continue;
      }
      taken[*defect.original] = true;
      pictures[i].labels = pictures[*defect.original].labels;
    }
    taken[i] = true;
    defects.push_back(defect);
  }
  return defects;
}

cv::Mat withDefect(const cv::Mat& picture, DefectKind kind, Random& random) {
  const Placement placement = placementOf(kind, picture.size(), random);
  return retouched(moved(picture, placement, kind), kind, random);
}

Photograph withDefect(const Photograph& photo, DefectKind kind, Random& random) {
  const std::vector<unsigned char> bytes(photo.jpeg.begin(), photo.jpeg.end());
  const cv::Mat picture = cv::imdecode(bytes, cv::IMREAD_COLOR);
  Random again = random;  // the labels move as the pixels do
  const Placement placement = placementOf(kind, picture.size(), again);
  const cv::Mat changed = withDefect(picture, kind, random);
  const int quality = kind == DefectKind::EncodedAgain ? random.between(20, 60) : 90;
  std::vector<unsigned char> encoded;
  cv::imencode(".jpg", changed, encoded, {cv::IMWRITE_JPEG_QUALITY, quality});
  Photograph result;
  result.picture = photo.picture;
  result.picture.width = changed.cols;
  result.picture.height = changed.rows;
  result.picture.labels = movedLabels(photo.picture.labels, placement);
  result.jpeg.assign(encoded.begin(), encoded.end());
  return result;
}

}  // namespace touchstone::labeling
