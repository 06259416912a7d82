#pragma once

#include "labeling/annotation/document.h"
#include "labeling/formats/yolo_classes.h"
#include "labeling/progress.h"
#include "labeling/result.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// A class list of a dataset: the `names` of its YAML file, or `classes.txt` or `obj.names`.
struct YoloClassList {
  std::string file;  ///< relative to the dataset's folder
  bool isYaml = false;
  YoloClasses classes;
  std::vector<std::string> problems;
};

/// Finds the class list of label files: that of the dataset's YAML file, or else the nearest
/// `classes.txt` or `obj.names` in the label file's folder or above it.
class YoloClassFinder {
public:
  /// Looks for the YAML file in `root`: `preferred`, `data.yaml`, or else the first with `names`.
  explicit YoloClassFinder(std::filesystem::path root, const std::string& preferred = {});

  /// Returns the list that gives the classes of a label file (relative path), or nullptr.
  const YoloClassList* listFor(std::string_view labelFile);
  /// Returns the other list in or above the file's folder, when it does not agree, or nullptr.
  const YoloClassList* contradictionFor(std::string_view labelFile);

  /// The YAML file, relative to the root; empty: none.
  [[nodiscard]] const std::string& yamlFile() const { return yamlFile_; }
  [[nodiscard]] int keypointColumns() const { return keypointColumns_; }
  /// Returns the class lists that could not be read.
  [[nodiscard]] const std::vector<Error>& refused() const { return refused_; }

private:
  void takeYaml(const std::string& name);
  const YoloClassList* linesFor(std::string_view folder);

  std::filesystem::path root_;
  std::string yamlFile_;
  std::optional<YoloClassList> yaml_;
  int keypointColumns_ = 0;
  std::map<std::string, std::optional<YoloClassList>, std::less<>> linesOfFolder_;
  std::vector<Error> refused_;
};

/// Appends names to a class list, atomically; all other bytes but `nc` stay. Errors: it cannot be
/// read, cannot hold a name, or cannot be written.
Status appendToClassList(const std::filesystem::path& root,
                         const YoloClassList& list,
                         const std::vector<std::string>& names);

/// Returns where, relative to their common folder, the label file of an image may lie, most likely
/// first: in `labels` in place of the last `images`, beside the image, or mirrored below `labels`.
[[nodiscard]] std::vector<std::string> yoloLabelPathsFor(std::string_view imagePath);

/// Returns the label file of an image of the project in `folder`: the one that exists, or else
/// where a new one belongs (in `labels` when the image lies in `images` or there is such a folder,
/// otherwise beside the image; named `a.png.txt` when another image of the same stem has `a.txt`).
[[nodiscard]] std::filesystem::path yoloLabelFile(const Document& document,
                                                  ImageId image,
                                                  const std::filesystem::path& folder);

/// What a folder of images and YOLO labels holds; paths relative to `root`.
struct YoloTree {
  std::filesystem::path root;
  std::vector<std::string> images;
  std::map<std::string, std::string> labelOf;  ///< label file by image
  std::vector<std::string> strayLabels;        ///< in `labels`; their image is not there
  std::vector<std::string> sharing;            ///< images whose label file is that of another one
  std::map<std::string, Split> splitOf;        ///< from the YAML file or folder names
  std::vector<std::string> listFiles;          ///< class lists, YAML files and lists of images
  std::vector<std::string> problems;           ///< of the YAML file, one sentence each
};

/// Looks through a folder, or that of the YAML file that `source` is. Paths that lead out of the
/// folder are not followed.
Result<YoloTree> lookThroughYoloTree(const std::filesystem::path& source, const WorkContext& work);

}  // namespace touchstone::labeling
