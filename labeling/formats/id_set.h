#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace touchstone::labeling {

/// A set of ids, for millions of them: one flat table with open addressing, where
/// std::unordered_set follows a pointer to find each.
class IdSet {
public:
  /// Makes room for so many ids.
  void reserve(std::size_t count);

  /// Returns whether the id was not there before.
  bool insert(std::int64_t id);
  [[nodiscard]] bool contains(std::int64_t id) const;
  [[nodiscard]] std::size_t size() const { return count_ + (hasZero_ ? 1 : 0); }

private:
  /// Returns where the id is, or the free place where it belongs.
  [[nodiscard]] std::size_t placeOf(std::int64_t id) const;
  void growTo(std::size_t places);

  std::vector<std::int64_t> places_ = std::vector<std::int64_t>(16);  ///< 0 is free; a power of two
  std::size_t count_ = 0;                                             ///< of ids in the table
  bool hasZero_ = false;                                              ///< which is not in the table
};

}  // namespace touchstone::labeling
