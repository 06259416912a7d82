#pragma once

#include "analysis/matrix.h"
#include "labeling/annotation/document.h"

#include <optional>
#include <string>
#include <vector>

namespace touchstone::analysis {

/// One bar of a chart: what it counts, and the query (see labeling/query) that asks for exactly the
/// images behind it.
struct HealthBar {
  std::string name;  ///< "rbc", "16–32"
  long images = 0;   ///< that the query finds
  long objects = 0;  ///< that were counted; 0 where images are counted
  std::string query;
};

/// The share of one class in the data.
struct ClassHealth {
  labeling::ClassId id = 0;
  HealthBar all;
  std::vector<HealthBar> splits;  ///< training, validation, test, no split
};

/// What the data set consists of: images and objects per class, split and state.
struct DatasetHealth {
  static constexpr std::size_t mostTogether = 24;  ///< classes that `together` has

  long images = 0;
  long objects = 0;                   ///< boxes, polygons, masks …
  long tags = 0;                      ///< labels of whole images
  std::vector<ClassHealth> classes;   ///< most labels first
  std::vector<HealthBar> splits;      ///< training, validation, test, no split
  std::vector<HealthBar> states;      ///< unlabelled, labelled, verified, excluded
  std::vector<HealthBar> emptiness;   ///< never labelled, labelled with nothing, with labels
  std::vector<HealthBar> perImage;    ///< images by how many objects they have
  std::vector<HealthBar> imageSizes;  ///< most frequent first, or by longer side when many
  /// Images that hold both classes; rows and columns are the first of `classes`.
  Matrix<long> together;
};

/// What the objects are like, of one class or of all.
struct ObjectHealth {
  static constexpr int cells = 16;  ///< of the position map, in each direction

  std::vector<HealthBar> sizes;    ///< by the root of the area, pixels
  std::size_t smallEnd = 0;        ///< bars before it are small objects as COCO says (32²)
  std::size_t mediumEnd = 0;       ///< bars before it are at most medium (96²)
  std::vector<HealthBar> aspects;  ///< width divided by height
  Matrix<long> positions;          ///< objects by their centre, cells × cells, rows from the top
};

/// Counts over these images (all of them: documentImages).
[[nodiscard]] DatasetHealth datasetHealth(const labeling::Document& document,
                                          const std::vector<labeling::ImageId>& images);

/// The same for objects; of one class when it is given.
[[nodiscard]] ObjectHealth objectHealth(const labeling::Document& document,
                                        const std::vector<labeling::ImageId>& images,
                                        std::optional<labeling::ClassId> labelClass);

[[nodiscard]] std::vector<labeling::ImageId> documentImages(const labeling::Document& document);

/// Returns the query for the images behind a cell of `positions`.
[[nodiscard]] std::string positionQuery(int row, int column, const std::string& className);
/// Returns the query for the images with both classes.
[[nodiscard]] std::string togetherQuery(const std::string& first, const std::string& second);

}  // namespace touchstone::analysis
