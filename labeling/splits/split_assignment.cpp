#include "labeling/splits/split_assignment.h"

#include "labeling/images/image_hash.h"

#include <algorithm>
#include <array>
#include <map>

namespace touchstone::labeling {
namespace {

constexpr std::array<Split, 3> assignable{Split::Train, Split::Val, Split::Test};

std::size_t slotOf(Split split) {
  return static_cast<std::size_t>(split) - 1;
}

/// Images that stay together.
struct Group {
  std::string order;  ///< hash of the seed and the first key
  std::vector<std::size_t> open;
  std::array<int, 3> given{};
};

using Counts = std::array<double, 3>;

/// Spreads groups over the splits, each to where its classes lack most.
class Assignment {
public:
  Assignment(const std::vector<SplitItem>& items, const SplitFractions& fractions)
      : items_(items), shares_{fractions.train, fractions.val, fractions.test} {
    const double sum = shares_[0] + shares_[1] + shares_[2];
    for (double& share : shares_) {
      share = sum > 0 ? share / sum : 0;
    }
    for (const SplitItem& item : items) {
      splits_.push_back(item.split);
      const bool given = item.split != Split::Unassigned;
      if (given) {
        ++now_[item.stratum][slotOf(item.split)];
      }
      // A split without a share of its own takes nothing away from the others.
      if (!given || shares_[slotOf(item.split)] > 0) {
        ++total_[item.stratum];
      }
    }
  }

  void place(const Group& group) { put(group, choose(group)); }

  /// Gives the last group that can be spared to a validation split that would be empty.
  void ensureValidation(const std::vector<Group>& placed) {
    const bool lacking = shares_[slotOf(Split::Val)] > 0 && placed.size() > 1 &&
                         std::find(splits_.begin(), splits_.end(), Split::Val) == splits_.end();
    if (!lacking) {
      return;
    }
    const auto spare = std::find_if(placed.rbegin(), placed.rend(), [&](const Group& group) {
      return std::all_of(group.open.begin(), group.open.end(), [&](std::size_t i) {
        return now_[items_[i].stratum][slotOf(Split::Train)] > 1;
      });
    });
    put(spare == placed.rend() ? placed.back() : *spare, Split::Val);
  }

  std::vector<Split> take() { return std::move(splits_); }

private:
  Split choose(const Group& group) {
    const auto given = std::max_element(group.given.begin(), group.given.end());
    if (*given > 0) {
      return assignable[static_cast<std::size_t>(given - group.given.begin())];
    }
    Split best = Split::Train;
    double bestLack = 0;
    for (const Split split : assignable) {
      double lack = 0;
      for (const std::size_t i : group.open) {
        lack += lackOf(items_[i].stratum, slotOf(split));
      }
      if (shares_[slotOf(split)] > 0 && (bestLack == 0 || lack > bestLack)) {
        best = split;
        bestLack = lack;
      }
    }
    return best;
  }

  /// Returns how many items of the stratum the split lacks; a first training sample counts most.
  double lackOf(int stratum, std::size_t slot) {
    const double lack = shares_[slot] * total_[stratum] - now_[stratum][slot];
    const bool first = slot == slotOf(Split::Train) && now_[stratum][slot] == 0;
    return first ? lack + total_[stratum] : lack;
  }

  void put(const Group& group, Split split) {
    for (const std::size_t i : group.open) {
      if (splits_[i] != Split::Unassigned) {
        --now_[items_[i].stratum][slotOf(splits_[i])];
      }
      splits_[i] = split;
      ++now_[items_[i].stratum][slotOf(split)];
    }
  }

  const std::vector<SplitItem>& items_;
  Counts shares_;
  std::vector<Split> splits_;
  std::map<int, double> total_;
  std::map<int, Counts> now_;
};

std::vector<Group> groupsOf(const std::vector<SplitItem>& items, std::uint64_t seed) {
  std::map<int, Group> byNumber;
  for (std::size_t i = 0; i < items.size(); ++i) {
    Group& group = byNumber[items[i].group];
    if (items[i].split != Split::Unassigned) {
      ++group.given[slotOf(items[i].split)];
      continue;
    }
    group.open.push_back(i);
    const std::string order = hashOfBytes(std::to_string(seed) + '|' + items[i].key);
    group.order = group.order.empty() ? order : std::min(group.order, order);
  }
  std::vector<Group> groups;
  for (auto& [number, group] : byNumber) {
    if (!group.open.empty()) {
      groups.push_back(std::move(group));
    }
  }
  // Large groups first: the small ones then even out what those could not.
  std::sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
    return a.open.size() != b.open.size() ? a.open.size() > b.open.size() : a.order < b.order;
  });
  return groups;
}

}  // namespace

std::vector<Split> assignSplits(const std::vector<SplitItem>& items,
                                const SplitFractions& fractions,
                                std::uint64_t seed) {
  Assignment assignment(items, fractions);
  const std::vector<Group> groups = groupsOf(items, seed);
  for (const Group& group : groups) {
    assignment.place(group);
  }
  assignment.ensureValidation(groups);
  return assignment.take();
}

}  // namespace touchstone::labeling
