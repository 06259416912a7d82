#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <filesystem>
#include <string>

namespace touchstone::labeling {

/// Returns all rows of the tables that hold the document, as text, but for the marks that say when
/// an image was last edited and written. Annotators stay known, so they are named, not numbered.
inline std::string dumpOfEntries(const std::filesystem::path& store) {
  const SQLite::Database database(store.string(), SQLite::OPEN_READONLY);
  std::string dump;
  for (const char* sql :
       {"SELECT id, path, width, height, content_hash, perceptual_hash, split, state, tags, "
        "problem, source_id, unknown FROM image ORDER BY id",
        "SELECT * FROM label_class ORDER BY id",
        "SELECT annotation.id, image, label_class, x0, y0, x1, y1, hex(shape), difficult, "
        "truncated, occluded, crowd, pose, description, object_group, score, annotator.name, "
        "source_id, unknown, verified, locked, layer, custom FROM annotation LEFT JOIN annotator "
        "ON annotator.id = annotation.annotator ORDER BY annotation.id",
        "SELECT * FROM decision ORDER BY id", "SELECT * FROM comment ORDER BY id"}) {
    SQLite::Statement row(database, sql);
    while (row.executeStep()) {
      for (int column = 0; column < row.getColumnCount(); ++column) {
        dump += row.getColumn(column).isNull() ? "NULL" : row.getColumn(column).getString();
        dump += '|';
      }
      dump += '\n';
    }
    dump += "--\n";
  }
  return dump;
}

}  // namespace touchstone::labeling
