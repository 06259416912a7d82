#include "labeling/project/store_schema.h"

#include <SQLiteCpp/Transaction.h>

#include <array>

namespace touchstone::labeling {
namespace {

constexpr int currentVersion = 9;

// References are checked when a transaction ends, so that an edit may list its changes in any
// order. AUTOINCREMENT remembers the highest id, so that the id of a deleted entry is never given
// again.
constexpr const char* firstVersion = R"(
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE split (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
INSERT INTO split VALUES (0, 'unassigned'), (1, 'train'), (2, 'val'), (3, 'test');
CREATE TABLE annotator (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE);
CREATE TABLE image (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  path TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  perceptual_hash INTEGER NOT NULL,
  split INTEGER NOT NULL REFERENCES split(id),
  state TEXT NOT NULL,
  tags TEXT NOT NULL,
  problem TEXT NOT NULL,
  source_id INTEGER,
  unknown TEXT NOT NULL,
  edited INTEGER NOT NULL DEFAULT 0,
  synced INTEGER NOT NULL DEFAULT 0);
CREATE TABLE label_class (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  colour INTEGER NOT NULL,
  hotkey TEXT NOT NULL,
  parent INTEGER REFERENCES label_class(id) DEFERRABLE INITIALLY DEFERRED,
  definition TEXT NOT NULL,
  do_notes TEXT NOT NULL,
  dont_notes TEXT NOT NULL,
  examples TEXT NOT NULL,
  counter_examples TEXT NOT NULL,
  source_id INTEGER,
  unknown TEXT NOT NULL);
CREATE TABLE annotation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  image INTEGER NOT NULL REFERENCES image(id) DEFERRABLE INITIALLY DEFERRED,
  label_class INTEGER NOT NULL REFERENCES label_class(id) DEFERRABLE INITIALLY DEFERRED,
  x0 REAL NOT NULL,
  y0 REAL NOT NULL,
  x1 REAL NOT NULL,
  y1 REAL NOT NULL,
  shape TEXT,
  difficult INTEGER NOT NULL,
  truncated INTEGER NOT NULL,
  occluded INTEGER NOT NULL,
  crowd INTEGER NOT NULL,
  pose TEXT NOT NULL,
  description TEXT NOT NULL,
  object_group INTEGER,
  score REAL,
  annotator INTEGER REFERENCES annotator(id),
  source_id INTEGER NOT NULL,
  unknown TEXT NOT NULL);
CREATE INDEX annotation_image ON annotation(image);
CREATE INDEX annotation_class ON annotation(label_class);
CREATE TABLE edit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  step INTEGER NOT NULL,
  kind TEXT NOT NULL,
  time INTEGER NOT NULL,
  author TEXT NOT NULL,
  name TEXT NOT NULL,
  change TEXT NOT NULL,
  inverse TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0,
  abandoned INTEGER NOT NULL DEFAULT 0);
CREATE INDEX edit_step ON edit(step);
CREATE INDEX edit_undone ON edit(undone) WHERE undone;
CREATE TABLE decision (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  finding_key TEXT NOT NULL,
  chosen TEXT NOT NULL);
CREATE TABLE run (
  name TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  task TEXT NOT NULL,
  model TEXT NOT NULL,
  request TEXT NOT NULL,
  metrics TEXT NOT NULL,
  label_hash TEXT NOT NULL,
  started INTEGER NOT NULL,
  seconds REAL NOT NULL);
CREATE TABLE prediction (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run TEXT NOT NULL REFERENCES run(name),
  image INTEGER NOT NULL,
  label_class INTEGER NOT NULL,
  shape TEXT NOT NULL,
  score REAL NOT NULL);
CREATE TABLE finding (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  run TEXT NOT NULL,
  image INTEGER NOT NULL,
  annotation INTEGER,
  given TEXT NOT NULL,
  suggested TEXT NOT NULL,
  suggested_shape TEXT,
  score REAL NOT NULL,
  evidence TEXT NOT NULL,
  message TEXT NOT NULL);
CREATE TABLE iteration (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  label_hash TEXT NOT NULL,
  run TEXT NOT NULL,
  metrics TEXT NOT NULL,
  split TEXT NOT NULL,
  decisions INTEGER NOT NULL,
  time INTEGER NOT NULL);
)";

constexpr const char* secondVersion = R"(
ALTER TABLE label_class ADD COLUMN attributes TEXT NOT NULL DEFAULT '';
ALTER TABLE annotation ADD COLUMN verified INTEGER NOT NULL DEFAULT 0;
ALTER TABLE annotation ADD COLUMN locked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE annotation ADD COLUMN layer INTEGER NOT NULL DEFAULT 0;
ALTER TABLE annotation ADD COLUMN custom TEXT NOT NULL DEFAULT '';
CREATE TABLE comment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  image INTEGER NOT NULL REFERENCES image(id) DEFERRABLE INITIALLY DEFERRED,
  x REAL NOT NULL,
  y REAL NOT NULL,
  text TEXT NOT NULL,
  author TEXT NOT NULL,
  time INTEGER NOT NULL,
  resolved INTEGER NOT NULL);
)";

constexpr const char* thirdVersion = R"(
ALTER TABLE label_class ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
ALTER TABLE edit ADD COLUMN image INTEGER NOT NULL DEFAULT 0;
ALTER TABLE edit ADD COLUMN images INTEGER NOT NULL DEFAULT 0;
)";

constexpr const char* fourthVersion = R"(
CREATE TABLE label_file (
  path TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  hash TEXT NOT NULL,
  problem TEXT NOT NULL) WITHOUT ROWID;
)";

// Since this version the shape of an annotation, where it is no box, is a blob (see bytesOf); those
// that were written before stay text.
constexpr const char* fifthVersion = R"(
CREATE TABLE edit_part (
  id INTEGER PRIMARY KEY,
  edit INTEGER NOT NULL REFERENCES edit(id) DEFERRABLE INITIALLY DEFERRED,
  part INTEGER NOT NULL,
  inverse BLOB NOT NULL);
CREATE INDEX edit_part_edit ON edit_part(edit, part);
ALTER TABLE label_file ADD COLUMN intended TEXT NOT NULL DEFAULT '';
)";

// Nothing looks for the annotations of a class here; the deletion of a class, which has to see that
// none is left, reads the table instead.
constexpr const char* sixthVersion = R"(
DROP INDEX annotation_class;
)";

constexpr const char* seventhVersion = R"(
CREATE INDEX prediction_image ON prediction(image);
)";

constexpr const char* eighthVersion = R"(
CREATE TABLE labelling_order (place INTEGER PRIMARY KEY AUTOINCREMENT, image INTEGER NOT NULL);
)";

constexpr const char* ninthVersion = R"(
ALTER TABLE label_class ADD COLUMN rules TEXT NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN reason TEXT NOT NULL DEFAULT '';
)";

/// What makes each version of the store out of the one before it.
constexpr std::array<const char*, currentVersion> steps{
    firstVersion, secondVersion,  thirdVersion,  fourthVersion, fifthVersion,
    sixthVersion, seventhVersion, eighthVersion, ninthVersion};

}  // namespace

Status prepareSchema(SQLite::Database& database, bool readOnly) {
  const int version = database.execAndGet("PRAGMA user_version").getInt();
  if (version > currentVersion) {
    return Error{ErrorKind::BadInput, database.getFilename(),
                 database.getFilename() + " was written by a newer Touchstone (store version " +
                     std::to_string(version) + ", this one knows " +
                     std::to_string(currentVersion) + "): open it with that one."};
  }
  if (version < currentVersion && !readOnly) {
    SQLite::Transaction transaction(database);
    for (int next = version; next < currentVersion; ++next) {
      database.exec(steps[static_cast<std::size_t>(next)]);
    }
    database.exec("PRAGMA user_version = " + std::to_string(currentVersion));
    transaction.commit();
  } else if (version < currentVersion) {
    return Error{ErrorKind::BadInput, database.getFilename(),
                 database.getFilename() +
                     " is still empty or of an older version: open the project for writing first."};
  }
  return Nothing{};
}

}  // namespace touchstone::labeling
