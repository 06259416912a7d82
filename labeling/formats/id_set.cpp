#include "labeling/formats/id_set.h"

#include <bit>
#include <utility>

namespace touchstone::labeling {

namespace {

constexpr std::size_t sparse = 2;  ///< places for each id, so that few share their neighbourhood

}  // namespace

void IdSet::reserve(std::size_t count) {
  if (count * sparse > places_.size()) {
    growTo(std::bit_ceil(count * sparse));
  }
}

bool IdSet::insert(std::int64_t id) {
  if (id == 0) {
    return !std::exchange(hasZero_, true);
  }
  const std::size_t place = placeOf(id);
  if (places_[place] == id) {
    return false;
  }
  places_[place] = id;
  ++count_;
  reserve(count_);
  return true;
}

bool IdSet::contains(std::int64_t id) const {
  return id == 0 ? hasZero_ : places_[placeOf(id)] == id;
}

std::size_t IdSet::placeOf(std::int64_t id) const {
  // Multiplication by the golden ratio spreads ids that follow each other (Knuth, 6.4).
  const auto spread = static_cast<std::uint64_t>(id) * 0x9E3779B97F4A7C15U;
  const int bits = std::countr_zero(places_.size());
  std::size_t place = spread >> (64 - bits);
  while (places_[place] != 0 && places_[place] != id) {
    place = (place + 1) & (places_.size() - 1);
  }
  return place;
}

void IdSet::growTo(std::size_t places) {
  std::vector<std::int64_t> old(places);
  old.swap(places_);
  for (const std::int64_t id : old) {
    if (id != 0) {
      places_[placeOf(id)] = id;
    }
  }
}

}  // namespace touchstone::labeling
