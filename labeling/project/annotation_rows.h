#pragma once

#include "labeling/annotation/edit.h"
#include "labeling/project/statements.h"

#include <vector>

namespace touchstone::labeling {

/// Writes the rows of the table `annotation`. All functions throw SQLite::Exception.
class AnnotationRows {
public:
  explicit AnnotationRows(Statements& statements) : statements_(statements) {}

  /// Add rows, and set one that is there; the changes have values.
  void insert(const std::vector<const AnnotationChange*>& added);
  void update(const AnnotationChange& change);
  void remove(AnnotationId id);

private:
  struct Row;
  struct Batch;
  static Row rowOf(const AnnotationChange& change, std::string& bytes);
  static Batch batchOf(const std::vector<const AnnotationChange*>& added, std::size_t first);

  void insert(const Batch& batch);
  void insertPlain(const Batch& batch, const std::vector<const Row*>& rows);
  void write(const char* sql, const Row& row, const std::string& bytes);

  Statements& statements_;
};

}  // namespace touchstone::labeling
