#pragma once

#include "labeling/annotation/document.h"
#include "labeling/project/statements.h"
#include "labeling/result.h"

namespace touchstone::labeling {

/// The tables of images, classes, annotations, decisions and comments. All functions throw
/// SQLite::Exception.
class EntryTables {
public:
  explicit EntryTables(Statements& statements) : statements_(statements) {}

  /// Sets or deletes the rows that the changes name.
  void write(const std::vector<AnyChange>& changes);

  /// Returns the edit that fills an empty document with everything stored.
  Result<Edit> read();

  /// Raises the document's next ids above those ever stored.
  void reserveIds(Document& document);

private:
  void write(const ImageChange& change);
  void write(const ClassChange& change);
  void write(const AnnotationChange& change);
  void write(const DecisionChange& change);
  void write(const CommentChange& change);
  void readImages(Edit& edit);
  void readClasses(Edit& edit);
  Status readAnnotations(Edit& edit);
  void readDecisions(Edit& edit);
  void readComments(Edit& edit);

  Statements& statements_;
};

}  // namespace touchstone::labeling
