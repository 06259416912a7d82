#include "labeling/augmentation/augment.h"

#include "labeling/augmentation/degradation.h"
#include "labeling/augmentation/lighting.h"
#include "labeling/augmentation/remaining_labels.h"
#include "labeling/augmentation/warp.h"
#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_raster.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::labeling {

namespace {

/// Each step has its own random numbers, so that changing one leaves the others as they were.
enum class Stream : std::uint64_t {
  Background,
  CopyPaste,
  Geometry,
  Tone,
  Shadow,
  Reflection,
  CutOut,
  Blur,
  Noise,
  Jpeg
};

ImageSize sizeOf(const cv::Mat& picture) {
  return {picture.cols, picture.rows};
}

bool hasOutline(const Annotation& annotation) {
  return std::holds_alternative<Mask>(annotation.shape) ||
         std::holds_alternative<Polygon>(annotation.shape);
}

/// One picture on its way through the steps.
class Augmenting {
public:
  Augmenting(LabelledPicture labelled,
             const AugmentationRecipe& recipe,
             std::uint64_t seed,
             const AugmentationSources& sources)
      : labelled_(std::move(labelled)), recipe_(recipe), seed_(seed), sources_(sources) {}

  Result<LabelledPicture> run() {
    for (Annotation& annotation : labelled_.annotations) {
      if (!isImageTag(annotation.shape)) {
        annotation.unknown.clear();
      }
      annotation.sourceId = 0;
    }
    return replaceBackground()
        .and_then([&](Nothing) { return pasteObjects(); })
        .and_then([&](Nothing) { return warp(); })
        .and_then([&](Nothing) {
          changeLight();
          cutOutParts();
          return degrade();
        })
        .transform([&](Nothing) { return std::move(labelled_); });
  }

private:
  [[nodiscard]] Random random(Stream stream) const {
    return {seed_, static_cast<std::uint64_t>(stream)};
  }

  /// Returns whether a step of this strength is taken that is taken in half of the pictures.
  static bool inHalf(double strength, Random& random) {
    return random.real() < 0.5 && strength > 0;
  }

  Status replaceBackground() {
    Random dice = random(Stream::Background);
    const bool wanted = dice.real() < recipe_.background && sources_.background;
    Mask foreground = emptyMask(labelled_.picture.cols, labelled_.picture.rows);
    for (const Annotation& annotation : labelled_.annotations) {
      const Mask area = areaMaskOf(annotation.shape, sizeOf(labelled_.picture));
      if (!wanted || (isEmpty(area) && !isImageTag(annotation.shape))) {
        return Nothing{};  // a line or a point would lose what it stands on
      }
      foreground = unionOf(foreground, area);
    }
    if (!wanted || isEmpty(foreground)) {
      return Nothing{};
    }
    const auto background = sources_.background(dice);
    if (!background) {
      return background.error();
    }
    if (!background->empty()) {
      labelled_.picture = withBackground(labelled_.picture, foreground, *background);
    }
    return Nothing{};
  }

  Status pasteObjects() {
    Random dice = random(Stream::CopyPaste);
    const int count = static_cast<int>(std::floor((5 * recipe_.copyPaste + 1) * dice.real()));
    if (count < 1) {
      return Nothing{};
    }
    const auto source = sources_.donor ? sources_.donor(dice) : Result(labelled_);
    if (!source) {
      return source.error();
    }
    std::vector<std::size_t> objects;
    for (std::size_t i = 0; i < source->annotations.size(); ++i) {
      if (hasOutline(source->annotations[i])) {
        objects.push_back(i);
      }
    }
    for (int i = 0; i < count && !objects.empty(); ++i) {
      const std::size_t chosen =
          objects[static_cast<std::size_t>(dice.between(0, static_cast<int>(objects.size()) - 1))];
      auto result = pasted(labelled_, *source, chosen, placeFor(source->annotations[chosen], dice),
                           recipe_.smallestVisible);
      if (!result) {
        return result.error();
      }
      labelled_ = *std::move(result);
    }
    return Nothing{};
  }

  /// Returns a transform that turns, mirrors and scales an object a little and puts it anywhere.
  [[nodiscard]] GeometricTransform placeFor(const Annotation& object, Random& dice) const {
    const Point middle = boundsOf(object.shape).centre();
    const ImageSize size = sizeOf(labelled_.picture);
    const double scale = std::exp2(dice.real(-0.4, 0.4));
    const double across = dice.real() < 0.5 ? -scale : scale;
    const double angle = dice.real(-0.3, 0.3);
    const Point goal{dice.real(0, size.width), dice.real(0, size.height)};
    return {Homography::translation(goal.x, goal.y) * Homography::rotation(angle) *
                Homography::scaling(across, scale) * Homography::translation(-middle.x, -middle.y),
            size};
  }

  Status warp() {
    const GeometricLimits limits{.mirror = recipe_.mirror / 2,
                                 .flip = recipe_.flip / 2,
                                 .rotation = 180 * recipe_.rotation,
                                 .scale = std::exp2(recipe_.scale),
                                 .translation = recipe_.translation / 2,
                                 .shear = 45 * recipe_.shear,
                                 .perspective = 0.3 * recipe_.perspective,
                                 .smallestCrop = 1 - 0.7 * recipe_.crop};
    Random dice = random(Stream::Geometry);
    const GeometricTransform transform = randomTransform(sizeOf(labelled_.picture), limits, dice);
    const bool onlyTags =
        std::all_of(labelled_.annotations.begin(), labelled_.annotations.end(),
                    [](const Annotation& annotation) { return isImageTag(annotation.shape); });
    auto picture = warped(labelled_.picture, transform,
                          onlyTags ? Surroundings::Mirrored : Surroundings::MeanColour);
    if (!picture) {
      return picture.error();
    }
    labelled_ = {*std::move(picture),
                 transformed(labelled_.annotations, transform, recipe_.smallestVisible)};
    return Nothing{};
  }

  void changeLight() {
    cv::Mat& picture = labelled_.picture;
    Random dice = random(Stream::Tone);
    const Tone tone{.brightness = 0.5 * recipe_.brightness * dice.real(-1, 1),
                    .contrast = std::exp2(recipe_.contrast * dice.real(-1, 1)),
                    .gamma = std::exp2(recipe_.gamma * dice.real(-1, 1)),
                    .warmth = 0.5 * recipe_.temperature * dice.real(-1, 1)};
    picture = toned(picture, tone);
    Random shadowDice = random(Stream::Shadow);
    if (inHalf(recipe_.shadow, shadowDice)) {
      picture = shadowed(picture, randomShadow(sizeOf(picture), recipe_.shadow, shadowDice));
    }
    Random reflectionDice = random(Stream::Reflection);
    if (inHalf(recipe_.reflection, reflectionDice)) {
      picture = withReflection(
          picture, randomReflection(sizeOf(picture), recipe_.reflection, reflectionDice));
    }
  }

  void cutOutParts() {
    Random dice = random(Stream::CutOut);
    if (!inHalf(recipe_.cutOut, dice)) {
      return;
    }
    const auto areas = randomCutOuts(sizeOf(labelled_.picture), 3, 0.1 * recipe_.cutOut, dice);
    cv::Mat1b covered(labelled_.picture.size(), std::uint8_t{0});
    for (const cv::Rect& area : areas) {
      covered(area) = 255;
    }
    labelled_ = {cutOut(labelled_.picture, areas),
                 behind(maskOfPixels(covered), labelled_.annotations, recipe_.smallestVisible)};
  }

  Status degrade() {
    cv::Mat& picture = labelled_.picture;
    Random blurDice = random(Stream::Blur);
    if (inHalf(recipe_.blur, blurDice)) {
      const double most = 0.01 * recipe_.blur * std::min(picture.cols, picture.rows);
      picture = blurred(picture, most * blurDice.real());
    }
    Random noiseDice = random(Stream::Noise);
    if (inHalf(recipe_.noise, noiseDice)) {
      picture = noisy(picture, 50 * recipe_.noise * noiseDice.real(), noiseDice);
    }
    Random jpegDice = random(Stream::Jpeg);
    if (!inHalf(recipe_.jpeg, jpegDice)) {
      return Nothing{};
    }
    auto compressed =
        throughJpeg(picture, static_cast<int>(95 - 90 * recipe_.jpeg * jpegDice.real()));
    if (!compressed) {
      return compressed.error();
    }
    picture = *std::move(compressed);
    return Nothing{};
  }

  LabelledPicture labelled_;
  const AugmentationRecipe& recipe_;
  std::uint64_t seed_;
  const AugmentationSources& sources_;
};

}  // namespace

Result<LabelledPicture> augment(LabelledPicture labelled,
                                const AugmentationRecipe& recipe,
                                std::uint64_t seed,
                                const AugmentationSources& sources) {
  return Augmenting(std::move(labelled), recipe, seed, sources).run();
}

}  // namespace touchstone::labeling
