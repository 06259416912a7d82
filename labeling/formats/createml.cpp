#include "labeling/formats/createml.h"

#include "labeling/formats/json_text.h"
#include "labeling/formats/text.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <optional>
#include <set>

namespace touchstone::labeling {
namespace {

using json = nlohmann::json;

Error refusal(const std::filesystem::path& file, const std::string& what) {
  return {ErrorKind::BadInput, file, file.string() + " " + what};
}

std::optional<std::string> textIn(const std::vector<JsonMember>& members, std::string_view key) {
  const JsonMember* member = memberNamed(members, key);
  const json value = member != nullptr ? json::parse(member->value, nullptr, false) : json();
  return value.is_string() ? std::optional(value.get<std::string>()) : std::nullopt;
}

std::optional<double> numberIn(const std::vector<JsonMember>& members, std::string_view key) {
  const JsonMember* member = memberNamed(members, key);
  return member != nullptr ? numberFrom(member->value) : std::nullopt;
}

/// Reads the entries of a file.
class EntryReader {
public:
  EntryReader(std::string_view text,
              const std::filesystem::path& file,
              const CreatemlLimits& limits)
      : text_(text), file_(file), limits_(limits) {}

  Result<CreatemlFile> read() {
    const auto items = jsonItems(text_);
    if (items.size() > limits_.entries) {
      return refusal(file_, "has more than the limit of " + std::to_string(limits_.entries) +
                                " images; split it.");
    }
    for (const std::string_view item : items) {
      if (Status read = readEntry(item); !read) {
        return read.error();
      }
    }
    if (!items.empty() && result_.entries.empty()) {
      return refusal(file_,
                     "is not a CreateML file: nothing in its list has an image and "
                     "annotations.");
    }
    return std::move(result_);
  }

private:
  Status readEntry(std::string_view item) {
    const auto members = jsonMembers(item);
    if (const auto twice = repeatedKey(members)) {
      return refusal(file_, "has the key \"" + *twice + "\" twice in one object; repair it.");
    }
    auto image = textIn(members, "image");
    image = image ? image : textIn(members, "imagefilename");
    const JsonMember* list = memberNamed(members, "annotations");
    list = list != nullptr ? list : memberNamed(members, "annotation");
    if (!image || image->empty() || image->size() > limits_.textLength || list == nullptr ||
        !list->value.starts_with('[')) {
      problem("Entries without an image and annotations, not read",
              image.value_or("entry " + std::to_string(result_.entries.size() + 1)));
      return Nothing{};
    }
    CreatemlEntry entry;
    entry.image = *image;
    const JsonMember* verified = memberNamed(members, "verified");
    entry.verified = verified != nullptr && verified->value == "true";
    entry.begin = static_cast<std::size_t>(item.data() - text_.data());
    entry.end = entry.begin + item.size();
    const auto objects = jsonItems(list->value);
    if (objects.size() > limits_.entries) {
      return refusal(file_, "has more than the limit of " + std::to_string(limits_.entries) +
                                " objects of one image; split it.");
    }
    for (const std::string_view object : objects) {
      if (Status read = readObject(object, entry); !read) {
        return read.error();
      }
    }
    result_.entries.push_back(std::move(entry));
    return Nothing{};
  }

  Status readObject(std::string_view item, CreatemlEntry& entry) {
    const auto members = jsonMembers(item);
    const JsonMember* coordinates = memberNamed(members, "coordinates");
    const auto numbers =
        coordinates != nullptr ? jsonMembers(coordinates->value) : std::vector<JsonMember>();
    for (const auto& twice : {repeatedKey(members), repeatedKey(numbers)}) {
      if (twice) {
        return refusal(file_, "has the key \"" + *twice + "\" twice in one object; repair it.");
      }
    }
    CreatemlObject object;
    object.label = textIn(members, "label").value_or("");
    if (object.label.empty() || object.label.size() > limits_.textLength) {
      problem("Objects without a name of usable length, not read", entry.image);
      return Nothing{};
    }
    const auto x = numberIn(numbers, "x");
    const auto y = numberIn(numbers, "y");
    const auto width = numberIn(numbers, "width");
    const auto height = numberIn(numbers, "height");
    if (!x || !y || !width || !height) {
      problem("Objects without a box of four numbers, not read", entry.image);
      return Nothing{};
    }
    object.box = {*x - *width / 2, *y - *height / 2, *x + *width / 2, *y + *height / 2};
    const auto score = numberIn(members, "confidence");
    object.score = score && *score >= 0 && *score <= 1 ? score : std::nullopt;
    object.unknown = unknownIn(members);
    object.text = std::string(item);
    entry.objects.push_back(std::move(object));
    return Nothing{};
  }

  static std::string unknownIn(const std::vector<JsonMember>& members) {
    nlohmann::ordered_json rest;
    for (const JsonMember& member : members) {
      if (member.key != "label" && member.key != "coordinates") {
        rest[member.key] = nlohmann::ordered_json::parse(member.value, nullptr, false);
      }
    }
    return rest.empty() ? std::string()
                        : nlohmann::ordered_json{{"createml", std::move(rest)}}.dump();
  }

  void problem(const char* what, const std::string& name) {
    result_.problems.emplace_back(what, name);
  }

  std::string_view text_;
  const std::filesystem::path& file_;
  const CreatemlLimits& limits_;
  CreatemlFile result_;
};

}  // namespace

bool looksLikeCreateml(std::string_view text) {
  return trimmed(withoutByteOrderMark(text)).starts_with('[');
}

Result<CreatemlFile> readCreatemlText(std::string_view text,
                                      const std::filesystem::path& file,
                                      const CreatemlLimits& limits) {
  if (text.size() > limits.fileBytes) {
    return refusal(file, "is larger than the limit of " + std::to_string(limits.fileBytes) +
                             " bytes for a label file; split it.");
  }
  const std::string_view bare = withoutByteOrderMark(text);
  if (jsonNesting(bare) > limits.nesting) {
    return refusal(file, "is nested deeper than the limit of " + std::to_string(limits.nesting) +
                             " levels; it is not a CreateML file.");
  }
  if (!json::accept(bare)) {
    return refusal(file,
                   "is not valid JSON (NaN and Infinity are not allowed); it was left as it is, "
                   "repair or remove it.");
  }
  if (!looksLikeCreateml(bare)) {
    return refusal(file, "is not a CreateML file: it is no list of images.");
  }
  return EntryReader(text, file, limits).read();
}

}  // namespace touchstone::labeling
