#include "training/data/situation_measuring.h"

#include "labeling/images/image_hash.h"
#include "labeling/images/image_reader.h"
#include "labeling/project/shape_json.h"
#include "training/data/content_hash.h"
#include "training/data/missing_pictures.h"
#include "training/data/situation_cache.h"

#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::training {

namespace {

using labeling::Shape;

/// Pictures are measured at this size of their shorter side at most.
constexpr int mostSide = 480;

/// The samples of one image.
struct ImageThings {
  Sample image;
  std::size_t first = 0;  ///< of the samples
  std::vector<Shape> shapes;
  labeling::ImageSize size;
  std::string key;
};

Shape shapeOf(const labeling::Document& document, const Sample& sample) {
  const auto* annotation = sample.annotation ? document.annotation(*sample.annotation) : nullptr;
  if (!sample.box || annotation == nullptr) {
    return labeling::ImageTag{};
  }
  // A box is taken as it is seen, within the picture.
  return std::holds_alternative<labeling::Box>(annotation->shape) ? Shape(*sample.box)
                                                                  : annotation->shape;
}

std::vector<ImageThings> groupedByImage(const labeling::Document& document,
                                        std::span<const Sample> samples) {
  std::vector<ImageThings> images;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const Sample& sample = samples[i];
    if (images.empty() || images.back().image.image != sample.image) {
      ImageThings& things = images.emplace_back();
      things.image = sample;
      things.first = i;
      if (const auto* image = document.image(sample.image)) {
        things.size = {image->width, image->height};
      }
    }
    images.back().shapes.push_back(shapeOf(document, sample));
  }
  return images;
}

std::string keyOf(const ImageThings& things, const std::filesystem::path& folder) {
  nlohmann::ordered_json shapes = nlohmann::ordered_json::array();
  for (const Shape& shape : things.shapes) {
    shapes.push_back(isImageTag(shape) ? nlohmann::ordered_json(nullptr)
                                       : nlohmann::ordered_json(labeling::jsonOf(shape)));
  }
  return labeling::hashOfBytes(contentHashOf(things.image, folder) + shapes.dump());
}

Result<SituationCache::Measured> measured(const std::filesystem::path& file,
                                          const ImageThings& things) {
  double scale = 1;
  auto picture = labeling::readImage(file, mostSide, &scale);
  if (!picture) {
    return picture.error();
  }
  try {
    const labeling::ImageSize decoded{static_cast<int>(std::lround(picture->cols / scale)),
                                      static_cast<int>(std::lround(picture->rows / scale))};
    const double factor = static_cast<double>(mostSide) / std::min(picture->cols, picture->rows);
    if (factor < 1) {
      cv::resize(*picture, *picture, {}, factor, factor, cv::INTER_AREA);
    }
    const bool known = things.size.width > 0 && things.size.height > 0;
    return analysis::measureSituations(*picture, known ? things.size : decoded, things.shapes);
  } catch (const cv::Exception& exception) {
    return Error{ErrorKind::BadInput, file,
                 file.string() + " cannot be measured: " + exception.err + "."};
  }
}

}  // namespace

Result<MeasuredSituations> measureSituations(const labeling::Document& document,
                                             std::span<const Sample> samples,
                                             const FeatureSource& source,
                                             const WorkContext& work) {
  auto images = groupedByImage(document, samples);
  SituationCache cache(source.cacheFolder / "pictures" / "situations.json");
  std::vector<std::size_t> missing;
  std::set<std::string> keys;
  for (std::size_t i = 0; i < images.size(); ++i) {
    ImageThings& things = images[i];
    things.key = keyOf(things, source.imageFolder);
    if (keys.insert(things.key).second && cache.find(things.key) == nullptr) {
      missing.push_back(i);
    }
  }
  const auto make = [&](std::size_t i) {
    return measured(source.imageFolder / std::filesystem::path(images[i].image.path), images[i]);
  };
  const auto keep = [&](std::size_t i, SituationCache::Measured found) {
    cache.add(images[i].key, std::move(found));
    return Status(Nothing{});
  };
  const bool complete = makeMissing(missing, source.warned, "pictures", work, make, keep);
  if (const auto saved = cache.save(keys); !saved) {
    source.warned(saved.error().message);
  }
  if (!complete) {
    return Error{ErrorKind::Cancelled, {}, "Cancelled while looking at the pictures."};
  }
  MeasuredSituations result;
  for (const ImageThings& things : images) {
    const auto* found = cache.find(things.key);
    for (std::size_t i = 0; found != nullptr && i < found->size(); ++i) {
      result.rows.push_back(things.first + i);
      result.measures.push_back((*found)[i]);
    }
  }
  return result;
}

}  // namespace touchstone::training
