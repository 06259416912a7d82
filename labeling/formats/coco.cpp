#include "labeling/formats/coco.h"

#include "labeling/formats/coco_entry.h"
#include "labeling/formats/coco_shape.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <fstream>

namespace touchstone::labeling {
namespace {

using nlohmann::json;

constexpr std::array<const char*, 3> listNames{"images", "categories", "annotations"};

Error refusal(const std::filesystem::path& file, const std::string& what) {
  return {ErrorKind::BadInput, file, file.string() + " " + what};
}

Error tooLarge(const std::filesystem::path& file, const CocoLimits& limits) {
  return refusal(file, "is larger than the limit of " + std::to_string(limits.fileBytes) +
                           " bytes; split it.");
}

/// Returns the rest of an entry as the value of an `unknown` field.
std::string unknownOf(const std::string& rest) {
  return rest.empty() ? rest : R"({"coco":)" + rest + "}";
}

bool isDrawn(std::string_view segmentation) {
  const bool isEmptyList = segmentation.size() > 1 &&
                           (segmentation[0] == '[' || segmentation[0] == '{') &&
                           segmentation.find_first_not_of(" \t\r\n", 1) == segmentation.size() - 1;
  return !segmentation.empty() && segmentation != "null" && !isEmptyList;
}

std::optional<Shape> shapeIn(const JsonValue& entry, const CocoLimits& limits) {
  const std::string_view segmentation = entry.member("segmentation");
  if (isDrawn(segmentation)) {
    return shapeOfSegmentation(segmentation, limits);
  }
  const auto box = boxOfBbox(cocoValueIn(entry, "bbox"));
  return box ? std::optional<Shape>(*box) : std::nullopt;
}

Attributes attributesIn(const JsonValue& entry) {
  Attributes attributes;
  const std::string_view crowd = entry.member("iscrowd");
  if (crowd != "0") {
    const json value = cocoValueIn(entry, "iscrowd");
    attributes.crowd = value.is_boolean() ? value.get<bool>() : value.is_number() && value != 0;
  }
  const json score = cocoValueIn(entry, "score");
  if (score.is_number()) {
    attributes.score = score.get<double>();
  }
  return attributes;
}

/// Whether a part may have been four numbers: they are read as the four corners of a box.
bool mayHavePartOfFourNumbers(const Shape& shape) {
  const auto* polygon = std::get_if<Polygon>(&shape);
  return polygon != nullptr &&
         std::any_of(polygon->parts.begin(), polygon->parts.end(),
                     [](const PolygonPart& part) { return part.outer.size() == 4; });
}

std::string unknownIn(const JsonValue& entry, const CocoObject& object) {
  const std::string rest =
      object.keypoints ? cocoRestOf(entry, {"id", "image_id", "category_id", "segmentation",
                                            "iscrowd", "score", "keypoints", "num_keypoints"})
                       : cocoRestOf(entry, {"id", "image_id", "category_id", "segmentation",
                                            "iscrowd", "score"});
  std::string unknown = R"({"coco":)" + (rest.empty() ? "{}" : rest) + R"(,"cocoShape":")" +
                        fingerprintOf(object.shape) + '"';
  const std::string_view segmentation = entry.member("segmentation");
  if (segmentation.starts_with('{') &&
      json::parse(segmentation).value("counts", json()).is_array()) {
    unknown += R"(,"cocoCounts":"list")";
  }
  if (mayHavePartOfFourNumbers(object.shape) && hasPartOfFourNumbers(json::parse(segmentation))) {
    unknown.append(R"(,"cocoSegmentation":)").append(segmentation);
  }
  return unknown + '}';
}

}  // namespace

CocoReader::CocoReader(JsonStream stream, std::filesystem::path path, const CocoLimits& limits)
    : stream_(std::move(stream)), path_(std::move(path)), limits_(limits) {
  stream_.limitNesting(limits.nesting);
}

Result<CocoReader> CocoReader::open(const std::filesystem::path& file, const CocoLimits& limits) {
  auto stream = std::make_unique<std::ifstream>(file, std::ios::binary);
  std::error_code unknown;
  const auto bytes = std::filesystem::file_size(file, unknown);
  if (!*stream || unknown) {
    return refusal(file, "cannot be opened; check its name and permissions.");
  }
  if (bytes > limits.fileBytes) {
    return tooLarge(file, limits);
  }
  CocoReader reader(JsonStream(std::move(stream)), file, limits);
  reader.bytes_ = bytes;
  return reader.readLists().transform([&](Nothing) { return std::move(reader); });
}

Result<CocoReader> CocoReader::ofText(std::string_view text,
                                      const std::filesystem::path& file,
                                      const CocoLimits& limits) {
  if (text.size() > limits.fileBytes) {
    return tooLarge(file, limits);
  }
  CocoReader reader(JsonStream(text), file, limits);
  reader.bytes_ = text.size();
  return reader.readLists().transform([&](Nothing) { return std::move(reader); });
}

Status CocoReader::readLists() {
  std::string header;
  if (!stream_.take('{')) {
    static_cast<void>(stream_.value());
  } else if (!stream_.take('}')) {
    do {
      const auto name = stream_.memberName();
      if (!name) {
        stream_.refuse();
        break;
      }
      readMember(*name, header);
    } while (stream_.take(','));
    if (!stream_.take('}') || stream_.next() != 0) {
      stream_.refuse();
    }
  }
  file_.header = header.empty() ? header : header + '}';
  Status readable = state();
  for (const char* list : listNames) {
    if (readable && !lists_.contains(list)) {
      readable = refusal(
          path_, std::string("is not a COCO instances file: it has no list \"") + list + "\".");
    }
  }
  return readable;
}

void CocoReader::readMember(const std::string& name, std::string& header) {
  const bool isList = stream_.next() == '[';
  if (isList && name == "annotations") {
    objectLists_.push_back(stream_.position());
    stream_.skipValue();
  } else if (isList && name == "images") {
    readList([this](const JsonValue& entry) { addImage(entry); });
  } else if (isList && name == "categories") {
    readList([this](const JsonValue& entry) { addCategory(entry); });
  } else if (const auto value = stream_.value()) {
    const bool isListName = std::find(listNames.begin(), listNames.end(), name) != listNames.end();
    if (!isListName) {
      header += (header.empty() ? "{" : ",") + json(name).dump() + ':' + std::string(value->text);
    }
    return;
  }
  lists_.insert(name);
}

template <class Take>
void CocoReader::readList(Take take) {
  std::size_t entries = 0;
  stream_.take('[');
  if (stream_.take(']')) {
    return;
  }
  do {
    const auto entry = stream_.value();
    if (!entry || ++entries > limits_.entries) {
      beyondLimit_ = entry ? "entries" : "";
      stream_.refuse();
      return;
    }
    take(*entry);
  } while (stream_.take(','));
  if (!stream_.take(']')) {
    stream_.refuse();
  }
}

Status CocoReader::state() const {
  if (!beyondLimit_.empty()) {
    return refusal(path_, "has a list with more than the limit of " +
                              std::to_string(limits_.entries) + " entries; split it.");
  }
  if (stream_.isTooDeep()) {
    return refusal(path_, "is nested deeper than the limit of " + std::to_string(limits_.nesting) +
                              " levels; it is not a COCO file.");
  }
  if (!stream_.isValid()) {
    return refusal(path_, "is not valid JSON at byte " + std::to_string(stream_.failedByte()) +
                              " (NaN and Infinity are not allowed); repair it.");
  }
  return Nothing{};
}

void CocoReader::addImage(const JsonValue& entry) {
  const auto id = cocoIdIn(entry, "id");
  std::string name = id ? cocoTextIn(entry, "file_name", limits_.textLength) : std::string();
  if (name.empty() || !images_.insert(*id).second) {
    problem("Images without an id of their own or a file_name, not read", entry);
    return;
  }
  file_.images.push_back({.id = *id,
                          .fileName = std::move(name),
                          .width = cocoSizeIn(entry, "width"),
                          .height = cocoSizeIn(entry, "height"),
                          .unknown = unknownOf(cocoRestOf(entry, {"id", "width", "height"}))});
}

void CocoReader::addCategory(const JsonValue& entry) {
  const auto id = cocoIdIn(entry, "id");
  std::string name = id ? cocoTextIn(entry, "name", limits_.textLength) : std::string();
  if (name.empty() || !categories_.insert(*id).second) {
    problem("Categories without an id of their own or a name, not read", entry);
    return;
  }
  file_.categories.push_back({.id = *id,
                              .name = std::move(name),
                              .unknown = unknownOf(cocoRestOf(entry, {"id", "name"}))});
}

std::optional<CocoObject> CocoReader::objectIn(const JsonValue& entry) {
  const auto image = cocoIdIn(entry, "image_id");
  const auto category = image ? cocoIdIn(entry, "category_id") : std::nullopt;
  if (!category || !images_.contains(*image) || !categories_.contains(*category)) {
    problem("Annotations of an image or category that the file does not list, not read", entry);
    return std::nullopt;
  }
  auto shape = shapeIn(entry, limits_);
  if (!shape) {
    problem("Annotations whose bbox or segmentation makes no sense, not read", entry);
    return std::nullopt;
  }
  CocoObject object{.id = cocoIdIn(entry, "id").value_or(0),
                    .image = *image,
                    .category = *category,
                    .shape = *std::move(shape),
                    .keypoints = keypointsOf(cocoValueIn(entry, "keypoints"), limits_),
                    .attributes = attributesIn(entry),
                    .unknown = {}};
  object.unknown = unknownIn(entry, object);
  if (object.id <= 0 || !objects_.insert(object.id).second) {
    problem("Annotations without an id of their own, to be given a new one", entry);
    object.id = 0;
  }
  return object;
}

Status CocoReader::readObjects(const std::function<void(CocoObject)>& take,
                               const WorkContext& work) {
  constexpr std::size_t reportEvery = 4096;
  std::size_t count = 0;
  bool stopped = false;
  for (const std::uint64_t list : objectLists_) {
    stream_.goTo(list);
    readList([&](const JsonValue& entry) {
      if (++count % reportEvery == 0) {
        stopped = stopped || work.stop.stop_requested();
        work.progress({.stage = "Reading labels",
                       .done = static_cast<double>(stream_.position()),
                       .total = static_cast<double>(bytes_)});
      }
      if (auto object = stopped ? std::nullopt : objectIn(entry)) {
        take(*std::move(object));
      }
    });
  }
  return stopped ? Status(Error{ErrorKind::Cancelled, path_,
                                "The reading of " + path_.string() + " was stopped."})
                 : state();
}

void CocoReader::problem(const char* what, const JsonValue& entry) {
  const std::string_view id = entry.member("id");
  constexpr std::size_t shown = 40;
  file_.problems.emplace_back(what,
                              id.empty() ? "no id" : "id " + std::string(id.substr(0, shown)));
}

Result<CocoFile> readCocoText(std::string_view text,
                              const std::filesystem::path& file,
                              const CocoLimits& limits) {
  auto reader = CocoReader::ofText(text, file, limits);
  if (!reader) {
    return reader.error();
  }
  std::vector<CocoObject> objects;
  const Status read =
      reader->readObjects([&](CocoObject object) { objects.push_back(std::move(object)); });
  if (!read) {
    return read.error();
  }
  CocoFile content = reader->file();
  content.objects = std::move(objects);
  return content;
}

}  // namespace touchstone::labeling
