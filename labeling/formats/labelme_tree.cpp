#include "labeling/formats/labelme_tree.h"

#include "labeling/formats/json_text.h"
#include "labeling/formats/label_place.h"
#include "labeling/formats/labelme.h"
#include "labeling/formats/source_files.h"
#include "labeling/formats/text.h"
#include "labeling/images/image_reader.h"
#include "labeling/images/read_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

bool isJson(std::string_view file) {
  return file.ends_with(".json") || file.ends_with(".JSON");
}

/// Whether the beginning of a file does not rule it out.
bool mayBeLabelme(const fs::path& file) {
  std::array<char, 4096> start{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(start.data(), start.size());
  const std::string_view text(start.data(), static_cast<std::size_t>(stream.gcount()));
  constexpr std::array keys{"\"shapes\"", "\"flags\"", "\"imagePath\"", "\"imageData\"",
                            "\"version\""};
  return std::any_of(keys.begin(), keys.end(),
                     [&](const char* key) { return text.find(key) != std::string_view::npos; });
}

/// Returns the text of a file that is one of the family.
std::optional<std::string> labelmeTextOf(const fs::path& file) {
  if (!mayBeLabelme(file)) {
    return std::nullopt;
  }
  auto text = readFile(file, LabelmeLimits{}.fileBytes);
  return text && looksLikeLabelme(*text) ? std::optional(*std::move(text)) : std::nullopt;
}

/// Returns the name that a picture in a label file gets: `imagePath`'s, with an extension that
/// fits.
std::string nameOfPicture(const std::string& text, std::string_view label, std::string_view path) {
  if (isImageFileName(fs::path(path))) {
    return std::string(fileNameOf(path));
  }
  const auto bytes = pictureInLabelme(text);
  const bool isPng = bytes && bytes->starts_with("\x89PNG");
  return std::string(stemOf(label)) + (isPng ? ".png" : ".jpg");
}

/// Pairs label files with images.
class Matcher {
public:
  explicit Matcher(LabelmeTree& tree)
      : tree_(tree), images_(tree.images.begin(), tree.images.end()) {
    for (const std::string& image : tree.images) {
      byName_.emplace(fileNameOf(image), image);
      byStem_.emplace(joined(folderOf(image), stemOf(image)), image);
    }
  }

  void match(const std::string& label, const std::string& text) {
    const std::vector<JsonMember> members = jsonMembers(trimmed(withoutByteOrderMark(text)));
    const JsonMember* path = memberNamed(members, "imagePath");
    const json name = json::parse(path != nullptr ? path->value : "", nullptr, false);
    const std::string given = name.is_string() ? name.get<std::string>() : std::string();
    const JsonMember* data = memberNamed(members, "imageData");
    if (const auto image = find(label, given)) {
      pair({.label = label, .image = *image, .imageIsInside = false});
    } else if (data != nullptr && data->value.starts_with('"')) {
      pair({.label = label,
            .image = joined(folderOf(label), nameOfPicture(text, label, given)),
            .imageIsInside = true});
    } else {
      tree_.strayLabels.push_back(label);
    }
  }

private:
  void pair(LabelmePair pair) {
    if (taken_.insert(pair.image).second) {
      tree_.pairs.push_back(std::move(pair));
    } else {
      tree_.secondLabels.push_back(pair.label);
    }
  }

  /// `imagePath` may lead to another folder, but not out of the tree.
  [[nodiscard]] std::optional<std::string> find(std::string_view label,
                                                const std::string& given) const {
    const auto path = safeRelativePath(joined(folderOf(label), given));
    if (path && images_.contains(*path)) {
      return path;
    }
    const auto beside = byStem_.equal_range(joined(folderOf(label), stemOf(label)));
    if (beside.first != beside.second) {
      return beside.first->second;
    }
    std::string plain = given;
    std::replace(plain.begin(), plain.end(), '\\', '/');
    const std::string last(fileNameOf(plain));
    return byName_.count(last) == 1 ? std::optional(byName_.find(last)->second) : std::nullopt;
  }

  LabelmeTree& tree_;
  std::set<std::string, std::less<>> images_;
  std::multimap<std::string, std::string, std::less<>> byName_;
  std::multimap<std::string, std::string, std::less<>> byStem_;
  std::set<std::string> taken_;
};

}  // namespace

Result<LabelmeTree> lookThroughLabelmeTree(const fs::path& source, const WorkContext& work) {
  LabelmeTree tree;
  std::error_code ignored;
  const bool oneFile = fs::is_regular_file(source, ignored);
  tree.root = oneFile ? fs::absolute(source).lexically_normal().parent_path() : source;
  const auto files = filesBelow(tree.root, work);
  if (!files) {
    return files.error();
  }
  for (const std::string& file : *files) {
    if (isImageFileName(file)) {
      tree.images.push_back(file);
    }
  }
  Matcher matcher(tree);
  const std::string only = source.filename().string();
  for (const std::string& file : *files) {
    if (work.stop.stop_requested()) {
      return Error{ErrorKind::Cancelled, source, "The reading of labelme files was stopped."};
    }
    if (!isJson(file) || (oneFile && file != only)) {
      continue;
    }
    if (const auto text = labelmeTextOf(tree.root / file)) {
      matcher.match(file, *text);
    }
  }
  return tree;
}

bool hasLabelmeFiles(const fs::path& source) {
  std::error_code ignored;
  if (fs::is_regular_file(source, ignored)) {
    return labelmeTextOf(source).has_value();
  }
  const auto files = filesBelow(source, {});
  return files && std::any_of(files->begin(), files->end(), [&](const std::string& file) {
           return isJson(file) && labelmeTextOf(source / file).has_value();
         });
}

fs::path labelmeLabelFile(const Document& document, ImageId id, const fs::path& folder) {
  const Image& image = *document.image(id);
  const json unknown = json::parse(image.unknown, nullptr, false);
  const json kept = unknown.is_object() ? unknown.value("labelmeFile", json()) : json();
  const auto file =
      kept.is_string() ? safeRelativePath(kept.get_ref<const std::string&>()) : std::nullopt;
  if (file) {
    return folder / *file;
  }
  const std::string name = stemIsTaken(document, id) ? std::string(fileNameOf(image.path))
                                                     : std::string(stemOf(image.path));
  return folder / joined(folderOf(image.path), name + ".json");
}

}  // namespace touchstone::labeling
