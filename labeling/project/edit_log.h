#pragma once

#include "labeling/annotation/document.h"
#include "labeling/project/run_record.h"
#include "labeling/project/statements.h"
#include "labeling/project/touched_images.h"
#include "labeling/result.h"

#include <string>
#include <vector>

namespace touchstone::labeling {

/// How an edit came to be: by a person (undoable), by the program, or by undoing or redoing.
enum class EditKind { Edit, Record, Undo, Redo };

/// One row that is appended to the log.
struct LogEntry {
  EditKind kind = EditKind::Edit;
  std::int64_t step = 0;  ///< the step that it continues, undoes or redoes; 0 begins a step
  std::int64_t time = 0;
  std::string author = {};
  TouchedImages images = {};
};

/// The table `edit`: who changed what and how to change it back. Rows are only ever added; the
/// marks say which steps are undone, and which were given up by an edit made after undoing them.
///
/// A row tells its changes and their inverse as JSON. One with many changes (an import) tells only
/// how many they are, and has its inverse in parts in the table `edit_part`, as bytes; so does what
/// the program recorded, without an inverse. What a step
/// changed is not needed to do it again: that is the inverse of the row that undid it.
/// All functions throw SQLite::Exception.
class EditLog {
public:
  explicit EditLog(Statements& statements) : statements_(statements) {}

  /// Appends an edit, which is yet to be applied to the document, and moves the marks. Returns the
  /// row's id.
  std::int64_t append(const LogEntry& entry, const Edit& edit, const Document& document);

  /// Returns the undoable steps, oldest first.
  std::vector<HistoryEntry> steps();

  /// Return the edit that undoes a step, and the one that does a step which was undone again.
  Result<Edit> inverseOf(std::int64_t step);
  Result<Edit> inverseOfUndoing(std::int64_t step);

private:
  void appendParts(std::int64_t row, const Edit& edit, const Document& document);
  void moveMarks(const LogEntry& entry);
  Result<Edit> collected(const char* sql, std::int64_t step);
  Status readParts(std::int64_t row, Edit& edit);

  Statements& statements_;
};

}  // namespace touchstone::labeling
