#include "training/data/picture_measuring.h"

#include "labeling/images/image_reader.h"
#include "training/data/content_hash.h"
#include "training/data/measure_cache.h"
#include "training/data/missing_pictures.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace touchstone::training {

namespace {

constexpr double mostPixels = 16e6;

Result<analysis::PictureMeasures> measure(const std::filesystem::path& file) {
  double scale = 1;
  auto picture = labeling::readImage(file, 0, &scale);
  if (!picture) {
    return picture.error();
  }
  try {
    const double width = picture->cols / scale;
    const double height = picture->rows / scale;
    if (const auto pixels = static_cast<double>(picture->total()); pixels > mostPixels) {
      const double factor = std::sqrt(mostPixels / pixels);
      cv::resize(*picture, *picture, {}, factor, factor, cv::INTER_AREA);
    }
    auto measures = analysis::measurePicture(*picture);
    measures.width = static_cast<int>(std::lround(width));
    measures.height = static_cast<int>(std::lround(height));
    return measures;
  } catch (const cv::Exception& exception) {
    return Error{ErrorKind::BadInput, file,
                 file.string() + " cannot be measured: " + exception.err + "."};
  }
}

}  // namespace

Result<MeasuredPictures> measurePictures(std::span<const Sample> images,
                                         const FeatureSource& source,
                                         const WorkContext& work) {
  MeasureCache cache(source.cacheFolder / "pictures" / "measures.json");
  std::vector<std::string> hashes;
  std::vector<std::size_t> missing;
  for (std::size_t i = 0; i < images.size(); ++i) {
    hashes.push_back(contentHashOf(images[i], source.imageFolder));
    if (cache.find(hashes.back()) == nullptr) {
      missing.push_back(i);
    }
  }
  const auto keep = [&](std::size_t i, analysis::PictureMeasures measures) {
    cache.add(hashes[i], measures);
    return Status(Nothing{});
  };
  const auto make = [&](std::size_t i) {
    return measure(source.imageFolder / std::filesystem::path(images[i].path));
  };
  const bool complete = makeMissing(missing, source.warned, "pictures", work, make, keep);
  if (const auto saved = cache.save(); !saved) {
    source.warned(saved.error().message);
  }
  if (!complete) {
    return Error{ErrorKind::Cancelled, {}, "Cancelled while looking at the pictures."};
  }
  MeasuredPictures result;
  for (std::size_t i = 0; i < images.size(); ++i) {
    if (const auto* measures = cache.find(hashes[i])) {
      result.rows.push_back(i);
      result.measures.push_back(*measures);
    }
  }
  return result;
}

}  // namespace touchstone::training
