#include "labeling/sample/backdrop.h"

#include "labeling/sample/material.h"
#include "labeling/sample/profile.h"
#include "labeling/sample/texture.h"

#include <opencv2/imgproc.hpp>

namespace touchstone::labeling {

namespace {

/// Draws `count` fine random lines into the relief and the colour: scratches, fibres, cuts.
struct Lines {
  int count = 20;
  float lengthFrom = 20;
  float lengthTo = 200;
  float depth = 0.5F;
  float lighten = 1.2F;
};

void drawLines(Backdrop& backdrop, Random& random, const Lines& lines) {
  cv::Mat1f mark(backdrop.relief.size(), 0.0F);
  const auto width = static_cast<float>(mark.cols);
  const auto height = static_cast<float>(mark.rows);
  for (int i = 0; i < lines.count; ++i) {
    const cv::Point2f from(random.uniform(0, width), random.uniform(0, height));
    const float angle = random.angle();
    const float length = random.uniform(lines.lengthFrom, lines.lengthTo);
    const cv::Point2f to = from + length * cv::Point2f(std::cos(angle), std::sin(angle));
    cv::line(mark, from, to, cv::Scalar(random.uniform(0.3F, 1.0F)), 1, cv::LINE_8);
  }
  cv::GaussianBlur(mark, mark, {3, 3}, 0.6);
  backdrop.relief -= mark * lines.depth;
  modulate(backdrop.diffuse, mark + 0.5F, lines.lighten - 1);
}

Backdrop metalTray(Random& random, cv::Size size, float /*scale*/) {
  const cv::Mat1f streaks = cloud(random, size, {220, 2.2F, 2});
  const cv::Mat1f blotches = cloud(random, size, {260, 160, 4});
  const float tone = random.uniform(0.16F, 0.34F);
  Backdrop backdrop{.diffuse = blended(rgb(tone, tone, tone) * 0.7F,
                                       rgb(tone, tone * 1.01F, tone * 1.04F), blotches),
                    .relief = streaks * 0.5F,
                    .specular = rgb(0.3F, 0.3F, 0.31F),
                    .roughness = random.uniform(0.42F, 0.6F)};
  modulate(backdrop.diffuse, streaks, 0.5F);
  drawLines(backdrop, random,
            {.count = 30, .lengthFrom = 20, .lengthTo = 220, .depth = 0.3F, .lighten = 1.3F});
  return backdrop;
}

Backdrop wood(Random& random, cv::Size size, float scale) {
  const cv::Mat1f warp = cloud(random, size, {420, 60, 3});
  const cv::Mat1f fine = cloud(random, size, {90, 2.4F, 2});
  const cv::Mat1f pores = cloud(random, size, {26, 1.6F, 1});
  const float rings = random.uniform(5, 11);
  const float plank = random.uniform(55, 95) * scale;
  const float shift = random.uniform(0, plank);
  cv::Mat1f tone(size);
  cv::Mat1f relief(size);
  for (int row = 0; row < size.height; ++row) {
    const float across = (static_cast<float>(row) + shift) / plank;
    const float board = std::floor(across);
    const float seam = std::min(across - board, board + 1 - across) * plank;
    const float offset = std::sin(board * 12.9898F) * 3;
    const float joint = smoothStep(0.4F, 1.8F, seam);
    for (int column = 0; column < size.width; ++column) {
      const float ring = triangleWave((warp(row, column) + offset) * rings + across * 3);
      const float pore = smoothStep(0.74F, 0.9F, pores(row, column));
      const float value = 0.28F + 0.4F * smoothStep(0, 1, ring) +
                          0.38F * (fine(row, column) - 0.5F) + 0.09F * std::sin(board * 7.1F) -
                          0.35F * pore;
      tone(row, column) = std::max(0.0F, value) * (0.25F + 0.75F * joint);
      relief(row, column) = 0.25F * fine(row, column) - 0.5F * pore - 1.2F * (1 - joint);
    }
  }
  static const std::array<std::array<cv::Vec3f, 2>, 4> kinds{{
      {rgb(0.20F, 0.09F, 0.035F), rgb(0.60F, 0.36F, 0.17F)},   // oak
      {rgb(0.34F, 0.19F, 0.085F), rgb(0.80F, 0.58F, 0.34F)},   // pine
      {rgb(0.045F, 0.02F, 0.010F), rgb(0.21F, 0.10F, 0.05F)},  // walnut
      {rgb(0.13F, 0.105F, 0.08F), rgb(0.38F, 0.33F, 0.27F)},   // weathered bench
  }};
  const auto& colours = random.pick(kinds);
  return {.diffuse = blended(colours[0], colours[1], tone),
          .relief = relief,
          .specular = rgb(0.04F, 0.04F, 0.04F),
          .roughness = random.uniform(0.4F, 0.7F)};
}

Backdrop cardboard(Random& random, cv::Size size, float scale) {
  const cv::Mat1f fibres = cloud(random, size, {22, 2, 2});
  const cv::Mat1f blotches = cloud(random, size, {300, 220, 2});
  const float flute = random.uniform(5.5F, 8.0F) * scale;
  Backdrop backdrop{
      .diffuse = blended(rgb(0.35F, 0.225F, 0.125F), rgb(0.44F, 0.295F, 0.17F), blotches),
      .relief = fibres * 0.2F,
      .specular = rgb(0.03F, 0.03F, 0.03F),
      .roughness = 0.85F};
  modulate(backdrop.diffuse, fibres, 0.22F);
  for (int row = 0; row < size.height; ++row) {
    const float wave = std::sin(static_cast<float>(row) / flute * 2 * std::numbers::pi_v<float>);
    backdrop.relief.row(row) += 0.015F * flute * wave;
    backdrop.diffuse.row(row) *= 1 + 0.03F * wave;
  }
  drawLines(backdrop, random,
            {.count = 160, .lengthFrom = 3, .lengthTo = 14, .depth = 0.1F, .lighten = 0.7F});
  return backdrop;
}

Backdrop cuttingMat(Random& random, cv::Size size, float scale) {
  static const std::array<cv::Vec3f, 3> colours{
      rgb(0.012F, 0.115F, 0.065F), rgb(0.015F, 0.085F, 0.052F), rgb(0.018F, 0.05F, 0.15F)};
  const cv::Vec3f base = random.pick(colours);
  const cv::Mat1f blotches = cloud(random, size, {150, 150, 4});
  Backdrop backdrop{.diffuse = blended(base * 0.8F, base * 1.25F, blotches),
                    .relief = cloud(random, size, {3, 3, 1}) * 0.5F,
                    .specular = rgb(0.04F, 0.04F, 0.04F),
                    .roughness = random.uniform(0.5F, 0.7F)};
  const cv::Scalar ink =
      random.chance(0.7F) ? cv::Scalar(0.18, 0.5, 0.48) : cv::Scalar(0.5, 0.5, 0.5);
  const float unit = 10 * scale;
  for (int i = 1; static_cast<float>(i) * unit < static_cast<float>(size.width); ++i) {
    const int at = static_cast<int>(static_cast<float>(i) * unit);
    const int thickness = i % 5 == 0 ? 2 : 1;
    cv::line(backdrop.diffuse, {at, 0}, {at, size.height}, ink * 0.55, thickness, cv::LINE_8);
    cv::line(backdrop.diffuse, {0, at}, {size.width, at}, ink * 0.55, thickness, cv::LINE_8);
    if (i % 5 == 0) {
      cv::putText(backdrop.diffuse, std::to_string(i), {at + 4, static_cast<int>(7 * unit) - 4},
                  cv::FONT_HERSHEY_SIMPLEX, 0.09 * static_cast<double>(scale), ink * 0.7, 1,
                  cv::LINE_8);
    }
  }
  cv::GaussianBlur(backdrop.diffuse, backdrop.diffuse, {3, 3}, 0.6);
  drawLines(backdrop, random,
            {.count = 26, .lengthFrom = 30, .lengthTo = 330, .depth = 0.5F, .lighten = 1.7F});
  return backdrop;
}

Backdrop ribbedRubber(Random& random, cv::Size size, float scale) {
  const float rib = random.uniform(2.2F, 4.2F) * scale;
  const bool studs = random.chance(0.35F);
  const float tone = random.uniform(0.012F, 0.035F);
  const cv::Mat1f dust = cloud(random, size, {90, 90, 5});
  Backdrop backdrop{.diffuse = blended(rgb(tone, tone, tone * 1.05F) * 0.7F,
                                       rgb(tone, tone * 0.98F, tone * 0.95F) * 1.7F, dust),
                    .relief = cloud(random, size, {2.5F, 2.5F, 1}) * 0.35F,
                    .specular = rgb(0.045F, 0.045F, 0.045F),
                    .roughness = random.uniform(0.45F, 0.65F)};
  for (int row = 0; row < size.height; ++row) {
    const float y = std::remainder(static_cast<float>(row), 2 * rib) / rib;
    for (int column = 0; column < size.width; ++column) {
      const float x = std::remainder(static_cast<float>(column), 2 * rib) / rib;
      const float bump = studs ? 1 - smoothStep(0.4F, 0.62F, std::hypot(x, y))
                               : 1 - smoothStep(0.3F, 0.6F, std::abs(y));
      backdrop.relief(row, column) += bump * rib * 0.16F;
      backdrop.diffuse(row, column) *= 0.75F + 0.35F * bump;
    }
  }
  return backdrop;
}

Backdrop paper(Random& random, cv::Size size, float scale) {
  const cv::Mat1f fibres = cloud(random, size, {7, 7, 3});
  const float tone = random.uniform(0.62F, 0.82F);
  const cv::Vec3f warm = rgb(tone, tone * 0.985F, tone * random.uniform(0.9F, 0.98F));
  Backdrop backdrop{.diffuse = blended(warm * 0.96F, warm * 1.02F, fibres),
                    .relief = fibres * 0.22F + cloud(random, size, {260, 200, 2}) * 14.0F,
                    .specular = rgb(0.03F, 0.03F, 0.03F),
                    .roughness = 0.85F};
  if (random.chance(0.55F)) {
    const cv::Scalar ink(tone * 0.9, tone * 0.74, tone * 0.62);
    const float unit = 5 * scale;
    const bool squared = random.chance(0.6F);
    for (float at = unit; at < static_cast<float>(size.width); at += unit) {
      const int i = static_cast<int>(at);
      cv::line(backdrop.diffuse, {0, i}, {size.width, i}, ink, 1, cv::LINE_8);
      if (squared) {
        cv::line(backdrop.diffuse, {i, 0}, {i, size.height}, ink, 1, cv::LINE_8);
      }
    }
    cv::GaussianBlur(backdrop.diffuse, backdrop.diffuse, {3, 3}, 0.55);
  }
  return backdrop;
}

Backdrop shopTowel(Random& random, cv::Size size, float scale) {
  static const std::array<cv::Vec3f, 3> colours{rgb(0.05F, 0.12F, 0.28F), rgb(0.33F, 0.035F, 0.03F),
                                                rgb(0.26F, 0.26F, 0.25F)};
  const cv::Vec3f base = random.pick(colours);
  const cv::Mat1f blotches = cloud(random, size, {200, 200, 3});
  const float thread = std::max(3.6F, 0.8F * scale);
  const cv::Mat1f folds = cloud(random, size, {240, 170, 2});
  const cv::Mat1f wobble = cloud(random, size, {50, 50, 2});
  Backdrop backdrop{.diffuse = blended(base * 0.85F, base * 1.15F, blotches),
                    .relief = folds * 40.0F,
                    .specular = rgb(0.02F, 0.02F, 0.02F),
                    .roughness = 0.9F};
  constexpr float turn = 2 * std::numbers::pi_v<float>;
  for (int row = 0; row < size.height; ++row) {
    for (int column = 0; column < size.width; ++column) {
      const float bend = wobble(row, column) * 6;
      const float weave = std::sin((static_cast<float>(row) + bend) * turn / thread) *
                          std::sin((static_cast<float>(column) + bend) * turn / thread);
      backdrop.relief(row, column) += 0.4F * weave;
      backdrop.diffuse(row, column) *= 0.9F + 0.26F * weave;
    }
  }
  return backdrop;
}

}  // namespace

Backdrop makeBackdrop(Random& random, cv::Size size, float scale) {
  using Maker = Backdrop (*)(Random&, cv::Size, float);
  static const std::array<Maker, 9> makers{
      metalTray, wood, cardboard, cuttingMat, metalTray, wood, ribbedRubber, paper, shopTowel};
  const int diagonal = static_cast<int>(std::hypot(size.width, size.height)) + 8;
  Backdrop upright = random.pick(makers)(random, {diagonal, diagonal}, scale);
  const float angle = random.angle();
  const float cosine = std::cos(angle);
  const float sine = std::sin(angle);
  const float middle = static_cast<float>(diagonal) / 2;
  const float x = static_cast<float>(size.width) / 2;
  const float y = static_cast<float>(size.height) / 2;
  const cv::Matx23f turn(cosine, sine, middle - cosine * x - sine * y,  //
                         -sine, cosine, middle + sine * x - cosine * y);
  constexpr int flags = cv::INTER_LINEAR | cv::WARP_INVERSE_MAP;
  Backdrop turned = upright;
  cv::warpAffine(upright.diffuse, turned.diffuse, turn, size, flags, cv::BORDER_REFLECT);
  cv::warpAffine(upright.relief, turned.relief, turn, size, flags, cv::BORDER_REFLECT);
  return turned;
}

}  // namespace touchstone::labeling
