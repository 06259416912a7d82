#pragma once

#include "labeling/annotation/image.h"
#include "labeling/formats/json_text.h"
#include "labeling/formats/labelme.h"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace touchstone::labeling {

/// Returns the fields around the shapes for an image that has no label file, as compact JSON: those
/// that `image.unknown` keeps of the file it came from, else new ones.
[[nodiscard]] std::string labelmeHeader(const Image& image, LabelmeDialect dialect);

/// Returns the dialect of the file that `image.unknown` keeps fields of, labelme's when none.
[[nodiscard]] LabelmeDialect dialectKeptIn(const Image& image);

/// Returns `flags` and, where the file has them, `tags` as they have to be for the image to have
/// these tags. New ones go to `tags` where there are any, else to `flags`.
[[nodiscard]] std::map<std::string, std::string> labelmeTagFields(
    std::string_view file, const std::set<std::string>& tags);

/// Returns the file with these fields. Those that say the same are left alone, and new ones come
/// before the shapes. `shapes` is taken as it is laid out.
[[nodiscard]] std::string withLabelmeFields(std::string_view file,
                                            const std::map<std::string, std::string>& fields,
                                            const JsonLayout& layout);

}  // namespace touchstone::labeling
