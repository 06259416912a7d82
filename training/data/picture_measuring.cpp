#include "training/data/picture_measuring.h"

#include "labeling/images/image_reader.h"
#include "training/data/content_hash.h"
#include "training/data/measure_cache.h"
#include "training/data/read_ahead.h"

#include <opencv2/imgproc.hpp>

#include <chrono>
#include <cmath>

namespace touchstone::training {

namespace {

constexpr int readers = 2;
constexpr std::size_t imagesAhead = 16;
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

/// Measures the `missing` samples. Returns whether all were done (not cancelled).
bool measureMissing(std::span<const Sample> images,
                    std::span<const std::string> hashes,
                    const std::vector<std::size_t>& missing,
                    const FeatureSource& source,
                    MeasureCache& cache,
                    const WorkContext& work) {
  using Measured = Result<analysis::PictureMeasures>;
  ReadAhead<Measured> pictures(missing.size(), readers, imagesAhead, [&](std::size_t i) {
    return measure(source.imageFolder / std::filesystem::path(images[missing[i]].path));
  });
  const auto start = std::chrono::steady_clock::now();
  const auto total = static_cast<double>(missing.size());
  for (std::size_t i = 0; i < missing.size(); ++i) {
    if (work.stop.stop_requested()) {
      return false;
    }
    Measured measured = *pictures.next();
    if (!measured) {
      source.warned(measured.error().message);
    } else {
      cache.add(hashes[missing[i]], *std::move(measured));
    }
    const auto done = static_cast<double>(i + 1);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    work.progress({"pictures", done, total, seconds.count() / done * (total - done)});
  }
  return true;
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
  const bool complete =
      missing.empty() || measureMissing(images, hashes, missing, source, cache, work);
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
