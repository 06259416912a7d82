#pragma once

#include "labeling/formats/transfer_report.h"
#include "labeling/project/project.h"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

struct ImportOptions {
  std::string labelColumn = "label";  ///< CSV: the column with the class
  std::string fileColumn = "file";    ///< CSV: the column with the image path
  std::string filePrefix;             ///< CSV: put before each path
  bool hardLink = false;              ///< link instead of copy images that lie outside
  std::string vocOrigin = {};         ///< VOC: "labelimg" or "devkit"; empty: as the files show
};

/// A file that an import brings into the project folder.
struct SourceFile {
  std::filesystem::path source;
  std::string destination;   ///< relative to the project folder, '/' between folders
  bool isLabelFile = false;  ///< then one that is there already is kept, whatever it says
  /// Makes the content where it is not that of `source` but held in it; empty otherwise.
  std::function<Result<std::string>()> makeContent = {};
};

/// One label format: its name on the command line and its two directions.
struct LabelFormat {
  std::string_view name;   ///< "voc", "coco", "folders", "csv"
  std::string_view title;  ///< "Pascal VOC"
  /// Whether labels of this format are found in or at `source`.
  bool (*detects)(const std::filesystem::path& source);
  /// Lists the images, and the label files that lie with them, of a source outside the project.
  Result<std::vector<SourceFile>> (*files)(const std::filesystem::path& source,
                                           const ImportOptions& options,
                                           const WorkContext& work);
  /// Adds the labels of `source` to the project as one edit. Its images are those at the same path
  /// in the project, which `files` has brought there when the source lies outside.
  Result<TransferReport> (*read)(Project& project,
                                 const std::filesystem::path& source,
                                 const ImportOptions& options,
                                 const WorkContext& work);
  /// Writes all labels to `destination` (a folder, or a file where the format is one).
  Result<TransferReport> (*write)(const Project& project,
                                  const std::filesystem::path& destination,
                                  const WorkContext& work);
  /// Returns the name of the format that the labels at `source` are in, where several look alike;
  /// null: this one.
  std::string_view (*variant)(const std::filesystem::path& source) = nullptr;
  /// Whether `files` may list images that lie in no file of their own: they are made even when the
  /// source lies in the project.
  bool makesImages = false;
};

/// All formats, a row each.
[[nodiscard]] const std::vector<LabelFormat>& labelFormats();
/// Returns the format with that name, or nullptr.
[[nodiscard]] const LabelFormat* findLabelFormat(std::string_view name);

/// Whether labels of a format lie in `source`, a folder or one file; returns that format or nullptr.
/// The most telling format comes first: VOC before folder-per-class.
[[nodiscard]] const LabelFormat* detectLabelFormat(const std::filesystem::path& source);

/// Imports `sources` into the project folder `folder`, which is created when it does not exist.
/// Images that lie outside are copied in (or hard-linked), never moved.
Result<TransferReport> importInto(const std::filesystem::path& folder,
                                  std::string_view format,
                                  const std::vector<std::filesystem::path>& sources,
                                  const ImportOptions& options,
                                  const WorkContext& work);

}  // namespace touchstone::labeling
