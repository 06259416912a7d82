#pragma once

#include "labeling/annotation/document.h"
#include "labeling/images/image_reader.h"
#include "labeling/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace touchstone::labeling {

/// Who wrote a file of the labelme family: X-AnyLabeling's have more fields and other rectangles,
/// and neither program reads all that the other one writes.
enum class LabelmeDialect { Labelme, XAnyLabeling };

/// Limits beyond which a file, or one shape of it, is refused with a sentence that names the limit.
struct LabelmeLimits {
  std::size_t fileBytes = 1'000'000'000;
  std::size_t nesting = 64;
  std::size_t shapes = 1'000'000;
  std::size_t pointsPerShape = 1'000'000;
  std::uint64_t maskPixels = 1'000'000'000;
  std::size_t textLength = 65'536;
};

/// One object: a shape, or several polygons (or points) of one label and group whose other fields
/// are equal, which are the parts of one object. Separate objects of one label and group are told
/// apart by a field "instance".
struct LabelmeObject {
  std::string label = {};
  Shape shape = {};
  Attributes attributes = {};  ///< per-shape flags and X-AnyLabeling's attributes are in `custom`
  std::string unknown = {};    ///< its other fields and their order, as Annotation::unknown
  std::vector<std::size_t> entries = {};  ///< which shapes of the file it consists of
};

/// The content of a label file of the labelme family.
struct LabelmeFile {
  LabelmeDialect dialect = LabelmeDialect::Labelme;
  std::string imagePath;  ///< relative to the label file, as it stands
  int width = 0;          ///< 0 where the file does not say
  int height = 0;
  std::vector<std::string> tags;  ///< true flags of the image, and X-AnyLabeling's tags
  bool checked = false;           ///< X-AnyLabeling's mark that a person has looked at it
  bool hasPicture = false;        ///< the image's bytes are in the file
  std::vector<LabelmeObject> objects;
  std::string header;  ///< its fields without shapes and picture, as Image::unknown
  std::vector<std::pair<std::string, std::string>> problems;  ///< what was not read, and which
};

/// Reads the JSON of labelme or X-AnyLabeling. Shapes that we have no kind for come as the closest
/// one and keep their original in `unknown`; shapes that make no sense are listed in `problems`.
/// `size` is that of the image, for its masks; the file's own counts where it is 0. Errors: not
/// JSON (NaN is not), a required field is missing, a limit; `file` is named in them.
Result<LabelmeFile> readLabelmeText(std::string_view text,
                                    const std::filesystem::path& file,
                                    ImageSize size = {},
                                    const LabelmeLimits& limits = {});

/// Whether the text has the fields of a labelme file, which its first kilobytes need not show.
[[nodiscard]] bool looksLikeLabelme(std::string_view text);

/// Returns the bytes of the image that the file holds as `imageData`; nothing when it has none.
[[nodiscard]] std::optional<std::string> pictureInLabelme(std::string_view text);

/// What a label file is written from besides the document.
struct LabelmeWriteOptions {
  std::string_view sourceText;            ///< the label file as it stands; empty when there is none
  std::optional<LabelmeDialect> dialect;  ///< none: that of the source, else labelme's
};

/// A label file, and what it could not hold: one phrase per kind and object.
struct LabelmeText {
  std::string text;
  int objects = 0;
  std::vector<std::string> losses;
};

/// Returns the label file of an image. When `sourceText` already says the same it is returned
/// unchanged; otherwise its fields, their order, the shapes that were not edited and the number
/// format of coordinates that were not moved are kept. Polygons with holes become masks, the only
/// labelme shape that has holes. Errors: no such image, or a `sourceText` that cannot be read (it
/// must not be overwritten).
Result<LabelmeText> labelmeJson(const Document& document,
                                ImageId image,
                                const LabelmeWriteOptions& options = {});

/// Returns where the label file of an image is or will be: where it was read from, else beside the
/// image, named after it.
[[nodiscard]] std::filesystem::path labelmeLabelFile(const Document& document,
                                                     ImageId image,
                                                     const std::filesystem::path& folder);

}  // namespace touchstone::labeling
