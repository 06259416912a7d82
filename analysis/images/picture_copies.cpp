#include "analysis/images/picture_copies.h"

#include "analysis/images/copy_candidates.h"
#include "analysis/images/picture_agreement.h"
#include "analysis/neighbours/row_threads.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
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

/// Returns the pairs of points of which each is the most similar to the other.
std::vector<Match> matchesOf(const PictureSketch& first, const PictureSketch& second) {
  constexpr int mostBits = 64;
  struct Similar {
    std::size_t point = 0;
    int bits = mostBits + 1;
  };
  std::vector<Similar> there(first.points.size());
  std::vector<Similar> back(second.points.size());
  for (std::size_t i = 0; i < there.size(); ++i) {
    for (std::size_t j = 0; j < back.size(); ++j) {
      const int bits = differingBits(first.points[i], second.points[j], mostBits);
      if (bits < there[i].bits) {
        there[i] = {j, bits};
      }
      if (bits < back[j].bits) {
        back[j] = {i, bits};
      }
    }
  }
  std::vector<Match> matches;
  for (std::size_t i = 0; i < there.size(); ++i) {
    if (there[i].bits > mostBits || back[there[i].point].point != i) {
      continue;
    }
    const PicturePoint& a = first.points[i];
    const PicturePoint& b = second.points[there[i].point];
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

/// What matches agree on.
struct Agreed {
  Similarity similarity;
  std::size_t matches = 0;
};

/// Returns the similarity that most matches agree on: each proposes the one that its patches have.
std::optional<Agreed> commonSimilarity(const std::vector<Match>& matches) {
  constexpr std::size_t leastInliers = 6;
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
  return best.size() >= leastInliers ? std::optional(Agreed{fitted(best), best.size()})
                                     : std::nullopt;
}

/// Returns the similarity between the small grey pictures.
cv::Matx23d betweenGreys(const PictureSketch& first,
                         const PictureSketch& second,
                         const Similarity& similarity) {
  const double ofFirst = static_cast<double>(first.size.width) / first.grey.cols;
  const double ofSecond = static_cast<double>(second.grey.cols) / second.size.width;
  const std::complex<double> half{0.5, 0.5};  // from a pixel's middle to its corner
  const auto turn = ofFirst * ofSecond * similarity.turn;
  const auto shift =
      ofSecond * (similarity.turn * (ofFirst - 1) * half + similarity.shift + half) - half;
  return {turn.real(), -turn.imag(), shift.real(), turn.imag(), turn.real(), shift.imag()};
}

/// What is seen when the second picture is laid on the first.
struct Comparison {
  double likeness = 0;
  double overlap = 0;
  double share = 0;
  bool firstIsSmaller = false;
};

/// Two pictures of which the second is laid on the first.
class Comparer {
public:
  Comparer(const PictureSketch& first, const PictureSketch& second)
      : first_(first),
        second_(second),
        grey_(comparedGrey(first.grey)),
        shown_(shownPart(first.grey)),
        shownBySecond_(shownPart(second.grey)) {}

  [[nodiscard]] Comparison compare(const Similarity& similarity) const {
    const cv::Matx23d toSecond = betweenGreys(first_, second_, similarity);
    cv::Mat moved;
    cv::warpAffine(second_.grey, moved, toSecond, grey_.size(),
                   cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
    const cv::Mat1f other = comparedGrey(moved);
    const cv::Mat movedShown = movedMask(shownBySecond_, toSecond);
    const cv::Mat inSecond =
        movedMask(cv::Mat(second_.grey.size(), CV_8UC1, cv::Scalar(255)), toSecond);
    const cv::Mat both = movedShown & shown_;
    // A plain background that both have was not filled up around a turned picture.
    constexpr double alikeValues = 3;
    const cv::Mat alike = (cv::abs(grey_ - other) <= alikeValues) & inSecond;
    const double enlarged = std::abs(cv::determinant(toSecond.get_minor<2, 2>(0, 0)));
    const double common = cv::countNonZero(both | alike);
    const double areas[] = {
        static_cast<double>(cv::countNonZero(shown_ | alike)),
        cv::countNonZero(shownBySecond_) / enlarged + cv::countNonZero(alike & ~movedShown)};
    const auto shareOf = [&](double area) { return area > 0 ? std::min(common / area, 1.0) : 0; };
    return {.likeness = agreement(grey_, other, both),
            .overlap = shareOf(std::min(areas[0], areas[1])),
            .share = shareOf(std::max(areas[0], areas[1])),
            .firstIsSmaller = areas[0] < areas[1]};
  }

private:
  [[nodiscard]] cv::Mat movedMask(const cv::Mat& mask, const cv::Matx23d& toSecond) const {
    cv::Mat moved;
    cv::warpAffine(mask, moved, toSecond, grey_.size(), cv::INTER_NEAREST | cv::WARP_INVERSE_MAP);
    return moved;
  }

  const PictureSketch& first_;
  const PictureSketch& second_;
  cv::Mat1f grey_;
  cv::Mat shown_;
  cv::Mat shownBySecond_;
};

/// Moves the second picture a little as long as the two agree better: a few points of different
/// scales place it roughly only. What does not look alike to begin with is left as it is.
Comparison bestComparison(const PictureSketch& first,
                          const PictureSketch& second,
                          Similarity similarity) {
  constexpr double worthTrying = 0.8;
  const Comparer comparer(first, second);
  Comparison best = comparer.compare(similarity);
  if (best.likeness < worthTrying) {
    return best;
  }
  const std::complex<double> middle(first.size.width / 2.0, first.size.height / 2.0);
  const double reach = std::abs(middle);
  for (const double step : {4.0, 2.0, 1.0, 0.5}) {  // pixels, at the corners of the picture
    const std::complex<double> turns[] = {1 + step / reach,
                                          1 - step / reach,
                                          std::polar(1.0, step / reach),
                                          std::polar(1.0, -step / reach),
                                          1,
                                          1,
                                          1,
                                          1};
    const std::complex<double> shifts[] = {0, 0, 0, 0, step, -step, {0, step}, {0, -step}};
    for (std::size_t i = 0; i < std::size(turns); ++i) {
      Similarity moved;
      moved.turn = similarity.turn * turns[i];
      moved.shift = similarity.shift + (similarity.turn - moved.turn) * middle + shifts[i];
      const Comparison comparison = comparer.compare(moved);
      if (comparison.likeness > best.likeness) {
        best = comparison;
        similarity = moved;
      }
    }
  }
  return best;
}

std::optional<PictureCopy> judge(std::span<const PictureSketch> pictures,
                                 std::size_t first,
                                 std::size_t second,
                                 const CopyOptions& options) {
  const auto matches = matchesOf(pictures[first], pictures[second]);
  const auto agreed = commonSimilarity(matches);
  if (!agreed) {
    return std::nullopt;
  }
  const auto& turn = agreed->similarity.turn;
  const Comparison comparison =
      bestComparison(pictures[first], pictures[second], agreed->similarity);
  const auto fitting = static_cast<double>(agreed->matches);
  const double support = fitting * fitting / static_cast<double>(matches.size());
  const double leastLikeness = std::lerp(options.leastLikenessAlone, options.leastLikeness,
                                         std::min(support / options.enoughSupport, 1.0));
  if (comparison.likeness < leastLikeness || comparison.overlap < options.leastOverlap) {
    return std::nullopt;
  }
  return PictureCopy{.first = first,
                     .second = second,
                     .likeness = comparison.likeness,
                     .overlap = comparison.overlap,
                     .share = comparison.share,
                     .firstIsSmaller = comparison.firstIsSmaller,
                     .angle = std::arg(turn) * 180 / std::numbers::pi,
                     .scale = std::abs(turn)};
}

}  // namespace

Result<std::vector<PictureCopy>> findCopies(std::span<const PictureSketch> pictures,
                                            const CopyOptions& options,
                                            const WorkContext& work) {
  const auto candidates = copyCandidates(pictures, work.stop);
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
