#include "analysis/audits/folds.h"

#include "analysis/matrix.h"
#include "labeling/result.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <random>

namespace touchstone::analysis {
namespace {

/// Samples that stay together, and how many of each class they have.
struct Group {
  std::vector<std::size_t> samples;
  std::map<std::size_t, double> classes;
};

std::vector<Group> collect(std::span<const int> labels, std::span<const int> groups) {
  std::vector<Group> collected;
  std::map<int, std::size_t> position;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    std::size_t at = collected.size();
    if (!groups.empty()) {
      at = position.try_emplace(groups[i], at).first->second;
    }
    if (at == collected.size()) {
      collected.emplace_back();
    }
    collected[at].samples.push_back(i);
    collected[at].classes[static_cast<std::size_t>(labels[i])] += 1;
  }
  return collected;
}

/// Fisher and Yates with the generator's raw numbers: std::shuffle differs between libraries.
void shuffle(std::vector<Group>& groups, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  for (std::size_t i = groups.size(); i > 1; --i) {
    std::swap(groups[i - 1], groups[random() % i]);
  }
}

/// Fills the folds one group after the other.
class Filler {
public:
  Filler(const std::vector<Group>& groups, std::size_t classes, std::size_t folds)
      : inFold_(folds, classes), total_(classes), groupsOf_(classes), sizes_(folds) {
    for (const Group& group : groups) {
      for (const auto& [k, count] : group.classes) {
        total_[k] += count;
        groupsOf_[k] += 1;
      }
    }
  }

  /// Puts the group into the fold that it fills most evenly, and returns that fold.
  std::size_t place(const Group& group) {
    std::size_t best = 0;
    double lowest = cost(group, 0);
    for (std::size_t fold = 1; fold < sizes_.size(); ++fold) {
      const double here = cost(group, fold);
      if (here < lowest || (here == lowest && sizes_[fold] < sizes_[best])) {
        best = fold;
        lowest = here;
      }
    }
    for (const auto& [k, count] : group.classes) {
      inFold_(best, k) += count;
    }
    sizes_[best] += group.samples.size();
    return best;
  }

private:
  /// Growth of the sum over classes of (samples in the fold)² / (samples in all).
  [[nodiscard]] double cost(const Group& group, std::size_t fold) const {
    constexpr double forbidden = 1e12;  // the rest of the folds would have nothing of the class
    double sum = 0;
    for (const auto& [k, count] : group.classes) {
      const double here = inFold_(fold, k);
      sum += count * (2 * here + count) / total_[k];
      sum += groupsOf_[k] > 1 && here + count == total_[k] ? forbidden : 0;
    }
    return sum;
  }

  Matrix<double> inFold_;
  std::vector<double> total_;
  std::vector<int> groupsOf_;
  std::vector<std::size_t> sizes_;
};

}  // namespace

std::vector<int> stratifiedFolds(std::span<const int> labels,
                                 int classes,
                                 std::span<const int> groups,
                                 int folds,
                                 std::uint64_t seed) {
  require(folds > 0 && classes > 0, "at least one fold and one class");
  require(groups.empty() || groups.size() == labels.size(), "one group a sample");
  std::vector<Group> collected = collect(labels, groups);
  shuffle(collected, seed);
  std::stable_sort(collected.begin(), collected.end(), [](const Group& a, const Group& b) {
    return a.samples.size() > b.samples.size();
  });
  Filler filler(collected, static_cast<std::size_t>(classes), static_cast<std::size_t>(folds));
  std::vector<int> foldOf(labels.size());
  for (const Group& group : collected) {
    const auto fold = static_cast<int>(filler.place(group));
    for (const std::size_t i : group.samples) {
      foldOf[i] = fold;
    }
  }
  return foldOf;
}

}  // namespace touchstone::analysis
