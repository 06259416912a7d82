#pragma once

#include "labeling/annotation/image.h"

#include <cstdint>
#include <string>

namespace touchstone::labeling {

using CommentId = std::int64_t;

/// A remark pinned to a place on an image, until somebody resolves it.
struct Comment {
  ImageId image = 0;
  double x = 0;  ///< pixels, as all coordinates
  double y = 0;
  std::string text;
  std::string author;
  std::int64_t time = 0;  ///< seconds since 1970
  bool resolved = false;
  bool operator==(const Comment&) const = default;
};

}  // namespace touchstone::labeling
