#pragma once

#include "labeling/random.h"
#include "labeling/sample/label_errors.h"
#include "labeling/sample/sample_picture.h"

#include <opencv2/core.hpp>

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// What may be wrong with a picture, whatever its labels say. The first three are faults of its
/// own, the others make it a copy of another picture.
enum class DefectKind { Dark, Light, Blurry, Rotated, Cropped, EncodedAgain };
inline constexpr std::array allDefectKinds{DefectKind::Dark,    DefectKind::Light,
                                           DefectKind::Blurry,  DefectKind::Rotated,
                                           DefectKind::Cropped, DefectKind::EncodedAgain};

/// "dark", "light", "blurry", "rotated", "cropped" or "encoded_again".
[[nodiscard]] std::string_view nameOf(DefectKind kind);

/// One picture with a defect.
struct Defect {
  std::size_t picture = 0;  ///< index into the pictures
  DefectKind kind = DefectKind::Dark;
  std::optional<std::size_t> original;  ///< the earlier, sound picture that a copy shows
};

/// What is wrong on purpose.
struct Planted {
  std::vector<Mistake> mistakes;
  std::vector<Defect> defects;
};

/// Where the random numbers of defects begin, apart from those of the pictures.
inline constexpr std::uint64_t defectStream = 1ULL << 42;

/// Chooses the share `options.defects` of the pictures, all kinds in turn, and gives copies the
/// classes of their originals. No picture is copied twice. A longer list begins like a shorter one.
[[nodiscard]] std::vector<Defect> planDefects(std::vector<SamplePicture>& pictures,
                                              const SampleOptions& options);

/// Returns the picture with the defect, before it is encoded: a quarter of the values (dark), so
/// much light that hardly anything remains below white (light), a lens out of focus by a disc of 6
/// to 10 pixels radius (blurry); turned by any angle, black where nothing was (rotated); 50 to 80 %
/// of width and height, from anywhere (cropped); scaled by 0.4 to 1.1 (encoded again).
[[nodiscard]] cv::Mat withDefect(const cv::Mat& picture, DefectKind kind, Random& random);

/// Returns the photograph with the defect and its labels where they are then, as a new JPEG; of low
/// quality when it is encoded again. What shows less than a quarter of a part has no label of it.
[[nodiscard]] Photograph withDefect(const Photograph& photo, DefectKind kind, Random& random);

}  // namespace touchstone::labeling
