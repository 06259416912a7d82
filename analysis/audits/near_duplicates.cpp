#include "analysis/audits/duplicate_audit.h"
#include "labeling/images/image_hash.h"

#include <algorithm>
#include <bit>
#include <map>
#include <numeric>
#include <unordered_map>

namespace touchstone::analysis {
namespace {

/// Sets that grow together; the representative is the smallest member.
class DisjointSets {
public:
  explicit DisjointSets(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }

  std::size_t find(std::size_t i) {
    while (parent_[i] != i) {
      parent_[i] = parent_[parent_[i]];
      i = parent_[i];
    }
    return i;
  }

  void join(std::size_t a, std::size_t b) {
    a = find(a);
    b = find(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

private:
  std::vector<std::size_t> parent_;
};

struct HashedImage {
  std::uint64_t hash = 0;
  std::size_t position = 0;
  labeling::ImageId id = 0;
};

/// Joins the images whose hashes differ in at most `radius` bits and that look the same. Cut into
/// radius + 1 bands, two such hashes have one band in common, so only images that share a band are
/// compared.
void joinNear(const std::vector<HashedImage>& images,
              int radius,
              const SameLooks& lookTheSame,
              DisjointSets& sets) {
  const int bands = std::clamp(radius + 1, 1, 64);
  std::vector<std::pair<std::uint64_t, std::size_t>> keys(images.size());
  for (int band = 0; band < bands; ++band) {
    const int from = band * 64 / bands;
    const int width = (band + 1) * 64 / bands - from;
    const std::uint64_t mask = ~std::uint64_t{0} >> (64 - width);
    for (std::size_t i = 0; i < images.size(); ++i) {
      keys[i] = {(images[i].hash >> from) & mask, i};
    }
    std::sort(keys.begin(), keys.end());
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const HashedImage& one = images[keys[i].second];
      for (std::size_t j = i + 1; j < keys.size() && keys[j].first == keys[i].first; ++j) {
        const HashedImage& other = images[keys[j].second];
        if (labeling::hammingDistance(one.hash, other.hash) <= radius &&
            sets.find(one.position) != sets.find(other.position) && lookTheSame(one.id, other.id)) {
          sets.join(one.position, other.position);
        }
      }
    }
  }
}

}  // namespace

bool isTellingHash(std::uint64_t hash) {
  constexpr int leastBits = 12;
  const int bits = std::popcount(hash);
  return bits >= leastBits && bits <= 64 - leastBits;
}

bool anyLooks(labeling::ImageId /*one*/, labeling::ImageId /*other*/) {
  return true;
}

std::vector<int> nearDuplicateGroups(const labeling::Document& document,
                                     int radius,
                                     const SameLooks& lookTheSame) {
  DisjointSets sets(document.images().size());
  std::unordered_map<std::string, std::size_t> firstOfContent;
  std::unordered_map<std::uint64_t, HashedImage> firstOfHash;
  std::vector<HashedImage> hashed;
  std::size_t position = 0;
  for (const auto& [id, image] : document.images()) {
    if (!image.contentHash.empty()) {
      sets.join(position, firstOfContent.try_emplace(image.contentHash, position).first->second);
    }
    if (isTellingHash(image.perceptualHash)) {
      const HashedImage one{.hash = image.perceptualHash, .position = position, .id = id};
      const auto [first, isNew] = firstOfHash.try_emplace(one.hash, one);
      const bool isKnown = sets.find(position) == sets.find(first->second.position);
      if (!isNew && (isKnown || lookTheSame(first->second.id, id))) {
        sets.join(position, first->second.position);
      } else {
        hashed.push_back(one);
      }
    }
    ++position;
  }
  joinNear(hashed, radius, lookTheSame, sets);
  std::vector<int> groups(position);
  std::map<std::size_t, int> numberOf;
  for (std::size_t i = 0; i < position; ++i) {
    groups[i] = numberOf.try_emplace(sets.find(i), static_cast<int>(numberOf.size())).first->second;
  }
  return groups;
}

}  // namespace touchstone::analysis
