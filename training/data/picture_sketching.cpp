#include "training/data/picture_sketching.h"

#include "labeling/images/image_reader.h"
#include "training/data/content_hash.h"
#include "training/data/read_ahead.h"
#include "training/data/sketch_cache.h"

#include <opencv2/core.hpp>

#include <chrono>

namespace touchstone::training {

namespace {

constexpr int readers = 2;
constexpr std::size_t imagesAhead = 16;
/// A JPEG is decoded at the smallest scale that leaves so many pixels.
constexpr int shorterSide = 320;

Result<analysis::PictureSketch> sketch(const std::filesystem::path& file) {
  const auto picture = labeling::readImage(file, shorterSide);
  if (!picture) {
    return picture.error();
  }
  try {
    return analysis::sketchPicture(*picture);
  } catch (const cv::Exception& exception) {
    return Error{ErrorKind::BadInput, file,
                 "No copies of " + file.string() + " can be found: " + exception.err + "."};
  }
}

/// Sketches the `missing` samples. Returns whether all were done (not cancelled).
bool sketchMissing(std::span<const Sample> images,
                   std::span<const std::string> hashes,
                   const std::vector<std::size_t>& missing,
                   const FeatureSource& source,
                   SketchCache& cache,
                   const WorkContext& work) {
  using Sketched = Result<analysis::PictureSketch>;
  ReadAhead<Sketched> pictures(missing.size(), readers, imagesAhead, [&](std::size_t i) {
    return sketch(source.imageFolder / std::filesystem::path(images[missing[i]].path));
  });
  const auto start = std::chrono::steady_clock::now();
  const auto total = static_cast<double>(missing.size());
  for (std::size_t i = 0; i < missing.size(); ++i) {
    if (work.stop.stop_requested()) {
      return false;
    }
    Sketched sketched = *pictures.next();
    if (!sketched) {
      source.warned(sketched.error().message);
    } else if (const auto kept = cache.add(hashes[missing[i]], *std::move(sketched)); !kept) {
      source.warned(kept.error().message);
    }
    const auto done = static_cast<double>(i + 1);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    work.progress({"sketches", done, total, seconds.count() / done * (total - done)});
  }
  return true;
}

}  // namespace

Result<SketchedPictures> sketchPictures(std::span<const Sample> images,
                                        const FeatureSource& source,
                                        const WorkContext& work) {
  std::vector<std::string> hashes;
  for (const Sample& image : images) {
    hashes.push_back(contentHashOf(image, source.imageFolder));
  }
  SketchCache cache(source.cacheFolder / "pictures" / "sketches.bin",
                    {hashes.begin(), hashes.end()});
  std::set<std::string> seen;
  std::vector<std::size_t> missing;
  for (std::size_t i = 0; i < images.size(); ++i) {
    if (cache.find(hashes[i]) == nullptr && seen.insert(hashes[i]).second) {
      missing.push_back(i);
    }
  }
  if (!missing.empty() && !sketchMissing(images, hashes, missing, source, cache, work)) {
    return Error{ErrorKind::Cancelled, {}, "Cancelled while looking for copies."};
  }
  SketchedPictures result;
  for (std::size_t i = 0; i < images.size(); ++i) {
    if (const auto* found = cache.find(hashes[i])) {
      result.rows.push_back(i);
      result.sketches.push_back(*found);
    }
  }
  return result;
}

}  // namespace touchstone::training
