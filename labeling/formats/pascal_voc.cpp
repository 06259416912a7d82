#include "labeling/formats/pascal_voc.h"

#include "labeling/formats/text.h"

#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include <algorithm>
#include <array>

namespace touchstone::labeling {
namespace {

/// Finds the bytes of a node in the text that it was parsed from.
class Slices {
public:
  explicit Slices(std::string_view text) : text_(text) {}

  [[nodiscard]] std::size_t begin(pugi::xml_node node) const {
    const auto offset = static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0));
    return offset - std::min(offset, lengthBeforeValue(node.type()));
  }
  /// Returns where the closing tag of `node` begins, given where the node ends.
  [[nodiscard]] std::size_t closingTag(pugi::xml_node node, std::size_t end) const {
    const std::size_t tag = text_.substr(0, end).rfind(std::string("</") + node.name());
    const std::size_t lowest = begin(node.last_child() ? node.last_child() : node);
    return tag == std::string_view::npos || tag < lowest ? end : tag;
  }
  /// Returns where `node` ends; `parentClosing` is where its parent's closing tag begins.
  [[nodiscard]] std::size_t end(pugi::xml_node node, std::size_t parentClosing) const {
    return std::max(begin(node), node.next_sibling() ? begin(node.next_sibling()) : parentClosing);
  }
  [[nodiscard]] std::string between(std::size_t first, std::size_t last) const {
    return first < last ? std::string(text_.substr(first, last - first)) : std::string();
  }

private:
  static std::size_t lengthBeforeValue(pugi::xml_node_type type) {
    switch (type) {
      case pugi::node_element:
        return 1;
      case pugi::node_pi:
      case pugi::node_declaration:
        return 2;
      case pugi::node_comment:
        return 4;
      case pugi::node_cdata:
      case pugi::node_doctype:
        return 9;
      default:
        return 0;
    }
  }

  std::string_view text_;
};

std::string_view textIn(pugi::xml_node parent, const char* child) {
  return trimmed(parent.child(child).text().get());
}

bool flagIn(pugi::xml_node object, const char* child) {
  return numberFrom(textIn(object, child)).value_or(0) != 0;
}

std::optional<Box> boxIn(pugi::xml_node object) {
  const pugi::xml_node box = object.child("bndbox");
  const auto xmin = numberFrom(textIn(box, "xmin"));
  const auto ymin = numberFrom(textIn(box, "ymin"));
  const auto xmax = numberFrom(textIn(box, "xmax"));
  const auto ymax = numberFrom(textIn(box, "ymax"));
  if (!xmin || !ymin || !xmax || !ymax) {
    return std::nullopt;
  }
  return Box{*xmin, *ymin, *xmax, *ymax};
}

/// Returns the children of an object that we do not interpret, as Annotation::unknown.
std::string unknownIn(pugi::xml_node object, const Slices& slices, std::size_t objectEnd) {
  constexpr std::array<std::string_view, 6> known{"name",      "pose",     "truncated",
                                                  "difficult", "occluded", "bndbox"};
  std::string unknown;
  const std::size_t closing = slices.closingTag(object, objectEnd);
  for (const pugi::xml_node child : object.children()) {
    const bool element = child.type() == pugi::node_element;
    if (element && std::find(known.begin(), known.end(), child.name()) == known.end()) {
      unknown += slices.between(slices.begin(child), slices.end(child, closing));
    }
  }
  return unknown.empty() ? std::string() : nlohmann::json{{"voc", unknown}}.dump();
}

std::optional<VocOrigin> originShownBy(pugi::xml_node root) {
  const pugi::xml_node source = root.child("source");
  if (root.child("owner") || textIn(source, "annotation").starts_with("PASCAL VOC")) {
    return VocOrigin::Devkit;
  }
  if (root.child("path") || textIn(source, "database") == "Unknown") {
    return VocOrigin::LabelImg;
  }
  return std::nullopt;
}

int sizeIn(pugi::xml_node root, const char* child) {
  const double number = numberFrom(textIn(root.child("size"), child)).value_or(0);
  return number >= 0 && number < 1e9 ? static_cast<int>(number) : 0;
}

Error refusal(const std::filesystem::path& file, const std::string& what) {
  return {ErrorKind::BadInput, file, file.string() + " " + what};
}

std::optional<Error> textProblem(std::string_view text,
                                 const std::filesystem::path& file,
                                 const VocLimits& limits) {
  if (text.size() > limits.fileBytes) {
    return refusal(file, "is larger than the limit of " + std::to_string(limits.fileBytes) +
                             " bytes for a label file; split it.");
  }
  if (!isUtf8Text(text)) {
    return refusal(file, "is not UTF-8 text; save it as UTF-8.");
  }
  return std::nullopt;
}

/// Reads the objects of `root` and the bytes around them.
class RootReader {
public:
  RootReader(std::string_view text, pugi::xml_node root, const VocLimits& limits)
      : slices_(text), root_(root), limits_(limits), end_(text.size()) {}

  [[nodiscard]] VocFile read() {
    VocFile result;
    result.imageName = textIn(root_, "filename");
    result.width = sizeIn(root_, "width");
    result.height = sizeIn(root_, "height");
    result.origin = originShownBy(root_);
    result.verified = std::string_view(root_.attribute("verified").value()) == "yes";
    for (const pugi::xml_attribute attribute : root_.attributes()) {
      if (std::string_view(attribute.name()) != "verified") {
        result.rootAttributes.emplace_back(attribute.name(), attribute.value());
      }
    }
    result.beforeRoot = slices_.between(0, slices_.begin(root_));
    if (root_.first_child()) {
      readChildren(result);
    }
    return result;
  }

private:
  void readChildren(VocFile& result) {
    const std::size_t closing = slices_.closingTag(root_, end_);
    std::string* around = &result.head;
    std::string blank;
    for (const pugi::xml_node child : root_.children()) {
      const std::size_t begin = slices_.begin(child);
      const std::string text = slices_.between(begin, slices_.end(child, closing));
      if (child.type() == pugi::node_pcdata && trimmed(text).empty()) {
        blank = text;
        continue;
      }
      const bool object = child.type() == pugi::node_element &&
                          std::string_view(child.name()) == "object" &&
                          addObject(child, blank + text, begin + text.size(), result);
      if (object) {
        around = &result.tail;
      } else {
        *around += blank + text;
      }
      blank.clear();
    }
    result.tail += blank + slices_.between(closing, end_);
  }

  /// Adds an object, or says why it was not read and returns false.
  bool addObject(pugi::xml_node node, const std::string& text, std::size_t end, VocFile& result) {
    VocObject object;
    object.name = textIn(node, "name");
    object.attributes.pose = textIn(node, "pose");
    object.attributes.truncated = flagIn(node, "truncated");
    object.attributes.difficult = flagIn(node, "difficult");
    object.attributes.occluded = flagIn(node, "occluded");
    const std::optional<Box> box = boxIn(node);
    if (!box) {
      result.problems.emplace_back("Objects without a box of four numbers, not read");
      return false;
    }
    if (object.name.empty() || object.name.size() > limits_.textLength) {
      result.problems.emplace_back("Objects without a name of usable length, not read");
      return false;
    }
    object.written = *box;
    object.unknown = unknownIn(node, slices_, end);
    object.text = text;
    result.objects.push_back(std::move(object));
    return true;
  }

  Slices slices_;
  pugi::xml_node root_;
  const VocLimits& limits_;
  std::size_t end_;
};

}  // namespace

std::string_view nameOf(VocOrigin origin) {
  return origin == VocOrigin::Devkit ? "devkit" : "labelimg";
}

std::optional<VocOrigin> vocOriginFromName(std::string_view name) {
  for (const VocOrigin origin : {VocOrigin::LabelImg, VocOrigin::Devkit}) {
    if (nameOf(origin) == name) {
      return origin;
    }
  }
  return std::nullopt;
}

Box boxFromVoc(const Box& written, VocOrigin origin) {
  const double shift = origin == VocOrigin::Devkit ? 1 : 0;
  return {written.x0 - shift, written.y0 - shift, written.x1, written.y1};
}

Box boxToVoc(const Box& box, VocOrigin origin) {
  const double shift = origin == VocOrigin::Devkit ? 1 : 0;
  return {box.x0 + shift, box.y0 + shift, box.x1, box.y1};
}

Result<VocFile> readVocText(std::string_view text,
                            const std::filesystem::path& file,
                            const VocLimits& limits) {
  if (const auto problem = textProblem(text, file, limits)) {
    return *problem;
  }
  constexpr unsigned flags = pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_comments |
                             pugi::parse_pi | pugi::parse_declaration | pugi::parse_doctype;
  pugi::xml_document document;
  const pugi::xml_parse_result parsed =
      document.load_buffer(text.data(), text.size(), flags, pugi::encoding_utf8);
  if (!parsed) {
    return refusal(file, "is not well-formed XML at byte " + std::to_string(parsed.offset) + " (" +
                             parsed.description() +
                             "); it was left as it is, repair or remove it.");
  }
  for (const pugi::xml_node node : document.children()) {
    if (node.type() == pugi::node_doctype) {
      return refusal(file,
                     "has a document type declaration, which label files may not have; "
                     "remove it.");
    }
  }
  const pugi::xml_node root = document.document_element();
  if (std::string_view(root.name()) != "annotation") {
    return refusal(file, "is not a Pascal VOC label file: its root is not <annotation>.");
  }
  const auto objects = root.children("object");
  if (static_cast<std::size_t>(std::distance(objects.begin(), objects.end())) > limits.objects) {
    return refusal(file, "has more than the limit of " + std::to_string(limits.objects) +
                             " objects for one image; split it.");
  }
  return RootReader(text, root, limits).read();
}

}  // namespace touchstone::labeling
