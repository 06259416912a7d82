#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

using ImageId = std::int64_t;

/// Which part of the data an image belongs to.
enum class Split { Unassigned, Train, Val, Test };

/// How far the labelling of an image has come.
enum class ImageState { Unlabelled, Labelled, Verified, Excluded };

/// One picture of the project. Width and height are in pixels after EXIF orientation, 0 when the
/// file could not be read; `problem` then says why.
struct Image {
  std::string path;  ///< relative to the project folder, '/' between folders, UTF-8
  int width = 0;
  int height = 0;
  std::string contentHash;           ///< hex digest of the file's bytes
  std::uint64_t perceptualHash = 0;  ///< 64-bit pHash of the picture, 0 until computed
  Split split = Split::Unassigned;
  ImageState state = ImageState::Unlabelled;
  std::vector<std::string> tags;
  std::string problem;
  std::optional<std::int64_t> sourceId;  ///< the id in the source format (COCO)
  std::string unknown;                   ///< as Annotation::unknown
  bool operator==(const Image&) const = default;
};

/// "train", "val", "test" or "unassigned".
[[nodiscard]] std::string_view nameOf(Split split);
/// Accepts the names of nameOf and the usual synonyms ("valid", "validation", "training", …).
[[nodiscard]] std::optional<Split> splitFromName(std::string_view name);

/// "unlabelled", "labelled", "verified" or "excluded".
[[nodiscard]] std::string_view nameOf(ImageState state);
[[nodiscard]] std::optional<ImageState> imageStateFromName(std::string_view name);

}  // namespace touchstone::labeling
