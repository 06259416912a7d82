#pragma once

#include "labeling/annotation/document.h"
#include "labeling/project/annotation_rows.h"
#include "labeling/project/statements.h"
#include "labeling/result.h"

#include <set>

namespace touchstone::labeling {

/// The images whose label files an edit, by its row in the log, makes outdated.
struct OutdatedBy {
  std::int64_t edit = 0;
  std::set<ImageId> images = {};
};

/// The tables of images, classes, annotations, decisions and comments. All functions throw
/// SQLite::Exception.
class EntryTables {
public:
  explicit EntryTables(Statements& statements) : statements_(statements) {}

  /// Sets or deletes the rows that the changes, one for each entry, name, and marks the outdated
  /// images. `document` holds what is stored now.
  void write(const std::vector<AnyChange>& changes, const Document& document, OutdatedBy outdated);

  /// Fills an empty document with everything stored.
  Status read(Document& document);

  /// Raises the document's next ids above those ever stored.
  void reserveIds(Document& document);

private:
  class Filling;

  /// Whether building the indexes of annotations anew is faster than entering each.
  static bool isMostlyNew(const std::vector<AnyChange>& changes, const Document& document);

  // An upsert would be simpler, but takes twice as long: SQLite keeps a journal for each.
  void write(const ImageChange& change, bool isStored, OutdatedBy& outdated);
  void write(const ClassChange& change);
  void write(const DecisionChange& change);
  void write(const CommentChange& change);
  void writeAnnotations(const std::vector<AnyChange>& changes, const Document& document);
  void readImages(Filling& filling);
  void readClasses(Filling& filling);
  Status readAnnotations(Filling& filling);
  void readDecisions(Filling& filling);
  void readComments(Filling& filling);

  Statements& statements_;
  AnnotationRows annotations_{statements_};
};

}  // namespace touchstone::labeling
