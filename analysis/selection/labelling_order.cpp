#include "analysis/selection/labelling_order.h"

#include "analysis/neighbours/dot_products.h"
#include "analysis/neighbours/row_threads.h"

#include <queue>

#include <algorithm>
#include <cmath>

namespace touchstone::analysis {

namespace {

constexpr std::size_t mostPoints = 2000;  ///< that candidates are compared with
constexpr std::size_t exactlyChosen = 500;
constexpr std::size_t rowsPerPiece = 64;

FeatureMatrix withLengthOne(FeatureMatrix features) {
  for (std::size_t i = 0; i < features.rows; ++i) {
    const auto row = features.row(i);
    const float length = std::sqrt(dotProduct(row.data(), row.data(), row.size()));
    for (float& value : row) {
      value = length > 0 ? value / length : 0;
    }
  }
  return features;
}

/// Returns at most `most` of 0 … count-1, evenly spread.
std::vector<std::size_t> evenly(std::size_t count, std::size_t most) {
  std::vector<std::size_t> chosen(std::min(count, most));
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    chosen[i] = i * count / chosen.size();
  }
  return chosen;
}

FeatureMatrix rowsOf(const FeatureMatrix& features, std::span<const std::size_t> rows) {
  FeatureMatrix result(rows.size(), features.columns);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto row = features.row(rows[i]);
    std::copy(row.begin(), row.end(), result.row(i).begin());
  }
  return result;
}

/// What the candidates are compared with, and how well each point is stood for already.
class Representation {
public:
  Representation(const FeatureMatrix& candidates, std::span<const double> uncertainties) {
    const auto chosen = evenly(candidates.rows, mostPoints);
    points_ = rowsOf(candidates, chosen);
    for (const std::size_t i : chosen) {
      weights_.push_back(static_cast<float>(uncertainties[i]));
    }
    if (std::all_of(weights_.begin(), weights_.end(), [](float weight) { return weight == 0; })) {
      weights_.assign(weights_.size(), 1);
    }
    covered_.assign(chosen.size(), 0);
  }

  /// Returns what taking a candidate would add.
  [[nodiscard]] double gain(std::span<const float> candidate) const {
    const auto cosines = cosinesTo(candidate);
    double sum = 0;
    for (std::size_t i = 0; i < cosines.size(); ++i) {
      sum += static_cast<double>(weights_[i] * std::max(cosines[i] - covered_[i], 0.0F));
    }
    return sum;
  }

  void take(std::span<const float> row) {
    const auto cosines = cosinesTo(row);
    for (std::size_t i = 0; i < cosines.size(); ++i) {
      covered_[i] = std::max(covered_[i], cosines[i]);
    }
  }

private:
  [[nodiscard]] std::vector<float> cosinesTo(std::span<const float> row) const {
    std::vector<float> cosines(points_.rows);
    dotProducts(row.data(), points_.values.data(), points_.rows, points_.columns, cosines.data());
    return cosines;
  }

  FeatureMatrix points_;
  std::vector<float> weights_;
  std::vector<float> covered_;
};

/// A candidate and what it added when that was computed last: now it adds that at most.
struct Bound {
  double gain = 0;
  std::size_t candidate = 0;
  bool operator<(const Bound& other) const {
    return gain != other.gain ? gain < other.gain : candidate > other.candidate;
  }
};

}  // namespace

Result<std::vector<std::size_t>> labellingOrder(const FeatureMatrix& candidates,
                                                std::span<const double> uncertainties,
                                                const FeatureMatrix& labelled,
                                                const WorkContext& work) {
  const auto rows = withLengthOne(candidates);
  Representation representation(rows, uncertainties);
  const auto known = withLengthOne(rowsOf(labelled, evenly(labelled.rows, mostPoints)));
  for (std::size_t i = 0; i < known.rows; ++i) {
    representation.take(known.row(i));
  }
  std::vector<double> gains(rows.rows);
  const auto computed =
      forRowsInThreads(rows.rows, rowsPerPiece, work, [&](std::size_t first, std::size_t end) {
        for (std::size_t i = first; i < end; ++i) {
          gains[i] = representation.gain(rows.row(i));
        }
      });
  if (!computed) {
    return computed.error();
  }
  std::priority_queue<Bound> bounds;
  for (std::size_t i = 0; i < gains.size(); ++i) {
    bounds.push({gains[i], i});
  }
  std::vector<std::size_t> order;
  while (!bounds.empty()) {
    Bound best = bounds.top();
    bounds.pop();
    if (order.size() < exactlyChosen) {
      best.gain = representation.gain(rows.row(best.candidate));
      if (!bounds.empty() && best < bounds.top()) {
        bounds.push(best);
        continue;
      }
      representation.take(rows.row(best.candidate));
    }
    order.push_back(best.candidate);
  }
  return order;
}

}  // namespace touchstone::analysis
