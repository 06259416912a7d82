#include "labeling/formats/coco.h"

#include "labeling/formats/coco_entry.h"
#include "labeling/formats/coco_object.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <deque>
#include <fstream>
#include <future>
#include <thread>

namespace touchstone::labeling {
namespace {

using nlohmann::json;

/// How much of a list of annotations a thread reads at once.
constexpr std::size_t pieceBytes = 1 << 19;

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
  Status readable = isTooLong_ ? Status(tooLong()) : stateOf(stream_, 0);
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
    objectCount_ += stream_.skipValue();
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
      isTooLong_ = entry.has_value();
      stream_.refuse();
      return;
    }
    take(*entry);
  } while (stream_.take(','));
  if (!stream_.take(']')) {
    stream_.refuse();
  }
}

Status CocoReader::stateOf(const JsonStream& stream, std::uint64_t before) const {
  if (stream.isTooDeep()) {
    return refusal(path_, "is nested deeper than the limit of " + std::to_string(limits_.nesting) +
                              " levels; it is not a COCO file.");
  }
  if (!stream.isValid()) {
    return refusal(path_, "is not valid JSON at byte " +
                              std::to_string(before + stream.failedByte()) +
                              " (NaN and Infinity are not allowed); repair it.");
  }
  return Nothing{};
}

Error CocoReader::tooLong() const {
  return refusal(path_, "has a list with more than the limit of " +
                            std::to_string(limits_.entries) + " entries; split it.");
}

void CocoReader::addImage(const JsonValue& entry) {
  const auto id = cocoIdIn(entry, "id");
  std::string name = id ? cocoTextIn(entry, "file_name", limits_.textLength) : std::string();
  if (name.empty() || !ids_.images.insert(*id)) {
    file_.problems.emplace_back("Images without an id of their own or a file_name, not read",
                                cocoEntryName(entry));
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
  if (name.empty() || !ids_.categories.insert(*id)) {
    file_.problems.emplace_back("Categories without an id of their own or a name, not read",
                                cocoEntryName(entry));
    return;
  }
  file_.categories.push_back({.id = *id,
                              .name = std::move(name),
                              .unknown = unknownOf(cocoRestOf(entry, {"id", "name"}))});
}

Status CocoReader::readObjects(const std::function<void(CocoObject)>& take,
                               const WorkContext& work) {
  objects_.reserve(objectCount_);
  for (const std::uint64_t list : objectLists_) {
    if (Status read = readObjectList(list, take, work); !read) {
      return read;
    }
  }
  return Nothing{};
}

// Threads read the pieces, this one cuts them off and takes their objects in order.
Status CocoReader::readObjectList(std::uint64_t list,
                                  const std::function<void(CocoObject)>& take,
                                  const WorkContext& work) {
  stream_.goTo(list);
  stream_.take('[');
  bool more = !stream_.take(']');
  std::size_t entries = 0;
  // More than there are processors, so that none waits while this thread takes a piece.
  const std::size_t mostAhead = 2 * std::max(1U, std::thread::hardware_concurrency());
  std::deque<std::future<Piece>> ahead;
  while (more || !ahead.empty()) {
    if (work.stop.stop_requested()) {
      return Error{ErrorKind::Cancelled, path_,
                   "The reading of " + path_.string() + " was stopped."};
    }
    if (more && ahead.size() < mostAhead) {
      const std::uint64_t begin = stream_.position();
      // The blank keeps a byte order mark from being one.
      std::string text = ' ' + std::string(stream_.items(pieceBytes));
      more = text.ends_with(',');
      ahead.push_back(std::async(std::launch::async, [this, begin, text = std::move(text)] {
        return readPiece(text, begin);
      }));
      continue;
    }
    Piece piece = ahead.front().get();
    ahead.pop_front();
    work.progress({.stage = "Reading labels",
                   .done = static_cast<double>(piece.end),
                   .total = static_cast<double>(bytes_)});
    entries += piece.entries.size();
    if (entries > limits_.entries) {
      return tooLong();
    }
    for (CocoEntry& entry : piece.entries) {
      add(entry, take);
    }
    if (!piece.state) {
      return piece.state;
    }
  }
  return Nothing{};
}

CocoReader::Piece CocoReader::readPiece(std::string_view text, std::uint64_t begin) const {
  JsonStream stream(text);
  stream.limitNesting(limits_.nesting);
  Piece piece{.end = begin + text.size() - 1};
  do {
    const auto entry = stream.value();
    if (!entry) {
      piece.state = stateOf(stream, begin - 1);
      return piece;
    }
    piece.entries.push_back(cocoEntryOf(*entry, ids_, limits_));
  } while (stream.take(',') && stream.next() != 0);
  const bool goesOn = text.ends_with(',') && stream.next() == 0;
  if (!goesOn && !stream.take(']')) {
    stream.refuse();
  }
  piece.state = stateOf(stream, begin - 1);
  return piece;
}

void CocoReader::add(CocoEntry& entry, const std::function<void(CocoObject)>& take) {
  if (entry.problem != nullptr) {
    file_.problems.emplace_back(entry.problem, std::move(entry.which));
    return;
  }
  CocoObject& object = entry.object;
  if (object.id <= 0 || !objects_.insert(object.id)) {
    file_.problems.emplace_back("Annotations without an id of their own, to be given a new one",
                                std::move(entry.which));
    object.id = 0;
  }
  take(std::move(object));
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
