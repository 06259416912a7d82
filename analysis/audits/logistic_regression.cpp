#include "analysis/audits/logistic_regression.h"

#include "analysis/audits/lbfgs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

// One binary serves old and new processors: the two inner loops exist for AVX2 as well. They are
// chosen before main, which ThreadSanitizer does not survive.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__)
#define TOUCHSTONE_CLONES __attribute__((target_clones("arch=haswell", "default")))
#else
#define TOUCHSTONE_CLONES
#endif

namespace touchstone::analysis {
namespace {

constexpr std::size_t tile = 4;   // rows that share one reading of the weights
constexpr std::size_t lanes = 8;  // independent sums, so that the order of addition is fixed
using Rows = std::array<const float*, tile>;
using Tile = std::array<float, tile>;

/// Returns the products of four rows with one row of weights.
TOUCHSTONE_CLONES Tile products(const Rows& rows, const float* weights, std::size_t count) {
  float sums[tile][lanes] = {};
  std::size_t d = 0;
  for (; d + lanes <= count; d += lanes) {
    for (std::size_t r = 0; r < tile; ++r) {
      for (std::size_t l = 0; l < lanes; ++l) {
        sums[r][l] += rows[r][d + l] * weights[d + l];
      }
    }
  }
  Tile result{};
  for (std::size_t r = 0; r < tile; ++r) {
    result[r] = std::accumulate(sums[r], sums[r] + lanes, 0.0F);
    for (std::size_t rest = d; rest < count; ++rest) {
      result[r] += rows[r][rest] * weights[rest];
    }
  }
  return result;
}

/// Adds factors[0]·rows[0] + … + factors[3]·rows[3] to `target`.
TOUCHSTONE_CLONES void addRows(const Rows& rows,
                               const Tile& factors,
                               float* __restrict target,
                               std::size_t count) {
  for (std::size_t d = 0; d < count; ++d) {
    target[d] += (factors[0] * rows[0][d] + factors[1] * rows[1][d]) +
                 (factors[2] * rows[2][d] + factors[3] * rows[3][d]);
  }
}

/// Turns scores into probabilities and returns the logarithm of their sum before dividing.
double softmax(std::span<double> scores) {
  const double largest = *std::max_element(scores.begin(), scores.end());
  double sum = 0;
  for (double& score : scores) {
    score = std::exp(score - largest);
    sum += score;
  }
  for (double& score : scores) {
    score /= sum;
  }
  return largest + std::log(sum);
}

/// Mean cross-entropy with its penalty over chosen rows, as a function of K×D weights and K biases.
class Loss {
public:
  Loss(const FeatureMatrix& features,
       std::span<const int> labels,
       std::span<const std::size_t> rows,
       std::size_t classes,
       double penalty,
       const std::stop_token& stop)
      : features_(features),
        labels_(labels),
        rows_(rows),
        classes_(classes),
        penalty_(penalty),
        stop_(stop),
        weights_(classes * features.columns),
        partial_(classes * features.columns),
        scores_(tile, classes) {}

  double operator()(std::span<const double> point, std::span<double> gradient) {
    const std::size_t size = weights_.size();
    std::copy(point.begin(), point.begin() + static_cast<std::ptrdiff_t>(size), weights_.begin());
    const auto bias = point.subspan(size);
    std::fill(gradient.begin(), gradient.end(), 0.0);
    double loss = 0;
    // A stopped pass ends early: its value is not used.
    for (std::size_t first = 0; first < rows_.size() && !stop_.stop_requested(); first += flushed) {
      const std::size_t last = std::min(first + flushed, rows_.size());
      for (std::size_t row = first; row < last; row += tile) {
        loss += addTile(row, std::min(row + tile, last), bias, gradient.subspan(size));
      }
      flush(gradient);
    }
    const double share = 1 / static_cast<double>(rows_.size());
    double squares = 0;
    for (std::size_t i = 0; i < size; ++i) {
      squares += point[i] * point[i];
      gradient[i] = gradient[i] * share + penalty_ * point[i];
    }
    for (double& slope : gradient.subspan(size)) {
      slope *= share;
    }
    return loss * share + penalty_ / 2 * squares;
  }

private:
  /// After so many rows the single-precision sums move into double precision.
  static constexpr std::size_t flushed = 256;

  /// Adds what the rows [first, last), at most four, contribute; returns their cross-entropy.
  double addTile(std::size_t first,
                 std::size_t last,
                 std::span<const double> bias,
                 std::span<double> biasGradient) {
    const std::size_t columns = features_.columns;
    const std::size_t count = last - first;
    Rows rows{};
    for (std::size_t r = 0; r < tile; ++r) {
      rows[r] = features_.row(rows_[first + std::min(r, count - 1)]).data();
    }
    for (std::size_t k = 0; k < classes_; ++k) {
      const Tile scores = products(rows, weights_.data() + k * columns, columns);
      for (std::size_t r = 0; r < tile; ++r) {
        scores_(r, k) = static_cast<double>(scores[r]) + bias[k];
      }
    }
    double loss = 0;
    for (std::size_t r = 0; r < count; ++r) {
      const auto given = static_cast<std::size_t>(labels_[rows_[first + r]]);
      const double scoreOfGiven = scores_(r, given);
      loss += softmax(scores_.row(r)) - scoreOfGiven;
      scores_(r, given) -= 1;
    }
    for (std::size_t k = 0; k < classes_; ++k) {
      Tile factors{};
      for (std::size_t r = 0; r < count; ++r) {
        factors[r] = static_cast<float>(scores_(r, k));
        biasGradient[k] += scores_(r, k);
      }
      addRows(rows, factors, partial_.data() + k * columns, columns);
    }
    return loss;
  }

  void flush(std::span<double> gradient) {
    for (std::size_t i = 0; i < partial_.size(); ++i) {
      gradient[i] += static_cast<double>(partial_[i]);
      partial_[i] = 0;
    }
  }

  const FeatureMatrix& features_;
  std::span<const int> labels_;
  std::span<const std::size_t> rows_;
  std::size_t classes_;
  double penalty_;
  const std::stop_token& stop_;
  std::vector<float> weights_;
  std::vector<float> partial_;
  Matrix<double> scores_;
};

}  // namespace

Result<LogisticModel> fitLogisticRegression(const FeatureMatrix& features,
                                            std::span<const int> labels,
                                            std::span<const std::size_t> rows,
                                            int classes,
                                            const LogisticOptions& options,
                                            const std::stop_token& stop) {
  require(labels.size() == features.rows, "one label a row of features");
  require(!rows.empty() && classes > 0, "there is something to fit");
  const auto classCount = static_cast<std::size_t>(classes);
  Loss loss(features, labels, rows, classCount, options.penalty, stop);
  const auto objective = [&](std::span<const double> point, std::span<double> gradient) {
    const double value = loss(point, gradient);
    options.evaluated();
    return value;
  };
  std::vector<double> point(classCount * (features.columns + 1));
  const Status status =
      minimise(objective, point, LbfgsOptions{.iterations = options.iterations}, stop);
  if (!status) {
    return status.error();
  }
  LogisticModel model{.weights = Matrix<float>(classCount, features.columns), .bias = {}};
  const auto bias = point.begin() + static_cast<std::ptrdiff_t>(model.weights.values.size());
  std::copy(point.begin(), bias, model.weights.values.begin());
  model.bias.assign(bias, point.end());
  return model;
}

void predictProbabilities(const LogisticModel& model,
                          std::span<const float> sample,
                          std::span<double> probabilities) {
  require(sample.size() == model.weights.columns, "the sample has the features of the model");
  for (std::size_t k = 0; k < model.weights.rows; ++k) {
    const auto weights = model.weights.row(k);
    probabilities[k] = std::inner_product(sample.begin(), sample.end(), weights.begin(),
                                          static_cast<double>(model.bias[k]));
  }
  softmax(probabilities);
}

}  // namespace touchstone::analysis
