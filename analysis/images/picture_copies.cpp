#include "analysis/images/picture_copies.h"

#include "analysis/images/copy_candidates.h"
#include "analysis/neighbours/row_threads.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <complex>
#include <numbers>
#include <optional>

namespace touchstone::analysis {
namespace {

/// Points of two pictures that look alike, as complex numbers x + iy.
struct Match {
  std::complex<double> first;
  std::complex<double> second;
  double angle = 0;  ///< of the second's patch against the first's
  double scale = 1;  ///< size of the second's patch over the first's
};

int differingBits(const PicturePoint& a, const PicturePoint& b) {
  int bits = 0;
  for (std::size_t word = 0; word < a.description.size(); ++word) {
    bits += std::popcount(a.description[word] ^ b.description[word]);
  }
  return bits;
}

/// Returns for each point of `from` the most similar one of `to`, or -1 when none is similar.
std::vector<int> mostSimilar(const PictureSketch& from, const PictureSketch& to) {
  constexpr int mostBits = 64;
  std::vector<int> similar;
  for (const PicturePoint& point : from.points) {
    int best = -1;
    int least = mostBits + 1;
    for (std::size_t j = 0; j < to.points.size(); ++j) {
      const int bits = differingBits(point, to.points[j]);
      if (bits < least) {
        least = bits;
        best = static_cast<int>(j);
      }
    }
    similar.push_back(best);
  }
  return similar;
}

std::vector<Match> matchesOf(const PictureSketch& first, const PictureSketch& second) {
  const auto there = mostSimilar(first, second);
  const auto back = mostSimilar(second, first);
  std::vector<Match> matches;
  for (std::size_t i = 0; i < there.size(); ++i) {
    if (there[i] < 0 || back[static_cast<std::size_t>(there[i])] != static_cast<int>(i)) {
      continue;
    }
    const PicturePoint& a = first.points[i];
    const PicturePoint& b = second.points[static_cast<std::size_t>(there[i])];
    matches.push_back({.first = {a.x, a.y},
                       .second = {b.x, b.y},
                       .angle = b.angle - a.angle,
                       .scale = b.size / a.size});
  }
  return matches;
}

/// second = turn × first + shift, with complex numbers: a rotation, a scale and a shift.
struct Similarity {
  std::complex<double> turn{1, 0};
  std::complex<double> shift{0, 0};

  [[nodiscard]] double error(const Match& match) const {
    return std::abs(turn * match.first + shift - match.second);
  }
};

std::vector<Match> fitting(const std::vector<Match>& matches,
                           const Similarity& similarity,
                           double tolerance) {
  std::vector<Match> inliers;
  std::copy_if(matches.begin(), matches.end(), std::back_inserter(inliers),
               [&](const Match& match) { return similarity.error(match) <= tolerance; });
  return inliers;
}

/// Returns the similarity of least squares.
Similarity fitted(const std::vector<Match>& matches) {
  std::complex<double> firstMean;
  std::complex<double> secondMean;
  const auto count = static_cast<double>(matches.size());
  for (const Match& match : matches) {
    firstMean += match.first / count;
    secondMean += match.second / count;
  }
  std::complex<double> product;
  double squares = 0;
  for (const Match& match : matches) {
    product += (match.second - secondMean) * std::conj(match.first - firstMean);
    squares += std::norm(match.first - firstMean);
  }
  Similarity similarity;
  similarity.turn = squares > 0 ? product / squares : std::complex<double>{1, 0};
  similarity.shift = secondMean - similarity.turn * firstMean;
  return similarity;
}

/// Returns the similarity that most matches agree on: each proposes the one that its patches have.
std::optional<Similarity> commonSimilarity(const std::vector<Match>& matches) {
  constexpr std::size_t leastInliers = 8;
  constexpr double coarse = 16;
  constexpr double fine = 3;
  std::vector<Match> best;
  for (const Match& match : matches) {
    Similarity proposed;
    proposed.turn = std::polar(match.scale, match.angle);
    proposed.shift = match.second - proposed.turn * match.first;
    auto inliers = fitting(matches, proposed, coarse);
    if (inliers.size() > best.size()) {
      best = std::move(inliers);
    }
  }
  for (const double tolerance : {coarse / 2, fine, fine}) {
    if (best.size() < leastInliers) {
      return std::nullopt;
    }
    best = fitting(matches, fitted(best), tolerance);
  }
  return best.size() >= leastInliers ? std::optional(fitted(best)) : std::nullopt;
}

/// Whether two blocks show the same, apart from brightness and contrast.
bool agree(const cv::Mat& a, const cv::Mat& b, const cv::Mat& mask) {
  constexpr double plain = 4;
  constexpr double leastCorrelation = 0.5;
  cv::Scalar meanA;
  cv::Scalar meanB;
  cv::Scalar deviationA;
  cv::Scalar deviationB;
  cv::meanStdDev(a, meanA, deviationA, mask);
  cv::meanStdDev(b, meanB, deviationB, mask);
  if (deviationA[0] < plain && deviationB[0] < plain) {
    return true;
  }
  cv::Mat product;
  cv::multiply(a - meanA[0], b - meanB[0], product);
  const double covariance = cv::mean(product, mask)[0];
  return covariance >= leastCorrelation * std::max(deviationA[0] * deviationB[0], 1e-9);
}

/// Lays the second picture on the first and compares them.
struct Comparison {
  double likeness = 0;
  double overlap = 0;
};

Comparison compare(const PictureSketch& first,
                   const PictureSketch& second,
                   const Similarity& similarity) {
  const cv::Matx23d toSecond(similarity.turn.real(), -similarity.turn.imag(),
                             similarity.shift.real(), similarity.turn.imag(),
                             similarity.turn.real(), similarity.shift.imag());
  const int flags = cv::INTER_LINEAR | cv::WARP_INVERSE_MAP;
  cv::Mat moved;
  cv::Mat shown;
  cv::warpAffine(second.grey, moved, toSecond, first.grey.size(), flags);
  cv::warpAffine(second.shown, shown, toSecond, first.grey.size(),
                 cv::INTER_NEAREST | cv::WARP_INVERSE_MAP);
  cv::Mat both;
  cv::bitwise_and(shown, first.shown, both);
  const double area = cv::countNonZero(both);
  const double ofSecond = cv::countNonZero(second.shown) / std::norm(similarity.turn);
  const double smaller = std::min<double>(cv::countNonZero(first.shown), ofSecond);
  constexpr int across = 10;
  cv::Mat one;
  cv::Mat other;
  first.grey.convertTo(one, CV_32F);
  moved.convertTo(other, CV_32F);
  cv::GaussianBlur(one, one, {0, 0}, 1.5);
  cv::GaussianBlur(other, other, {0, 0}, 1.5);
  double compared = 0;
  double equal = 0;
  const int side = std::max(std::max(one.cols, one.rows) / across, 8);
  for (int y = 0; y < one.rows; y += side) {
    for (int x = 0; x < one.cols; x += side) {
      const cv::Rect block = cv::Rect(x, y, side, side) & cv::Rect({0, 0}, one.size());
      const int pixels = cv::countNonZero(both(block));
      if (pixels < block.area() / 2) {
        continue;
      }
      compared += pixels;
      equal += agree(one(block), other(block), both(block)) ? pixels : 0;
    }
  }
  return {.likeness = compared > 0 ? equal / compared : 0,
          .overlap = smaller > 0 ? std::min(area / smaller, 1.0) : 0};
}

std::optional<PictureCopy> judge(std::span<const PictureSketch> pictures,
                                 std::size_t first,
                                 std::size_t second,
                                 const CopyOptions& options) {
  const auto similarity = commonSimilarity(matchesOf(pictures[first], pictures[second]));
  if (!similarity) {
    return std::nullopt;
  }
  const Comparison comparison = compare(pictures[first], pictures[second], *similarity);
  if (comparison.likeness < options.leastLikeness || comparison.overlap < options.leastOverlap) {
    return std::nullopt;
  }
  return PictureCopy{.first = first,
                     .second = second,
                     .likeness = comparison.likeness,
                     .overlap = comparison.overlap,
                     .angle = std::arg(similarity->turn) * 180 / std::numbers::pi,
                     .scale = std::abs(similarity->turn)};
}

}  // namespace

Result<std::vector<PictureCopy>> findCopies(std::span<const PictureSketch> pictures,
                                            const CopyOptions& options,
                                            const WorkContext& work) {
  const auto candidates = copyCandidates(pictures);
  std::vector<std::optional<PictureCopy>> judged(candidates.size());
  constexpr std::size_t piece = 16;
  const Status done =
      forRowsInThreads(candidates.size(), piece, work, [&](std::size_t from, std::size_t end) {
        for (std::size_t i = from; i < end; ++i) {
          judged[i] = judge(pictures, candidates[i].first, candidates[i].second, options);
        }
      });
  if (!done) {
    return done.error();
  }
  std::vector<PictureCopy> copies;
  for (const auto& copy : judged) {
    if (copy) {
      copies.push_back(*copy);
    }
  }
  return copies;
}

}  // namespace touchstone::analysis
