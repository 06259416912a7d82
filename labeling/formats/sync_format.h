#pragma once

#include "labeling/annotation/document.h"
#include "labeling/result.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace touchstone::labeling {

/// What the label files of a project depend on.
struct SyncPlace {
  const Document& document;
  const std::filesystem::path& folder;
  const std::map<std::string, std::string>& settings;

  /// Returns the project's setting, empty when it has none.
  [[nodiscard]] std::string setting(const std::string& name) const;
};

/// What a label file says of one image.
struct ImageLabels {
  std::vector<std::pair<std::string, Annotation>> objects;  ///< with the names of their classes
  std::optional<bool> verified;                             ///< nothing: the format cannot say
};

/// The label files of a project in one format, while the project does not change.
class LabelFileAccess {
public:
  virtual ~LabelFileAccess() = default;

  /// Returns the label file of an image: the one that exists, or else where a new one belongs.
  virtual std::filesystem::path file(ImageId image) = 0;

  /// Brings up to date what label files share, before those of `images` are written; one sentence
  /// in `notices` for what a person should know.
  virtual Status prepare(const std::set<ImageId>& images, std::vector<std::string>& notices);

  /// Returns the content of `file` with what the document says of an image; `present` itself, byte
  /// for byte, when it says that already. `present` is empty when there is no file. Errors:
  /// `present` cannot be read, so that it must not be overwritten.
  virtual Result<std::string> write(ImageId image,
                                    const std::filesystem::path& file,
                                    const std::string& present) = 0;

  /// Returns what `present`, the content of `file`, says of an image.
  virtual Result<ImageLabels> read(ImageId image,
                                   const std::filesystem::path& file,
                                   const std::string& present) = 0;
};

/// A format in which label files can follow the edits.
struct SyncFormat {
  std::string_view name;        ///< that of the LabelFormat
  std::string_view extension;   ///< of its files: ".xml"
  bool sharesFiles = false;     ///< a file may hold several images and be named after none of them
  bool (*holds)(const Shape&);  ///< whether a label file can hold the shape
  std::unique_ptr<LabelFileAccess> (*open)(const SyncPlace&);
};

/// All of them, a row each.
[[nodiscard]] const std::vector<SyncFormat>& syncFormats();
/// Returns the format with that name, or nullptr.
[[nodiscard]] const SyncFormat* findSyncFormat(std::string_view name);

}  // namespace touchstone::labeling
