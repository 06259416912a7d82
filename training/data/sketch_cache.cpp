#include "training/data/sketch_cache.h"

#include "labeling/images/image_hash.h"

#include <opencv2/core.hpp>

#include <cstring>
#include <fstream>
#include <optional>
#include <type_traits>

namespace touchstone::training {

namespace {

using analysis::PicturePoint;
using analysis::PictureSketch;

// The file: a line of text, then records: the length of the rest as a 32-bit number, and the rest:
// its hash, the length of the content's hash, that hash, and the sketch.
constexpr std::string_view signature = "touchstone sketches 1\n";
constexpr std::size_t hashBytes = 32;
constexpr std::uint32_t mostBytes = 1 << 20;
static_assert(std::is_trivially_copyable_v<PicturePoint>);

void append(std::string& bytes, std::uint32_t number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

/// Takes values off the front of a record.
class RecordReader {
public:
  explicit RecordReader(std::string_view bytes) : bytes_(bytes) {}

  /// Returns the next bytes; empty, and no longer sound, when there are not so many.
  std::string_view take(std::size_t count) {
    sound_ = sound_ && count <= bytes_.size();
    const std::string_view taken = sound_ ? bytes_.substr(0, count) : std::string_view();
    bytes_.remove_prefix(taken.size());
    return taken;
  }

  std::uint32_t number() {
    std::uint32_t value = 0;
    if (const auto bytes = take(sizeof value); sound_) {
      std::memcpy(&value, bytes.data(), sizeof value);
    }
    return value;
  }

  [[nodiscard]] bool isSound() const { return sound_; }

private:
  std::string_view bytes_;
  bool sound_ = true;
};

std::string recordOf(const std::string& contentHash, const PictureSketch& sketch) {
  std::string body;
  append(body, static_cast<std::uint32_t>(contentHash.size()));
  body += contentHash;
  for (const int side :
       {sketch.size.width, sketch.size.height, sketch.grey.cols, sketch.grey.rows}) {
    append(body, static_cast<std::uint32_t>(side));
  }
  for (int row = 0; row < sketch.grey.rows; ++row) {
    body.append(sketch.grey.ptr<char>(row), static_cast<std::size_t>(sketch.grey.cols));
  }
  append(body, static_cast<std::uint32_t>(sketch.points.size()));
  body.append(reinterpret_cast<const char*>(sketch.points.data()),
              sketch.points.size() * sizeof(PicturePoint));
  std::string record;
  append(record, static_cast<std::uint32_t>(hashBytes + body.size()));
  return record + labeling::hashOfBytes(body) + body;
}

std::optional<PictureSketch> sketchFrom(RecordReader& record) {
  PictureSketch sketch;
  const auto side = [&] { return static_cast<int>(std::min(record.number(), mostBytes)); };
  sketch.size.width = side();
  sketch.size.height = side();
  const int columns = side();
  const int rows = side();
  const auto pixels =
      record.take(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
  const std::size_t count = record.number();
  const auto points = record.take(count * sizeof(PicturePoint));
  if (!record.isSound()) {
    return std::nullopt;
  }
  sketch.grey.create(rows, columns, CV_8UC1);
  if (!pixels.empty()) {
    std::memcpy(sketch.grey.data, pixels.data(), pixels.size());
  }
  sketch.points.resize(count);
  if (count > 0) {
    std::memcpy(sketch.points.data(), points.data(), points.size());
  }
  return sketch;
}

/// Returns the next record without its length; nothing at the end or when it is damaged.
std::optional<std::string> nextRecord(std::istream& stream) {
  std::uint32_t length = 0;
  stream.read(reinterpret_cast<char*>(&length), sizeof length);
  if (!stream || length < hashBytes || length > mostBytes) {
    return std::nullopt;
  }
  std::string record(length, '\0');
  stream.read(record.data(), static_cast<std::streamsize>(length));
  const bool sound = stream && labeling::hashOfBytes(std::string_view(record).substr(hashBytes)) ==
                                   record.substr(0, hashBytes);
  return sound ? std::optional(std::move(record)) : std::nullopt;
}

}  // namespace

SketchCache::SketchCache(std::filesystem::path file, const std::set<std::string>& wanted)
    : file_(std::move(file)) {
  std::ifstream stream(file_, std::ios::binary);
  std::string start(signature.size(), '\0');
  stream.read(start.data(), static_cast<std::streamsize>(start.size()));
  if (!stream || start != signature) {
    return;
  }
  end_ = signature.size();
  while (const auto record = nextRecord(stream)) {
    end_ += sizeof(std::uint32_t) + record->size();
    RecordReader reader(std::string_view(*record).substr(hashBytes));
    const std::string contentHash(reader.take(reader.number()));
    if (wanted.contains(contentHash)) {
      if (auto sketch = sketchFrom(reader)) {
        sketches_[contentHash] = *std::move(sketch);
      }
    }
  }
}

const PictureSketch* SketchCache::find(const std::string& contentHash) const {
  const auto found = sketches_.find(contentHash);
  return found == sketches_.end() ? nullptr : &found->second;
}

Status SketchCache::add(const std::string& contentHash, PictureSketch sketch) {
  std::error_code error;
  std::string record = recordOf(contentHash, sketch);
  sketches_[contentHash] = std::move(sketch);
  if (end_ == 0) {
    std::filesystem::create_directories(file_.parent_path(), error);
    std::ofstream(file_, std::ios::binary | std::ios::trunc) << signature;
    end_ = signature.size();
  }
  std::filesystem::resize_file(file_, end_, error);
  std::ofstream stream(file_, std::ios::binary | std::ios::app);
  stream.write(record.data(), static_cast<std::streamsize>(record.size()));
  stream.flush();
  if (error || !stream) {
    return Error{ErrorKind::Failed, file_,
                 file_.string() +
                     " cannot be written to, so copies take as long to find the next "
                     "time; look whether the disk is full."};
  }
  end_ += record.size();
  return Nothing{};
}

}  // namespace touchstone::training
