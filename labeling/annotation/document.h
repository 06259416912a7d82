#pragma once

#include "labeling/annotation/edit.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace touchstone::labeling {

/// The images, classes, annotations, decisions and comments of a project, in memory. It changes
/// only through apply(Document&, Edit).
class Document {
public:
  [[nodiscard]] const std::map<ImageId, Image>& images() const { return images_; }
  [[nodiscard]] const std::map<ClassId, LabelClass>& classes() const { return classes_; }
  [[nodiscard]] const std::map<AnnotationId, Annotation>& annotations() const {
    return annotations_;
  }
  [[nodiscard]] const std::map<DecisionId, Decision>& decisions() const { return decisions_; }
  [[nodiscard]] const std::map<CommentId, Comment>& comments() const { return comments_; }

  /// Return the entry with that id, or nullptr.
  [[nodiscard]] const Image* image(ImageId id) const;
  [[nodiscard]] const LabelClass* labelClass(ClassId id) const;
  [[nodiscard]] const Annotation* annotation(AnnotationId id) const;
  [[nodiscard]] const Comment* comment(CommentId id) const;

  /// Returns the annotations of an image in the order in which they are drawn: lower layers first,
  /// lower ids first within a layer.
  [[nodiscard]] const std::vector<AnnotationId>& annotationsOf(ImageId id) const;

  /// Returns how many annotations have the class.
  [[nodiscard]] std::size_t countOf(ClassId labelClass) const;

  [[nodiscard]] std::optional<ImageId> findImage(std::string_view path) const;
  [[nodiscard]] std::optional<ClassId> findClass(std::string_view name) const;
  /// Returns the newest decision on a finding with that key (see keyOf), or nullptr.
  [[nodiscard]] const Decision* decisionOn(std::string_view findingKey) const;

  /// Return an id that was never used, one higher at each call.
  [[nodiscard]] ImageId newImageId() { return ++lastImage_; }
  [[nodiscard]] ClassId newClassId() { return ++lastClass_; }
  [[nodiscard]] AnnotationId newAnnotationId() { return ++lastAnnotation_; }
  [[nodiscard]] DecisionId newDecisionId() { return ++lastDecision_; }
  [[nodiscard]] CommentId newCommentId() { return ++lastComment_; }

  /// The highest id of each kind that was ever given.
  struct LastIds {
    ImageId image = 0;
    ClassId labelClass = 0;
    AnnotationId annotation = 0;
    DecisionId decision = 0;
    CommentId comment = 0;
  };
  /// Raises the ids that will be given next, so that those of deleted entries are not used again.
  void reserveIds(const LastIds& last);

  bool operator==(const Document& other) const;

private:
  /// Lets texts be looked up that are no std::string.
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };

  friend Edit apply(Document& document, Edit edit);

  void swap(ImageChange& change);
  void swap(ClassChange& change);
  void swap(AnnotationChange& change);
  void take(AnnotationId id, const Annotation& annotation);
  void place(AnnotationId id, const Annotation& annotation);
  void swap(DecisionChange& change);
  void swap(CommentChange& change);

  std::map<ImageId, Image> images_;
  std::map<ClassId, LabelClass> classes_;
  std::map<AnnotationId, Annotation> annotations_;
  std::map<DecisionId, Decision> decisions_;
  std::map<CommentId, Comment> comments_;
  std::unordered_map<ImageId, std::vector<AnnotationId>> annotationsOfImage_;
  std::unordered_map<ClassId, std::size_t> countOfClass_;
  std::unordered_map<std::string, ImageId, TextHash, std::equal_to<>> imageOfPath_;
  ImageId lastImage_ = 0;
  ClassId lastClass_ = 0;
  AnnotationId lastAnnotation_ = 0;
  DecisionId lastDecision_ = 0;
  CommentId lastComment_ = 0;
};

}  // namespace touchstone::labeling
