#include "labeling/project/edit_log.h"

#include "labeling/project/entry_json.h"

#include <array>

namespace touchstone::labeling {
namespace {

constexpr std::array<const char*, 4> kindNames{"edit", "record", "undo", "redo"};

}  // namespace

std::int64_t EditLog::append(const LogEntry& entry, const Edit& edit, const Edit& inverse) {
  statements_.execute(
      "INSERT INTO edit (step, kind, time, author, name, change, inverse, image, images) VALUES "
      "(?, ?, ?, ?, ?, ?, ?, ?, ?)",
      entry.step, std::string(kindNames[static_cast<std::size_t>(entry.kind)]), entry.time,
      entry.author, edit.name, changesToText(edit.changes), changesToText(inverse.changes),
      entry.images.first, entry.images.count);
  SQLite::Statement& last = statements_.prepared("SELECT last_insert_rowid()");
  last.executeStep();
  const std::int64_t row = last.getColumn(0).getInt64();
  last.tryReset();
  if (entry.step == 0) {
    statements_.execute("UPDATE edit SET step = id WHERE id = ?", row);
  }
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
  return row;
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
      "SELECT name, inverse FROM edit WHERE step = ? AND kind = 'edit' ORDER BY id DESC", step);
}

Result<Edit> EditLog::editOf(std::int64_t step) {
  return collected("SELECT name, change FROM edit WHERE step = ? AND kind = 'edit' ORDER BY id",
                   step);
}

Result<Edit> EditLog::collected(const char* sql, std::int64_t step) {
  SQLite::Statement& row = statements_.prepared(sql);
  row.bind(1, step);
  Edit edit;
  while (row.executeStep()) {
    auto changes = changesFromText(row.getColumn(1).getString());
    if (!changes) {
      row.tryReset();
      return changes.error();
    }
    edit = merged(std::move(edit), {.name = {}, .gesture = 0, .changes = *std::move(changes)});
    edit.name = row.getColumn(0).getString();
  }
  row.tryReset();
  return edit;
}

}  // namespace touchstone::labeling
