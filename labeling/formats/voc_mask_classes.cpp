#include "labeling/formats/voc_mask_classes.h"

#include "labeling/formats/text.h"
#include "labeling/formats/voc_masks.h"
#include "labeling/formats/yolo_classes.h"

#include <algorithm>
#include <array>
#include <map>

namespace touchstone::labeling {
namespace {

constexpr int mostClasses = 254;
constexpr std::array<std::string_view, 20> twenty{
    "aeroplane", "bicycle",     "bird",  "boat",        "bottle", "bus",      "car",
    "cat",       "chair",       "cow",   "diningtable", "dog",    "horse",    "motorbike",
    "person",    "pottedplant", "sheep", "sofa",        "train",  "tvmonitor"};

std::uint32_t colourOf(int number) {
  static const Palette palette = vocPalette();
  return palette[static_cast<std::size_t>(number) % palette.size()];
}

bool isBackground(std::string_view name) {
  return name == "_background_" || name == "background" || name == "__background__";
}

/// "__ignore__", "_unused_": names that stand for no class.
bool isNoClass(std::string_view name) {
  return name.empty() || (name.size() > 2 && name.starts_with('_') && name.ends_with('_'));
}

Error tooMany(const std::filesystem::path& file) {
  return {ErrorKind::BadInput, file,
          file.string() + " has more than the limit of " + std::to_string(mostClasses) +
              " classes; segmentation pictures cannot number more."};
}

void noteRepeated(VocMaskClasses& list) {
  for (auto entry = list.classes.begin(); entry != list.classes.end(); ++entry) {
    const auto same = [&](const VocMaskClass& other) { return other.name == entry->name; };
    if (std::any_of(list.classes.begin(), entry, same)) {
      list.problems.push_back("The class list has \"" + entry->name + "\" more than once.");
    }
  }
}

/// Splits at a character, empty parts kept.
std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  std::size_t end = 0;
  while ((end = text.find(at)) != std::string_view::npos) {
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  parts.push_back(text);
  return parts;
}

std::optional<std::uint32_t> colourFrom(std::string_view text) {
  std::uint32_t colour = 0;
  const auto channels = split(text, ',');
  for (const std::string_view channel : channels) {
    const auto value = numberFrom(channel);
    if (channels.size() != 3 || !value || *value < 0 || *value > 255) {
      return std::nullopt;
    }
    colour = (colour << 8) | static_cast<std::uint32_t>(*value);
  }
  return colour;
}

}  // namespace

std::string VocMaskClasses::nameOf(int number) const {
  for (const VocMaskClass& known : classes) {
    if (known.number == number) {
      return known.name;
    }
  }
  return "class " + std::to_string(number);
}

VocMaskClasses vocTwentyClasses() {
  VocMaskClasses list;
  for (const std::string_view name : twenty) {
    const int number = static_cast<int>(list.classes.size()) + 1;
    list.classes.push_back(
        {.number = number, .colour = colourOf(number), .name = std::string(name)});
  }
  return list;
}

Result<VocMaskClasses> readVocClassNames(std::string_view text, const std::filesystem::path& file) {
  auto lines = readYoloClassLines(text, file);
  if (!lines) {
    return lines.error();
  }
  VocMaskClasses list{.classes = {}, .byColour = false, .problems = {}};
  int number = 1;
  for (const std::string& name : lines->classes.names) {
    const bool first = list.classes.empty() && number == 1;
    if (first && (isBackground(name) || name == "__ignore__")) {
      continue;
    }
    if (number > mostClasses) {
      return tooMany(file);
    }
    if (!isNoClass(name)) {
      list.classes.push_back({.number = number, .colour = colourOf(number), .name = name});
    }
    ++number;
  }
  noteRepeated(list);
  return list;
}

Result<VocMaskClasses> readVocLabelMap(std::string_view text, const std::filesystem::path& file) {
  VocMaskClasses list{.classes = {}, .byColour = true, .problems = {}};
  if (!isUtf8Text(text)) {
    return Error{ErrorKind::BadInput, file,
                 file.string() + " is not UTF-8 text; save it as UTF-8 and try again."};
  }
  int number = 0;
  for (std::string_view line : split(withoutByteOrderMark(text), '\n')) {
    line = trimmed(line);
    if (line.empty() || line.starts_with('#')) {
      continue;
    }
    const auto parts = split(line, ':');
    const auto colour = parts.size() > 1 ? colourFrom(parts[1]) : std::nullopt;
    if (!colour) {
      return Error{ErrorKind::BadInput, file,
                   file.string() + " has the line \"" + std::string(line.substr(0, 80)) +
                       "\" without a colour; write label:red,green,blue:parts:actions."};
    }
    const bool noClass =
        isBackground(trimmed(parts[0])) || *colour == 0 || isNoClass(trimmed(parts[0]));
    if (!noClass && ++number > mostClasses) {
      return tooMany(file);
    }
    if (!noClass) {
      list.classes.push_back(
          {.number = number, .colour = *colour, .name = std::string(trimmed(parts[0]))});
    }
  }
  noteRepeated(list);
  return list;
}

std::string vocClassNamesText(const std::vector<VocMaskClass>& classes) {
  std::map<int, std::string_view> names;
  for (const VocMaskClass& known : classes) {
    names.emplace(known.number, known.name);
  }
  std::string text = "_background_\n";
  const int last = names.empty() ? 0 : names.rbegin()->first;
  for (int number = 1; number <= last; ++number) {
    const auto name = names.find(number);
    text += name != names.end() ? std::string(name->second) : std::string("_unused_");
    text += "\n";
  }
  return text;
}

std::size_t numberByClasses(IndexedPicture& picture, const VocMaskClasses& classes) {
  if (picture.palette.empty() || (!classes.byColour && !picture.isNumberedByColour)) {
    return 0;
  }
  std::map<std::uint32_t, std::uint8_t> numberOf{{0, 0}, {colourOf(vocVoid), vocVoid}};
  if (classes.byColour) {
    for (const VocMaskClass& known : classes.classes) {
      numberOf.emplace(known.colour, static_cast<std::uint8_t>(known.number));
    }
  } else {
    for (int number = 1; number <= mostClasses; ++number) {
      numberOf.emplace(colourOf(number), static_cast<std::uint8_t>(number));
    }
  }
  std::size_t unknown = 0;
  for (std::uint8_t& pixel : picture.pixels) {
    const bool inPalette = pixel < picture.palette.size();
    const auto found = inPalette ? numberOf.find(picture.palette[pixel]) : numberOf.end();
    unknown += found == numberOf.end() ? 1 : 0;
    pixel = found != numberOf.end() ? found->second : vocVoid;
  }
  picture.palette = vocPalette();
  picture.isNumberedByColour = false;
  return unknown;
}

}  // namespace touchstone::labeling
