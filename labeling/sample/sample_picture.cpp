#include "labeling/sample/sample_picture.h"

#include "labeling/geometry/mask_raster.h"
#include "labeling/sample/camera.h"
#include "labeling/sample/render.h"

#include <algorithm>

namespace touchstone::labeling {

namespace {

constexpr std::uint64_t planStream = 1ULL << 40;  ///< apart from the streams of the pictures

/// Returns the split of the n-th picture of a sequence: golden-ratio steps fill [0, 1) evenly, so
/// that the shares hold for every beginning of it.
Split splitOf(int n, double start) {
  const double step = static_cast<double>(n) * 0.6180339887498949 + start;
  const double place = step - std::floor(step);
  return place < 0.7 ? Split::Train : place < 0.85 ? Split::Val : Split::Test;
}

std::string stemOf(int index) {
  std::string digits = std::to_string(index + 1);
  digits.insert(0, digits.size() < 4 ? 4 - digits.size() : 0, '0');
  return digits;
}

/// Returns the class of picture `index`: every class comes once in each run of eight.
PartKind plannedKind(std::uint64_t seed, int index) {
  constexpr int run = static_cast<int>(allPartKinds.size());
  std::vector<PartKind> kinds(allPartKinds.begin(), allPartKinds.end());
  Random random(seed, planStream + static_cast<std::uint64_t>(index / run));
  random.shuffle(kinds);
  return kinds[static_cast<std::size_t>(index % run)];
}

}  // namespace

Photograph takePhotograph(std::uint64_t seed, int index, std::optional<PartKind> only) {
  Random random(seed, static_cast<std::uint64_t>(index));
  SceneOptions options;
  options.only = only;
  if (only) {
    options.size = {256, 256};
  }
  const Scene scene = makeScene(random, options);
  const Backdrop backdrop = makeBackdrop(random, scene.size, scene.scale);
  Lighting lighting(random);
  Photograph result;
  result.picture.width = scene.size.width;
  result.picture.height = scene.size.height;
  const cv::Mat3f light = render(scene, backdrop, lighting, random);
  result.jpeg = photograph(light, lighting.incident(), random);
  for (std::size_t i = 0; i < scene.parts.size() && !only; ++i) {
    Mask mask = maskOfPixels(scene.owners == static_cast<double>(i + 1));
    const Box box = boundsOf(mask);
    result.picture.labels.push_back(
        {.kind = scene.parts[i].kind, .box = box, .mask = std::move(mask)});
  }
  return result;
}

std::vector<SamplePicture> plannedPictures(const SampleOptions& options) {
  std::vector<SamplePicture> pictures;
  for (int index = 0; index < options.images; ++index) {
    SamplePicture picture;
    picture.stem = stemOf(index);
    picture.split = splitOf(index, 0);
    if (options.task == SampleTask::Classify) {
      const PartKind kind = plannedKind(options.seed, index);
      const auto start = static_cast<double>(kind) / static_cast<double>(allPartKinds.size());
      picture.split = splitOf(index / static_cast<int>(allPartKinds.size()), start);
      picture.labels.push_back({.kind = kind, .box = {}, .mask = {}});
    }
    pictures.push_back(std::move(picture));
  }
  return pictures;
}

std::string pathOf(const SamplePicture& picture, SampleTask task) {
  const std::string file = picture.stem + ".jpg";
  if (task != SampleTask::Classify) {
    return "JPEGImages/" + file;
  }
  return std::string(nameOf(picture.split)) + "/" +
         std::string(nameOf(picture.labels.front().kind)) + "/" + file;
}

}  // namespace touchstone::labeling
