#pragma once

#include <cstddef>
#include <cstdint>

namespace touchstone::labeling {

/// Goes through a JSON text along its brackets and texts only, 64 bytes at once.
class BracketWalk {
public:
  /// So many brackets are open already.
  explicit BracketWalk(std::size_t open) : open_(open) {}

  /// Goes on from `at` until no bracket is open; returns the place behind the last one, or `end`.
  const char* pass(const char* at, const char* end);

  [[nodiscard]] bool isOver() const { return open_ == 0; }
  /// Whether a comma that was passed just now stands between items of the outermost bracket.
  [[nodiscard]] bool isBetweenItems() const { return open_ == 1 && !quoted_; }
  /// How many brackets directly within the outermost one were closed.
  [[nodiscard]] std::size_t closedWithin() const { return closedWithin_; }

private:
  struct Block;
  /// Returns the places within texts, and goes on behind the block.
  std::uint64_t takeTexts(const Block& block);
  std::uint64_t quotesOfTexts(const Block& block);
  void takeBracket(bool opens);

  std::size_t open_;
  std::size_t closedWithin_ = 0;
  bool quoted_ = false;
  bool escaped_ = false;
};

}  // namespace touchstone::labeling
