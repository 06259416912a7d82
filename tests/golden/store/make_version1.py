"""Writes version1.sqlite: a store as the first version of the program wrote it."""
import pathlib
import sqlite3

SCHEMA = """
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
"""

file = pathlib.Path(__file__).parent / "version1.sqlite"
file.unlink(missing_ok=True)
store = sqlite3.connect(file)
store.executescript(SCHEMA)
store.execute(
    "INSERT INTO image VALUES (1, 'a.png', 8, 6, 'abc', 5, 1, 'labelled', '[]', '', NULL, '', 0, 0)")
store.execute(
    "INSERT INTO label_class VALUES (1, 'bolt', 255, '', NULL, 'a bolt', '', '', '[]', '[]', NULL, '')")
store.execute(
    "INSERT INTO annotation VALUES (1, 1, 1, 1.0, 2.0, 3.5, 4.0, NULL, 1, 0, 0, 0, '', '', NULL, NULL, "
    "NULL, 0, '')")
store.execute(
    "INSERT INTO edit VALUES (1, 1, 'edit', 0, 'Ada', 'Draw box', "
    "'[{\"annotation\":1,\"value\":{\"image\":1,\"class\":1,\"shape\":{\"box\":[1.0,2.0,3.5,4.0]},"
    "\"attributes\":{\"difficult\":true}}}]', '[{\"annotation\":1}]', 0, 0)")
store.execute("PRAGMA user_version = 1")
store.commit()
