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

  /// Sets or deletes the rows that the changes, one for each entry, name. `document` holds what is
  /// stored now.
  void write(const std::vector<AnyChange>& changes, const Document& document);

  /// Returns the edit that fills an empty document with everything stored.
  Result<Edit> read();

  /// Raises the document's next ids above those ever stored.
  void reserveIds(Document& document);

private:
  /// Whether it pays to build the indexes of annotations anew: entering each costs as much again as
  /// the annotation itself.
  static bool isMostlyNew(const std::vector<AnyChange>& changes, const Document& document);

  // An upsert would be simpler, but costs most of an import: SQLite keeps a journal for each.
  void write(const ImageChange& change, bool isStored);
  void write(const AnnotationChange& change, bool isStored);
  void write(const ClassChange& change);
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
