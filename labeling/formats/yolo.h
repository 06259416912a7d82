#pragma once

#include "labeling/annotation/document.h"
#include "labeling/formats/yolo_classes.h"
#include "labeling/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace touchstone::labeling {

/// The three kinds of YOLO labels. Rows of a class and four numbers are boxes in all of them; rows
/// of a class and eight numbers are an outline of four corners or a turned box.
enum class YoloKind { Boxes, Outlines, TurnedBoxes };

/// Limits beyond which a file is refused with a sentence that names the limit.
struct YoloLimits {
  std::size_t fileBytes = 64'000'000;
  std::size_t rows = 100'000;
  std::size_t valuesInRow = 200'000;
  int highestClass = 99'999;
};

/// What the numbers of a label file refer to.
struct YoloImage {
  int width = 0;  ///< in pixels as displayed
  int height = 0;
  YoloKind kind = YoloKind::Boxes;
  int keypointColumns = 0;  ///< numbers after the box, as the dataset's `kpt_shape` says
};

/// What one row says.
struct YoloObject {
  int classId = 0;
  Shape shape;  ///< Box, OrientedBox or Polygon, in pixels
  std::optional<double> score;
  std::string unknown;  ///< columns that we do not interpret, as Annotation::unknown
  bool operator==(const YoloObject&) const = default;
};

/// One line of a label file; a blank, damaged or repeated one has no object.
struct YoloRow {
  std::optional<YoloObject> object;
  bool repeats = false;
  std::string text;  ///< with its line end
};

/// One label file, taken apart so that an edited copy keeps all that is not edited.
struct YoloFile {
  std::string mark;  ///< the byte order mark, when it begins with one
  std::vector<YoloRow> rows;
  std::vector<std::pair<std::string, std::size_t>> problems;  ///< what is odd, and in which line
};

/// Takes the text of a label file apart. Rows that make no sense have no object and are named in
/// `problems`. A box that LabelImg would write in the same figures for whole pixels is read as
/// those whole pixels. Errors: a limit, or not one row of a label file in it; `file` is named.
Result<YoloFile> readYoloText(std::string_view text,
                              const std::filesystem::path& file,
                              const YoloImage& image,
                              const YoloLimits& limits = {});

/// What a label file is written from besides the document.
struct YoloWriting {
  YoloKind kind = YoloKind::Boxes;
  const YoloClasses* classes = nullptr;        ///< the ids to write; they have every class needed
  std::string_view sourceText = {};            ///< the label file as it stands; empty: none
  const YoloClasses* sourceClasses = nullptr;  ///< the ids in `sourceText`
  int keypointColumns = 0;                     ///< of `sourceText`
};

/// Returns the label file of an image. When `sourceText` already says the same it is returned
/// unchanged; otherwise every row that was not edited, and every row that cannot be read, is kept.
/// Boxes of whole pixels are written with six decimals, as LabelImg does, as long as these say it
/// exactly; all other numbers with as many as read back the same. What the kind cannot hold becomes
/// the nearest that it can (see yoloLosses). Errors: no such image, an image of unknown size, or a
/// `sourceText` that cannot be read (it must not be overwritten).
Result<std::string> yoloText(const Document& document, ImageId image, const YoloWriting& writing);

/// Whether a label file of that kind can have a row for the shape.
[[nodiscard]] bool yoloHolds(const Shape& shape, YoloKind kind);

/// Returns what a row of that kind does not say of the annotation, one phrase each: "Holes, joined
/// to their outlines by seams".
[[nodiscard]] std::vector<std::string> yoloLosses(const Annotation& annotation, YoloKind kind);

}  // namespace touchstone::labeling
