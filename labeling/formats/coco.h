#pragma once

#include "labeling/annotation/annotation.h"
#include "labeling/formats/id_set.h"
#include "labeling/formats/json_stream.h"
#include "labeling/progress.h"
#include "labeling/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace touchstone::labeling {

/// Limits beyond which a file, or one object of it, is refused with a sentence that names the
/// limit.
struct CocoLimits {
  std::size_t fileBytes = 2'000'000'000;
  std::size_t nesting = 64;
  std::size_t entries = 20'000'000;
  std::size_t pointsPerObject = 1'000'000;
  std::uint64_t maskPixels = 1'000'000'000;
  std::size_t textLength = 65'536;
};

struct CocoImage {
  std::int64_t id = 0;
  std::string fileName;
  int width = 0;
  int height = 0;
  std::string unknown;  ///< the rest of its fields, as Image::unknown
};

struct CocoCategory {
  std::int64_t id = 0;
  std::string name;
  std::string unknown;  ///< the rest of its fields, as LabelClass::unknown
};

struct CocoObject {
  std::int64_t id = 0;
  std::int64_t image = 0;
  std::int64_t category = 0;
  Shape shape;  ///< polygon or mask where there is a segmentation, else a box
  std::optional<Keypoints> keypoints;  ///< when at least one is labelled
  Attributes attributes;
  std::string unknown;  ///< the rest of its fields, as Annotation::unknown
};

/// The ids of a file that its objects may refer to.
struct CocoIds {
  IdSet images;
  IdSet categories;
};

/// What an entry of the list `annotations` turned out to be.
struct CocoEntry {
  std::string which;              ///< as cocoEntryName
  const char* problem = nullptr;  ///< why it is not read; then there is no object
  CocoObject object;
};

/// The content of an instances file.
struct CocoFile {
  std::vector<CocoImage> images;
  std::vector<CocoCategory> categories;
  std::vector<CocoObject> objects;
  std::string header;  ///< JSON object of info, licenses and what else lies beside the lists
  std::vector<std::pair<std::string, std::string>> problems;  ///< what was not read, and which
};

/// An instances file that is read piece by piece, so that its size hardly matters: first all but
/// the objects, then those one by one, however the lists are ordered in the file.
class CocoReader {
public:
  /// Read what is beside the objects. Errors: the file cannot be read, is not JSON (NaN is not), is
  /// not an instances file, a limit; `file` is named in them.
  static Result<CocoReader> open(const std::filesystem::path& file, const CocoLimits& limits = {});
  static Result<CocoReader> ofText(std::string_view text,
                                   const std::filesystem::path& file,
                                   const CocoLimits& limits = {});

  /// What was read; its list of objects is empty.
  [[nodiscard]] const CocoFile& file() const { return file_; }

  /// About how many objects there are; more when entries make no sense.
  [[nodiscard]] std::size_t objectCount() const { return objectCount_; }

  /// Calls `take`, on this thread and in the order of the file, with every object; entries that
  /// make no sense are listed in the file's problems. Errors: as above, cancelled.
  Status readObjects(const std::function<void(CocoObject)>& take, const WorkContext& work = {});

private:
  /// Some entries of a list of annotations.
  struct Piece {
    std::uint64_t end = 0;  ///< the byte of the file behind them
    std::vector<CocoEntry> entries = {};
    Status state = Nothing{};
  };

  CocoReader(JsonStream stream, std::filesystem::path path, const CocoLimits& limits);

  Status readLists();
  void readMember(const std::string& name, std::string& header);
  template <class Take>
  void readList(Take take);
  void addImage(const JsonValue& entry);
  void addCategory(const JsonValue& entry);

  Status readObjectList(std::uint64_t list,
                        const std::function<void(CocoObject)>& take,
                        const WorkContext& work);
  /// Reads what JsonStream::items gave, with a blank before it, at byte `begin` of the file.
  [[nodiscard]] Piece readPiece(std::string_view text, std::uint64_t begin) const;
  void add(CocoEntry& entry, const std::function<void(CocoObject)>& take);

  /// Says what is wrong with the JSON text that begins `before` bytes into the file, if so.
  [[nodiscard]] Status stateOf(const JsonStream& stream, std::uint64_t before) const;
  [[nodiscard]] Error tooLong() const;

  JsonStream stream_;
  std::filesystem::path path_;
  CocoLimits limits_;
  CocoFile file_;
  std::vector<std::uint64_t> objectLists_;  ///< where lists of annotations begin
  std::size_t objectCount_ = 0;
  std::set<std::string> lists_;  ///< those of the three that were found
  bool isTooLong_ = false;
  std::uint64_t bytes_ = 0;
  CocoIds ids_;
  IdSet objects_;
};

/// Reads COCO instances. Ids are 64-bit and kept; area and bbox are kept in `unknown` until the
/// shape is edited. Entries that make no sense are listed in `problems`. Errors: as CocoReader.
Result<CocoFile> readCocoText(std::string_view text,
                              const std::filesystem::path& file,
                              const CocoLimits& limits = {});

/// The ids that an object has in the file being written, and its image's size in pixels.
struct CocoPlace {
  std::int64_t id = 0;
  std::int64_t image = 0;
  std::int64_t category = 0;
  int width = 0;
  int height = 0;
};

/// Whether a COCO file can hold the shape: boxes, oriented boxes (as polygons), polygons, masks,
/// keypoints.
[[nodiscard]] bool cocoHolds(const Shape& shape);

/// Returns what Annotation::unknown says of keypoints that belong to the object with that id, and
/// the id again; nothing for keypoints of no object.
[[nodiscard]] std::string cocoKeypointsOf(std::int64_t object);
[[nodiscard]] std::optional<std::int64_t> cocoObjectOf(const Annotation& keypoints);

/// Return entries of the lists `annotations`, `images` and `categories` as JSON text. Area and bbox
/// are those that were read unless the shape was edited; then the area is that of the pixels, as
/// maskApi counts them. Polygons with holes become run-length codes, the only form that has holes.
/// `keypoints` are those of the object, where they are an annotation of their own.
[[nodiscard]] std::string cocoText(const Annotation& annotation,
                                   const CocoPlace& place,
                                   const Keypoints* keypoints = nullptr);
[[nodiscard]] std::string cocoText(const Image& image, std::int64_t id);
[[nodiscard]] std::string cocoText(const LabelClass& labelClass, std::int64_t id);

}  // namespace touchstone::labeling
