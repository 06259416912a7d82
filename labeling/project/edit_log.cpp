#include "labeling/project/edit_log.h"

#include "labeling/annotation/edit_effect.h"
#include "labeling/project/entry_bytes.h"
#include "labeling/project/entry_json.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace touchstone::labeling {
namespace {

constexpr std::array<const char*, 4> kindNames{"edit", "record", "undo", "redo"};

/// Edits with more changes have their inverse in parts, of this many each.
constexpr std::size_t mostChangesInRow = 1000;

/// "{"annotation":860000,"image":118000}".
std::string countsOf(const std::vector<AnyChange>& changes) {
  static constexpr std::array<std::string_view, std::variant_size_v<AnyChange>> kinds{
      "image", "class", "annotation", "decision", "comment"};
  std::array<std::size_t, kinds.size()> counts{};
  for (const AnyChange& change : changes) {
    ++counts[change.index()];
  }
  std::string text;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (counts[i] > 0) {
      text.append(text.empty() ? "{\"" : ",\"").append(kinds[i]).append("\":");
      text += std::to_string(counts[i]);
    }
  }
  return text + '}';
}

/// Whether anybody asks for the inverse of a row: doing a step again is undone by undoing the step.
bool needsInverse(EditKind kind) {
  return kind == EditKind::Edit || kind == EditKind::Undo;
}

/// Returns what undoes the changes from `first` up to `last`, in reverse order.
std::vector<AnyChange> inverse(const Edit& edit,
                               std::size_t first,
                               std::size_t last,
                               const Document& document) {
  std::vector<AnyChange> changes;
  changes.reserve(last - first);
  for (std::size_t i = last; i-- > first;) {
    changes.push_back(inverseOf(edit.changes[i], document));
  }
  return changes;
}

}  // namespace

std::int64_t EditLog::append(const LogEntry& entry, const Edit& edit, const Document& document) {
  const std::size_t count = edit.changes.size();
  const bool inRow = count <= mostChangesInRow;
  const bool isTold = inRow && entry.kind != EditKind::Record;
  statements_.execute(
      "INSERT INTO edit (step, kind, time, author, name, change, inverse, image, images) VALUES "
      "(?, ?, ?, ?, ?, ?, ?, ?, ?)",
      entry.step, std::string(kindNames[static_cast<std::size_t>(entry.kind)]), entry.time,
      entry.author, edit.name, isTold ? changesToText(edit.changes) : countsOf(edit.changes),
      inRow && needsInverse(entry.kind) ? changesToText(inverse(edit, 0, count, document))
                                        : std::string(),
      entry.images.first, entry.images.count);
  SQLite::Statement& last = statements_.prepared("SELECT last_insert_rowid()");
  last.executeStep();
  const std::int64_t row = last.getColumn(0).getInt64();
  last.tryReset();
  if (!inRow && needsInverse(entry.kind)) {
    appendParts(row, edit, document);
  }
  if (entry.step == 0) {
    statements_.execute("UPDATE edit SET step = id WHERE id = ?", row);
  }
  moveMarks(entry);
  return row;
}

void EditLog::appendParts(std::int64_t row, const Edit& edit, const Document& document) {
  std::int64_t part = 0;
  for (std::size_t last = edit.changes.size(); last > 0;) {
    const std::size_t first = last - std::min(last, mostChangesInRow);
    const std::string bytes = bytesOf(inverse(edit, first, last, document));
    SQLite::Statement& insert =
        statements_.prepared("INSERT INTO edit_part (edit, part, inverse) VALUES (?, ?, ?)");
    insert.bind(1, row);
    insert.bind(2, part++);
    insert.bindNoCopy(3, bytes.data(), static_cast<int>(bytes.size()));
    insert.exec();
    last = first;
  }
}

void EditLog::moveMarks(const LogEntry& entry) {
  switch (entry.kind) {
    case EditKind::Edit:
      statements_.execute("UPDATE edit SET abandoned = 1, undone = 0 WHERE undone");
      break;
    case EditKind::Undo:
      statements_.execute("UPDATE edit SET undone = 1 WHERE id = ?", entry.step);
      break;
    case EditKind::Redo:
      statements_.execute("UPDATE edit SET undone = 0 WHERE id = ?", entry.step);
      break;
    case EditKind::Record:
      break;
  }
}

std::vector<HistoryEntry> EditLog::steps() {
  std::vector<HistoryEntry> steps;
  SQLite::Statement& row = statements_.prepared(
      "SELECT id, time, author, name, undone, image, images FROM edit WHERE kind = 'edit' AND step "
      "= id AND NOT "
      "abandoned ORDER BY id");
  while (row.executeStep()) {
    steps.push_back({.id = row.getColumn(0).getInt64(),
                     .time = row.getColumn(1).getInt64(),
                     .author = row.getColumn(2).getString(),
                     .name = row.getColumn(3).getString(),
                     .undone = row.getColumn(4).getInt() != 0,
                     .image = row.getColumn(5).getInt64(),
                     .images = row.getColumn(6).getInt64()});
  }
  return steps;
}

Result<Edit> EditLog::inverseOf(std::int64_t step) {
  return collected(
      "SELECT id, name, inverse FROM edit WHERE step = ? AND kind = 'edit' ORDER BY id DESC", step);
}

Result<Edit> EditLog::inverseOfUndoing(std::int64_t step) {
  return collected(
      "SELECT id, name, inverse FROM edit WHERE step = ? AND kind = 'undo' ORDER BY id DESC LIMIT "
      "1",
      step);
}

Result<Edit> EditLog::collected(const char* sql, std::int64_t step) {
  SQLite::Statement& row = statements_.prepared(sql);
  row.bind(1, step);
  Edit edit;
  while (row.executeStep()) {
    const std::string text = row.getColumn(2).getString();
    auto changes = text.empty() ? std::vector<AnyChange>() : changesFromText(text);
    const Status whole = !changes       ? Status(changes.error())
                         : text.empty() ? readParts(row.getColumn(0).getInt64(), edit)
                                        : Status(Nothing{});
    if (!whole) {
      row.tryReset();
      return whole.error();
    }
    edit = merged(std::move(edit), {.name = {}, .gesture = 0, .changes = *std::move(changes)});
    edit.name = row.getColumn(1).getString();
  }
  row.tryReset();
  return edit;
}

Status EditLog::readParts(std::int64_t row, Edit& edit) {
  SQLite::Statement& part =
      statements_.prepared("SELECT inverse FROM edit_part WHERE edit = ? ORDER BY part");
  part.bind(1, row);
  while (part.executeStep()) {
    const SQLite::Column column = part.getColumn(0);
    auto changes = changesOfBytes(
        {static_cast<const char*>(column.getBlob()), static_cast<std::size_t>(column.getBytes())});
    if (!changes) {
      part.tryReset();
      return changes.error();
    }
    std::move(changes->begin(), changes->end(), std::back_inserter(edit.changes));
  }
  part.tryReset();
  return Nothing{};
}

}  // namespace touchstone::labeling
