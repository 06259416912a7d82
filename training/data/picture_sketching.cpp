#include "training/data/picture_sketching.h"

#include "labeling/images/image_reader.h"
#include "training/data/content_hash.h"
#include "training/data/missing_pictures.h"
#include "training/data/sketch_cache.h"

#include <opencv2/core.hpp>

#include <set>

namespace touchstone::training {

namespace {

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
  const auto keep = [&](std::size_t i, analysis::PictureSketch sketched) {
    return cache.add(hashes[i], std::move(sketched));
  };
  const auto make = [&](std::size_t i) {
    return sketch(source.imageFolder / std::filesystem::path(images[i].path));
  };
  if (!makeMissing(missing, source.warned, "sketches", work, make, keep)) {
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
