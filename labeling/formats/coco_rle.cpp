#include "labeling/formats/coco_rle.h"

#include <limits>

namespace touchstone::labeling {

std::string cocoTextOf(const std::vector<std::uint32_t>& counts) {
  std::string text;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    auto x = static_cast<std::int64_t>(counts[i]);
    x -= i > 2 ? static_cast<std::int64_t>(counts[i - 2]) : 0;
    bool more = true;
    while (more) {
      auto group = static_cast<int>(x & 0x1F);
      x >>= 5;
      more = (group & 0x10) != 0 ? x != -1 : x != 0;
      group |= more ? 0x20 : 0;
      text += static_cast<char>(group + 48);
    }
  }
  return text;
}

std::optional<std::vector<std::uint32_t>> countsFromCocoText(std::string_view text,
                                                             std::uint64_t pixels) {
  std::vector<std::uint32_t> counts;
  std::uint64_t sum = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::int64_t x = 0;
    bool more = true;
    for (int shift = 0; more; shift += 5) {
      const int group = at < text.size() ? text[at++] - 48 : -1;
      if (group < 0 || group > 63 || shift > 35) {
        return std::nullopt;
      }
      x |= static_cast<std::int64_t>(group & 0x1F) << shift;
      more = (group & 0x20) != 0;
      if (!more && (group & 0x10) != 0) {
        x -= std::int64_t{1} << (shift + 5);
      }
    }
    x += counts.size() > 2 ? static_cast<std::int64_t>(counts[counts.size() - 2]) : 0;
    if (x < 0 || x > std::numeric_limits<std::uint32_t>::max()) {
      return std::nullopt;
    }
    counts.push_back(static_cast<std::uint32_t>(x));
    sum += static_cast<std::uint64_t>(x);
    if (sum > pixels) {
      return std::nullopt;
    }
  }
  return sum == pixels ? std::optional(std::move(counts)) : std::nullopt;
}

}  // namespace touchstone::labeling
