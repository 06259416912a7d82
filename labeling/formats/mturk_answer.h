#pragma once

#include "labeling/geometry/image_size.h"
#include "labeling/geometry/shape.h"
#include "labeling/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace touchstone::labeling {

/// Limits beyond which an answer is refused with a sentence that names the limit.
struct MturkLimits {
  std::size_t nesting = 32;
  std::size_t objects = 100'000;
  std::size_t pointsPerPolygon = 1'000'000;
  std::size_t labelLength = 65'536;
  std::uint64_t picturePixels = 100'000'000;
};

/// One thing that a worker said: the class of the whole image, or of a shape in it.
struct MturkObject {
  std::string label;
  Shape shape;
  std::string comment;  ///< the worker's own words, perhaps empty
};

/// What a worker answered about one image.
struct MturkAnswer {
  std::vector<MturkObject> objects;
  ImageSize picture;                  ///< what the worker saw; 0 x 0 where the answer does not say
  bool onlyClasses = false;           ///< the question was for the class of the image
  bool oneMaskPerClass = false;       ///< the question was for the pixels of each class
  std::vector<std::string> problems;  ///< what of it was not read
};

/// The columns `Answer.*` of a row, the names without "Answer.".
using MturkFields = std::vector<std::pair<std::string, std::string_view>>;

/// Reads the answer of crowd-bounding-box, crowd-polygon, crowd-image-classifier (and its
/// -multi-select), crowd-instance-segmentation and crowd-semantic-segmentation, in one field of
/// JSON
/// (`taskAnswers`) or flattened over several (Amazon SageMaker Developer Guide, "Crowd HTML
/// Elements Reference"). Fields of other elements are passed over. Pixels are 0-based from the
/// top-left corner; coordinates are those of the picture that the worker saw. The error's message
/// says what kind of answer was refused, in the plural: "Answers that …, not read".
Result<MturkAnswer> readMturkAnswer(const MturkFields& fields, const MturkLimits& limits = {});

/// How an answer's picture relates to the image of the project.
enum class PictureFit { Same, Scaled, OtherProportions };

/// Brings the shapes to an image of that size, which the worker may have seen enlarged or reduced;
/// masks are scaled to the nearest pixel. An answer whose picture has other proportions, by more
/// than rounding, stays as it is: it cannot be told where its shapes lie.
PictureFit fitToImage(MturkAnswer& answer, ImageSize image);

}  // namespace touchstone::labeling
