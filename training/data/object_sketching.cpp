#include "training/data/object_sketching.h"

#include "labeling/annotation/each_annotation.h"
#include "labeling/formats/text.h"
#include "labeling/images/image_reader.h"
#include "training/data/content_hash.h"
#include "training/data/missing_pictures.h"
#include "training/data/sketch_cache.h"

#include <opencv2/core.hpp>

#include <algorithm>

namespace touchstone::training {

namespace {

/// An object whose picture is compared.
struct Place {
  labeling::AnnotationId annotation = 0;
  labeling::Box box;
  std::string key;  ///< of its sketch in the cache
};

struct ImagePlaces {
  Sample image;
  std::vector<Place> places;
};

std::vector<ImagePlaces> placesOf(const labeling::Document& document, const FeatureSource& source) {
  std::vector<ImagePlaces> all;
  for (const Sample& sample : imagesOf(document)) {
    const labeling::Image& image = *document.image(sample.image);
    ImagePlaces found{.image = sample, .places = {}};
    forEachAnnotation(document, sample.image,
                      [&](labeling::AnnotationId id, const labeling::Annotation& annotation) {
                        if (isConfirmed(annotation) && !annotation.attributes.crowd &&
                            analysis::canBeSketched(annotation, image)) {
                          found.places.push_back({id, boundsOf(annotation.shape), {}});
                        }
                      });
    if (image.state == labeling::ImageState::Excluded || found.places.empty()) {
      continue;
    }
    const std::string content = contentHashOf(sample, source.imageFolder);
    for (Place& place : found.places) {
      place.key = content;
      for (const double edge : {place.box.x0, place.box.y0, place.box.x1, place.box.y1}) {
        place.key += ' ' + labeling::textOf(edge);
      }
    }
    all.push_back(std::move(found));
  }
  return all;
}

using Sketches = std::vector<analysis::PictureSketch>;

Result<Sketches> sketch(const ImagePlaces& image, const FeatureSource& source) {
  double scale = 1;
  const auto file = source.imageFolder / std::filesystem::path(image.image.path);
  const auto picture = labeling::readImage(file, 0, &scale);
  if (!picture) {
    return picture.error();
  }
  try {
    Sketches sketches;
    for (const Place& place : image.places) {
      const labeling::Box& box = place.box;
      sketches.push_back(analysis::sketchObject(
          *picture, {box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale}));
    }
    return sketches;
  } catch (const cv::Exception& exception) {
    return Error{ErrorKind::BadInput, file,
                 "The objects of " + file.string() + " cannot be compared: " + exception.err + "."};
  }
}

}  // namespace

Result<std::vector<analysis::SketchedObject>> sketchObjects(const labeling::Document& document,
                                                            const FeatureSource& source,
                                                            const WorkContext& work) {
  const auto images = placesOf(document, source);
  std::set<std::string> keys;
  for (const ImagePlaces& image : images) {
    for (const Place& place : image.places) {
      keys.insert(place.key);
    }
  }
  SketchCache cache(source.cacheFolder / "pictures" / "objects.bin", keys);
  std::vector<std::size_t> missing;
  for (std::size_t i = 0; i < images.size(); ++i) {
    if (std::any_of(images[i].places.begin(), images[i].places.end(),
                    [&](const Place& place) { return cache.find(place.key) == nullptr; })) {
      missing.push_back(i);
    }
  }
  const auto make = [&](std::size_t i) { return sketch(images[i], source); };
  const auto keep = [&](std::size_t i, Sketches sketches) {
    for (std::size_t k = 0; k < sketches.size(); ++k) {
      if (Status kept = cache.add(images[i].places[k].key, std::move(sketches[k])); !kept) {
        return kept;
      }
    }
    return Status(Nothing{});
  };
  if (!makeMissing(missing, source.warned, "objects", work, make, keep)) {
    return Error{ErrorKind::Cancelled, {}, "Cancelled while looking at the objects."};
  }
  std::vector<analysis::SketchedObject> result;
  for (const ImagePlaces& image : images) {
    for (const Place& place : image.places) {
      if (const auto* found = cache.find(place.key)) {
        result.push_back({place.annotation, *found});
      }
    }
  }
  return result;
}

}  // namespace touchstone::training
