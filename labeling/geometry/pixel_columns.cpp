#include "labeling/geometry/pixel_columns.h"

#include <cstring>

namespace touchstone::labeling {
namespace {

/// Returns where the first pixel that is set, or the end, is; eight pixels at a time.
const std::uint8_t* firstSet(const std::uint8_t* at, const std::uint8_t* end) {
  for (; end - at >= 8; at += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, at, sizeof eight);
    if (eight != 0) {
      break;
    }
  }
  while (at != end && *at == 0) {
    ++at;
  }
  return at;
}

const std::uint8_t* firstUnset(const std::uint8_t* at, const std::uint8_t* end) {
  const void* found = std::memchr(at, 0, static_cast<std::size_t>(end - at));
  return found == nullptr ? end : static_cast<const std::uint8_t*>(found);
}

}  // namespace

void appendPixels(const std::uint8_t* pixels, int count, RunWriter& writer) {
  const std::uint8_t* at = pixels;
  const std::uint8_t* end = pixels + count;
  while (at != end) {
    const std::uint8_t* set = firstSet(at, end);
    writer.append(false, static_cast<std::uint64_t>(set - at));
    at = firstUnset(set, end);
    writer.append(true, static_cast<std::uint64_t>(at - set));
  }
}

cv::Mat1b columnsOf(RunCursor cursor, int imageHeight, const cv::Rect& area) {
  cv::Mat1b columns(area.width, area.height);
  for (int i = 0; i < area.width; ++i) {
    const auto top =
        static_cast<std::uint64_t>(area.x + i) * static_cast<std::uint64_t>(imageHeight);
    std::uint8_t* at = columns.ptr(i);
    cursor.skipTo(top + static_cast<std::uint64_t>(area.y));
    cursor.advanceTo(top + static_cast<std::uint64_t>(area.y + area.height),
                     [&](bool inside, std::uint64_t length) {
                       std::memset(at, inside ? 255 : 0, length);
                       at += length;
                     });
  }
  return columns;
}

}  // namespace touchstone::labeling
