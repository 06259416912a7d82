#include "analysis/images/copy_candidates.h"

#include "labeling/random.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>

namespace touchstone::analysis {
namespace {

using Bits = std::array<std::uint64_t, 4>;

constexpr std::size_t tables = 12;
/// Descriptions of one place in two copies differ in fewer bits.
constexpr int mostBits = 48;
/// So many points of two pictures must look alike, turned by about the same angle.
constexpr std::uint32_t leastVotes = 6;
constexpr int turnSteps = 16;
/// A picture keeps so many pairs, those with the most votes.
constexpr std::size_t mostPairs = 4;
/// A point that is found more often in a set says little; and of those that share it, so many after
/// each other are compared, which joins a group of copies by a chain.
constexpr std::size_t mostSharing = 200;
constexpr int mostPartners = 3;

/// Returns which bits of a description make the table's key.
Bits chosenBits(std::size_t table, int count) {
  std::vector<int> bits(256);
  for (int i = 0; i < 256; ++i) {
    bits[static_cast<std::size_t>(i)] = i;
  }
  labeling::Random(1, table).shuffle(bits);
  Bits mask{};
  for (int i = 0; i < count; ++i) {
    const int bit = bits[static_cast<std::size_t>(i)];
    mask[static_cast<std::size_t>(bit / 64)] |= std::uint64_t{1} << (bit % 64);
  }
  return mask;
}

std::uint32_t keyOf(const PicturePoint& point, const Bits& mask) {
  std::uint64_t key = 0;
  for (std::size_t word = 0; word < mask.size(); ++word) {
    key = labeling::mixed(point.description[word] & mask[word], key);
  }
  return static_cast<std::uint32_t>(key >> 32);
}

bool sameKey(const PicturePoint& a, const PicturePoint& b, const Bits& mask) {
  std::uint64_t different = 0;
  for (std::size_t word = 0; word < mask.size(); ++word) {
    different |= (a.description[word] ^ b.description[word]) & mask[word];
  }
  return different == 0;
}

struct Entry {
  std::uint32_t key = 0;
  std::uint32_t picture = 0;
  std::uint32_t point = 0;
  auto operator<=>(const Entry&) const = default;
};

/// How many points of two pictures look alike when the one is turned by so many steps.
struct Votes {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  std::uint32_t turn = 0;
  std::uint32_t count = 1;

  [[nodiscard]] bool belongTo(const Votes& other) const {
    return first == other.first && second == other.second && turn == other.turn;
  }
  auto operator<=>(const Votes&) const = default;
};

/// Adds up the votes of one pair and turn.
void countUp(std::vector<Votes>& votes) {
  std::sort(votes.begin(), votes.end());
  std::size_t kept = 0;
  for (std::size_t i = 0; i < votes.size(); ++i) {
    if (kept > 0 && votes[kept - 1].belongTo(votes[i])) {
      votes[kept - 1].count += votes[i].count;
    } else {
      votes[kept++] = votes[i];
    }
  }
  votes.resize(kept);
}

class Ballot {
public:
  explicit Ballot(std::span<const PictureSketch> pictures) : pictures_(pictures) {
    std::size_t points = 1;
    for (const PictureSketch& picture : pictures) {
      points += picture.points.size();
    }
    // Keys are so long that two points that have nothing in common seldom share one.
    const int length = std::clamp(static_cast<int>(std::bit_width(points)) + 4, 16, 30);
    for (std::size_t table = 0; table < tables; ++table) {
      masks_.push_back(chosenBits(table, length));
    }
  }

  void countTable(std::size_t table) {
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < pictures_.size(); ++i) {
      for (std::size_t k = 0; k < pictures_[i].points.size(); ++k) {
        entries.push_back({.key = keyOf(pictures_[i].points[k], masks_[table]),
                           .picture = static_cast<std::uint32_t>(i),
                           .point = static_cast<std::uint32_t>(k)});
      }
    }
    std::sort(entries.begin(), entries.end());
    for (std::size_t from = 0, end = 0; from < entries.size(); from = end) {
      while (end < entries.size() && entries[end].key == entries[from].key) {
        ++end;
      }
      if (end - from <= mostSharing) {
        countShared(std::span(entries).subspan(from, end - from), table);
      }
    }
    countUp(votes_);
  }

  /// Returns the votes of each pair for two neighbouring turns, if they are enough.
  [[nodiscard]] std::vector<Votes> elected() const {
    std::vector<Votes> pairs;
    for (std::size_t from = 0, end = 0; from < votes_.size(); from = end) {
      std::array<std::uint32_t, turnSteps> turns{};
      while (end < votes_.size() && votes_[end].first == votes_[from].first &&
             votes_[end].second == votes_[from].second) {
        turns[votes_[end].turn] += votes_[end].count;
        ++end;
      }
      std::uint32_t most = 0;
      for (std::size_t turn = 0; turn < turns.size(); ++turn) {
        most = std::max(most, turns[turn] + turns[(turn + 1) % turns.size()]);
      }
      if (most >= leastVotes) {
        pairs.push_back(
            {.first = votes_[from].first, .second = votes_[from].second, .count = most});
      }
    }
    return pairs;
  }

private:
  [[nodiscard]] const PicturePoint& pointOf(const Entry& entry) const {
    return pictures_[entry.picture].points[entry.point];
  }

  void countShared(std::span<const Entry> entries, std::size_t table) {
    for (std::size_t a = 0; a < entries.size(); ++a) {
      int partners = 0;
      for (std::size_t b = a + 1; b < entries.size() && partners < mostPartners; ++b) {
        if (entries[a].picture != entries[b].picture) {
          partners += vote(entries[a], entries[b], table) ? 1 : 0;
        }
      }
    }
  }

  /// Returns whether the points look alike; two points vote once, whatever keys they share.
  bool vote(const Entry& a, const Entry& b, std::size_t table) {
    const PicturePoint& one = pointOf(a);
    const PicturePoint& other = pointOf(b);
    if (differingBits(one, other, mostBits) > mostBits) {
      return false;
    }
    for (std::size_t earlier = 0; earlier < table; ++earlier) {
      if (sameKey(one, other, masks_[earlier])) {
        return true;
      }
    }
    const double turns = (other.angle - one.angle) / (2 * std::numbers::pi);
    const double step = (turns - std::floor(turns)) * turnSteps;
    votes_.push_back({.first = a.picture,
                      .second = b.picture,
                      .turn = static_cast<std::uint32_t>(step) % turnSteps});
    return true;
  }

  std::span<const PictureSketch> pictures_;
  std::vector<Bits> masks_;
  std::vector<Votes> votes_;
};

/// Returns the pairs that are among those with the most votes of either picture.
std::vector<std::pair<std::uint32_t, std::uint32_t>> strongest(std::vector<Votes> pairs,
                                                               std::size_t pictures) {
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Votes& a, const Votes& b) { return a.count > b.count; });
  std::vector<std::size_t> kept(pictures);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> chosen;
  for (const Votes& pair : pairs) {
    if (std::min(kept[pair.first], kept[pair.second]) < mostPairs) {
      kept[pair.first] += 1;
      kept[pair.second] += 1;
      chosen.emplace_back(pair.first, pair.second);
    }
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

}  // namespace

std::vector<std::pair<std::uint32_t, std::uint32_t>> copyCandidates(
    std::span<const PictureSketch> pictures, const std::stop_token& stop) {
  Ballot ballot(pictures);
  for (std::size_t table = 0; table < tables && !stop.stop_requested(); ++table) {
    ballot.countTable(table);
  }
  return strongest(ballot.elected(), pictures.size());
}

}  // namespace touchstone::analysis
