#pragma once

#include "analysis/metrics/detections.h"

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace touchstone::analysis {

/// The kinds of errors that TIDE tells apart (Bolya et al., "TIDE: A General Toolbox for
/// Identifying Object Detection Errors", ECCV 2020, section 2.2).
enum class TideErrorKind {
  Class,       ///< well located, wrong class
  Location,    ///< right class, badly located
  Both,        ///< neither
  Duplicate,   ///< of an object that a higher score has found
  Background,  ///< nothing is there
  Missed       ///< an object that no detection would find, even when corrected
};
inline constexpr std::size_t tideErrorKinds = 6;

/// "classification", "localisation", "both", "duplicate", "background" or "missed".
[[nodiscard]] std::string_view nameOf(TideErrorKind kind);

struct TideError {
  TideErrorKind kind = TideErrorKind::Missed;
  std::size_t image = 0;
  std::optional<std::size_t> detection;  ///< none for a missed object
  std::optional<std::size_t> object;     ///< that the detection is about
};

struct TideErrors {
  double ap = 0;                              ///< TIDE's mean AP at overlap 0.5, in [0, 1]
  std::array<double, tideErrorKinds> cost{};  ///< by how much `ap` grows without that kind alone
  double costOfFalsePositives = 0;
  double costOfFalseNegatives = 0;
  std::array<std::size_t, tideErrorKinds> counts{};
  std::vector<TideError> errors;
};

struct TideOptions {
  double foreground = 0.5;           ///< overlap from which on a detection finds an object
  double background = 0.1;           ///< overlap up to which nothing is there
  std::size_t mostDetections = 100;  ///< of an image
};

/// Says why detections are wrong and what each kind of error costs, as tidecv computes it.
[[nodiscard]] TideErrors tideErrors(const DetectionTruth& truth,
                                    std::span<const Detection> detections,
                                    OverlapKind kind,
                                    const TideOptions& options = {});

}  // namespace touchstone::analysis
