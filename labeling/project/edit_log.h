#pragma once

#include "labeling/annotation/edit.h"
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
/// All functions throw SQLite::Exception.
class EditLog {
public:
  explicit EditLog(Statements& statements) : statements_(statements) {}

  /// Appends an edit and its inverse, and moves the marks. Returns the row's id.
  std::int64_t append(const LogEntry& entry, const Edit& edit, const Edit& inverse);

  /// Returns the undoable steps, oldest first.
  std::vector<HistoryEntry> steps();

  /// Return the edits that undo a step or do it again.
  Result<Edit> inverseOf(std::int64_t step);
  Result<Edit> editOf(std::int64_t step);

private:
  Result<Edit> collected(const char* sql, std::int64_t step);

  Statements& statements_;
};

}  // namespace touchstone::labeling
