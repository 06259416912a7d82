#pragma once

#include "labeling/annotation/document.h"
#include "labeling/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace touchstone::labeling {

/// Limits beyond which a file is refused with a sentence that names the limit.
struct CreatemlLimits {
  std::size_t fileBytes = 1'000'000'000;
  std::size_t nesting = 64;
  std::size_t entries = 5'000'000;  ///< images, and objects of an image
  std::size_t textLength = 4096;
};

/// One labelled box.
struct CreatemlObject {
  std::string label;
  Box box;  ///< in pixels; files give the centre
  std::optional<double> score;
  std::string unknown;  ///< the rest of its fields, as Annotation::unknown
  std::string text;     ///< its own bytes
};

/// What a file says of one image.
struct CreatemlEntry {
  std::string image;  ///< name, perhaps with folders
  bool verified = false;
  std::vector<CreatemlObject> objects;
  std::size_t begin = 0;  ///< its place in the text
  std::size_t end = 0;
};

/// The content of a file of either schema: A (Apple: "imagefilename", "annotation") or B (LabelImg,
/// Roboflow: "image", "annotations", "verified").
struct CreatemlFile {
  std::vector<CreatemlEntry> entries;
  std::vector<std::pair<std::string, std::string>> problems;  ///< what was not read, and of which
};

/// Reads CreateML object detection labels. Entries that make no sense are listed in `problems`.
/// Errors: not JSON (NaN is not), not such a file, a key twice, a limit; `file` is named in them.
Result<CreatemlFile> readCreatemlText(std::string_view text,
                                      const std::filesystem::path& file,
                                      const CreatemlLimits& limits = {});

/// Returns the entry of an image in a file that calls it `name`: the one of that whole name, or
/// else the only one of its file name; nullptr when there is none.
[[nodiscard]] const CreatemlEntry* createmlEntryOf(const CreatemlFile& file,
                                                   const std::string& name);

/// Whether the text may be a CreateML file, by its first bytes.
[[nodiscard]] bool looksLikeCreateml(std::string_view text);

/// Returns `sourceText` with what the document says of an image; `name` is how the file calls it. A
/// new text is that of schema B in one line, as LabelImg writes it. When `sourceText` says the same
/// already it is returned unchanged; otherwise only the image's entry changes, and in it the
/// objects that were edited. Shapes other than boxes are left out. Errors: no such image, or a
/// `sourceText` that cannot be read (it must not be overwritten).
Result<std::string> createmlText(const Document& document,
                                 ImageId image,
                                 const std::string& name,
                                 std::string_view sourceText);

/// Returns an image's entry of schema B, as LabelImg writes it.
[[nodiscard]] std::string createmlEntry(const Document& document,
                                        ImageId image,
                                        const std::string& name);

}  // namespace touchstone::labeling
