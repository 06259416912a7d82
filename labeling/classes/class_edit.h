#pragma once

#include "labeling/annotation/document.h"

namespace touchstone::labeling {

/// What a change of classes does to the project, to be seen before it is done.
struct ClassEditPreview {
  static constexpr std::size_t exampleLimit = 12;

  std::size_t annotations = 0;  ///< whose class, or class's name or look, changes
  std::size_t images = 0;       ///< that have one of them
  std::size_t testAnnotations = 0;
  std::size_t testImages = 0;
  std::size_t removed = 0;             ///< of the annotations, those that are deleted
  std::vector<AnnotationId> examples;  ///< some of them, at most one an image
  std::optional<ClassId> clash;        ///< the class that has the wanted name or key already
  std::string problem;                 ///< one sentence: why it cannot be done; else empty
  bool operator==(const ClassEditPreview&) const = default;
};

/// One change of classes over the whole project, and what it does. The edit is empty when the
/// preview has a problem, or when all is as wanted already.
struct ClassEdit {
  Edit edit;
  ClassEditPreview preview;
};

/// Collects what a change of classes touches.
class ClassEditCount {
public:
  explicit ClassEditCount(const Document& document) : document_(document) {}

  void add(AnnotationId id, const Annotation& annotation);
  /// Adds every annotation of the class.
  void addAllOf(ClassId labelClass);
  /// Returns the figures of what was added.
  [[nodiscard]] const ClassEditPreview& preview() const { return preview_; }

private:
  const Document& document_;
  ClassEditPreview preview_;
  std::unordered_map<ImageId, bool> images_;  ///< and whether they are on the test split
};

/// Returns a change that cannot be made.
[[nodiscard]] ClassEdit refusedEdit(std::string problem, std::optional<ClassId> clash = {});

}  // namespace touchstone::labeling
