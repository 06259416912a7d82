#include "analysis/images/copy_candidates.h"

#include "labeling/random.h"

#include <algorithm>
#include <bit>
#include <unordered_map>

namespace touchstone::analysis {
namespace {

constexpr std::size_t tables = 12;
/// So many points have to be found again, and so many pictures may share one.
constexpr int leastVotes = 3;
constexpr std::size_t mostSharing = 40;

/// Which bits of a description make a key.
std::vector<int> chosenBits(std::size_t table, int count) {
  std::vector<int> bits(256);
  for (int i = 0; i < 256; ++i) {
    bits[static_cast<std::size_t>(i)] = i;
  }
  labeling::Random(1, table).shuffle(bits);
  bits.resize(static_cast<std::size_t>(count));
  return bits;
}

std::uint32_t keyOf(const PicturePoint& point, const std::vector<int>& bits) {
  std::uint32_t key = 0;
  for (const int bit : bits) {
    const auto word = static_cast<std::size_t>(bit / 64);
    key = key << 1 | static_cast<std::uint32_t>(point.description[word] >> (bit % 64) & 1U);
  }
  return key;
}

struct Entry {
  std::uint32_t key = 0;
  std::uint32_t picture = 0;
  auto operator<=>(const Entry&) const = default;
};

/// Keys are so long that two points that have nothing in common seldom share one.
int keyLength(std::span<const PictureSketch> pictures) {
  std::size_t points = 1;
  for (const PictureSketch& picture : pictures) {
    points += picture.points.size();
  }
  return std::clamp(static_cast<int>(std::bit_width(points)) + 4, 16, 30);
}

}  // namespace

std::vector<std::pair<std::uint32_t, std::uint32_t>> copyCandidates(
    std::span<const PictureSketch> pictures) {
  std::unordered_map<std::uint64_t, int> votes;
  const int length = keyLength(pictures);
  for (std::size_t table = 0; table < tables; ++table) {
    const auto bits = chosenBits(table, length);
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
      for (const PicturePoint& point : pictures[i].points) {
        entries.push_back({.key = keyOf(point, bits), .picture = static_cast<std::uint32_t>(i)});
      }
    }
    std::sort(entries.begin(), entries.end());
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    for (std::size_t from = 0, end = 0; from < entries.size(); from = end) {
      for (end = from; end < entries.size() && entries[end].key == entries[from].key;) {
        ++end;
      }
      if (end - from > mostSharing) {
        continue;
      }
      for (std::size_t a = from; a < end; ++a) {
        for (std::size_t b = a + 1; b < end; ++b) {
          votes[std::uint64_t{entries[a].picture} << 32 | entries[b].picture] += 1;
        }
      }
    }
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> candidates;
  for (const auto& [pair, count] : votes) {
    if (count >= leastVotes) {
      candidates.emplace_back(static_cast<std::uint32_t>(pair >> 32),
                              static_cast<std::uint32_t>(pair));
    }
  }
  std::sort(candidates.begin(), candidates.end());
  return candidates;
}

}  // namespace touchstone::analysis
