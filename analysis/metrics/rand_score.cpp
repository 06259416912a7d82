#include "analysis/metrics/rand_score.h"

#include "labeling/result.h"

#include <opencv2/imgproc.hpp>

#include <map>
#include <unordered_map>
#include <utility>

namespace touchstone::analysis {
namespace {

template <class Counts>
double sumOfSquares(const Counts& counts) {
  double sum = 0;
  for (const auto& [segment, pixels] : counts) {
    sum += pixels * pixels;
  }
  return sum;
}

}  // namespace

std::optional<RandScore> foregroundRandScore(const cv::Mat1i& truth, const cv::Mat1i& predicted) {
  require(truth.size() == predicted.size(), "truth and prediction have one size");
  std::unordered_map<int, double> ofTruth;
  std::unordered_map<int, double> ofPrediction;
  std::map<std::pair<int, int>, double> shared;
  double single = 0;
  for (int y = 0; y < truth.rows; ++y) {
    for (int x = 0; x < truth.cols; ++x) {
      const int there = truth(y, x);
      const int found = predicted(y, x);
      if (there == 0) {
        continue;
      }
      ofTruth[there] += 1;
      if (found == 0) {
        single += 1;
      } else {
        ofPrediction[found] += 1;
        shared[{there, found}] += 1;
      }
    }
  }
  if (ofTruth.empty()) {
    return std::nullopt;
  }
  const double joinedInBoth = sumOfSquares(shared) + single;
  RandScore result;
  result.precision = joinedInBoth / (sumOfSquares(ofPrediction) + single);
  result.recall = joinedInBoth / sumOfSquares(ofTruth);
  result.score = 2 * result.precision * result.recall / (result.precision + result.recall);
  return result;
}

cv::Mat1i numberedRegions(const cv::Mat1b& inside) {
  cv::Mat1i regions;
  constexpr int sidesOnly = 4;
  cv::connectedComponents(inside, regions, sidesOnly, CV_32S);
  return regions;
}

}  // namespace touchstone::analysis
