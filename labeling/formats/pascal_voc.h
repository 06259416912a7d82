#pragma once

#include "labeling/annotation/document.h"
#include "labeling/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace touchstone::labeling {

/// Where the numbers of a VOC file begin to count. LabelImg writes 0-based edges and only raises a
/// minimum of 0 to 1; the VOC devkit counts pixels from 1 and includes the last one.
enum class VocOrigin { LabelImg, Devkit };

/// "labelimg" or "devkit".
[[nodiscard]] std::string_view nameOf(VocOrigin origin);
[[nodiscard]] std::optional<VocOrigin> vocOriginFromName(std::string_view name);

/// Convert between the numbers of a file and pixels as in Box (half-open, 0-based).
[[nodiscard]] Box boxFromVoc(const Box& written, VocOrigin origin);
[[nodiscard]] Box boxToVoc(const Box& box, VocOrigin origin);

/// Limits beyond which a file is refused with a sentence that names the limit.
struct VocLimits {
  std::size_t fileBytes = 64'000'000;
  std::size_t objects = 100'000;
  std::size_t textLength = 4096;
};

/// One `<object>` with a box.
struct VocObject {
  std::string name;
  Box written;            ///< the numbers as they stand in the file
  Attributes attributes;  ///< difficult, truncated, occluded and pose
  std::string unknown;    ///< what else it holds, as Annotation::unknown
  std::string text;       ///< the element's own bytes with the white space before it
};

/// One label file, taken apart so that an edited copy keeps all that is not edited.
struct VocFile {
  std::string imageName;  ///< `<filename>`
  int width = 0;
  int height = 0;
  bool verified = false;
  std::optional<VocOrigin> origin;  ///< what the header shows about who wrote it
  std::vector<VocObject> objects;
  std::vector<std::string> problems;  ///< one sentence for each object that was not read
  std::vector<std::pair<std::string, std::string>> rootAttributes;  ///< all except `verified`
  std::string beforeRoot;  ///< bytes up to the root element
  std::string head;        ///< bytes from the root's start tag to the first object
  std::string tail;        ///< bytes after the last object
};

/// Takes the text of a label file apart. Objects without a readable box are not listed in `objects`
/// but stay in the text, and `problems` names them. Errors: not well-formed, not UTF-8, a DOCTYPE,
/// another root element, a limit; `file` is named in them.
Result<VocFile> readVocText(std::string_view text,
                            const std::filesystem::path& file,
                            const VocLimits& limits = {});

/// What a label file is written from besides the document.
struct VocWriteOptions {
  VocOrigin origin = VocOrigin::LabelImg;
  std::string_view sourceText;  ///< the label file as it stands; empty when there is none
};

/// Returns the label file of an image, as LabelImg writes it. When `sourceText` already says the
/// same it is returned unchanged; otherwise its header, its unknown elements and every object that
/// was not edited are kept as they stand. Shapes other than boxes are left out. `projectFolder`
/// leads to the absolute path that LabelImg stores in new files. Errors: no such image, or a
/// `sourceText` that cannot be read (it must not be overwritten).
Result<std::string> vocXml(const Document& document,
                           ImageId image,
                           const std::filesystem::path& projectFolder,
                           const VocWriteOptions& options = {});

}  // namespace touchstone::labeling
