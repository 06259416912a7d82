#include "labeling/project/annotation_rows.h"

#include "labeling/project/entry_json.h"
#include "labeling/project/shape_bytes.h"

#include <algorithm>
#include <future>

namespace touchstone::labeling {
namespace {

/// How many rows are worked out at once, on another thread than the one that writes them.
constexpr std::size_t rowsInBatch = 4096;

/// How many rows a statement adds: most of what one row takes is beginning and ending a statement.
constexpr std::size_t rowsAtOnce = 16;

constexpr const char* insertOne =
    "INSERT INTO annotation (id, image, label_class, x0, y0, x1, y1, shape, difficult, truncated, "
    "occluded, crowd, pose, description, object_group, score, annotator, source_id, unknown, "
    "verified, locked, layer, custom) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
    "?13, ?14, ?15, ?16, (SELECT id FROM annotator WHERE name = ?17), ?18, ?19, ?20, ?21, ?22, "
    "?23)";

constexpr const char* updateOne =
    "UPDATE annotation SET image = ?2, label_class = ?3, x0 = ?4, y0 = ?5, x1 = ?6, y1 = ?7, shape "
    "= ?8, difficult = ?9, truncated = ?10, occluded = ?11, crowd = ?12, pose = ?13, description = "
    "?14, object_group = ?15, score = ?16, annotator = (SELECT id FROM annotator WHERE name = "
    "?17), source_id = ?18, unknown = ?19, verified = ?20, locked = ?21, layer = ?22, custom = ?23 "
    "WHERE id = ?1";

/// Adds `rowsAtOnce` annotations that are plain.
const std::string& insertPlainRows() {
  static const std::string sql = [] {
    std::string text =
        "INSERT INTO annotation (id, image, label_class, x0, y0, x1, y1, shape, crowd, source_id, "
        "unknown, difficult, truncated, occluded, pose, description, verified, locked, layer, "
        "custom) VALUES ";
    for (std::size_t i = 0; i < rowsAtOnce; ++i) {
      text += i == 0 ? "" : ", ";
      text += "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, '', '', 0, 0, 0, '')";
    }
    return text;
  }();
  return sql;
}

/// Whether an annotation has no attributes, but that it may be a crowd: most imported ones.
bool isPlain(const Attributes& attributes) {
  Attributes plain;
  plain.crowd = attributes.crowd;
  return attributes == plain;
}

}  // namespace

/// A row and where, in the bytes of all of them, those of its shape are; none for a box.
struct AnnotationRows::Row {
  AnnotationId id = 0;
  const Annotation* annotation = nullptr;
  Box bounds;
  std::size_t begin = 0;
  std::size_t size = 0;
};

struct AnnotationRows::Batch {
  std::vector<Row> rows = {};
  std::string bytes = {};
};

AnnotationRows::Row AnnotationRows::rowOf(const AnnotationChange& change, std::string& bytes) {
  const Shape& shape = change.value->shape;
  const std::size_t begin = bytes.size();
  if (!std::holds_alternative<Box>(shape)) {
    bytes += bytesOf(shape);
  }
  return {.id = change.id,
          .annotation = &*change.value,
          .bounds = boundsOf(shape),
          .begin = begin,
          .size = bytes.size() - begin};
}

AnnotationRows::Batch AnnotationRows::batchOf(const std::vector<const AnnotationChange*>& added,
                                              std::size_t first) {
  Batch batch;
  const std::size_t last = std::min(added.size(), first + rowsInBatch);
  batch.rows.reserve(last - first);
  for (std::size_t i = first; i < last; ++i) {
    batch.rows.push_back(rowOf(*added[i], batch.bytes));
  }
  return batch;
}

void AnnotationRows::insert(const std::vector<const AnnotationChange*>& added) {
  const auto policy = added.size() > rowsInBatch ? std::launch::async : std::launch::deferred;
  const auto batchFrom = [&](std::size_t first) {
    return std::async(policy, [&added, first] { return batchOf(added, first); });
  };
  std::future<Batch> next = batchFrom(0);
  for (std::size_t first = 0; first < added.size(); first += rowsInBatch) {
    const Batch batch = next.get();
    next = batchFrom(first + rowsInBatch);
    insert(batch);
  }
}

void AnnotationRows::insert(const Batch& batch) {
  std::vector<const Row*> plain;
  for (const Row& row : batch.rows) {
    if (!isPlain(row.annotation->attributes)) {
      write(insertOne, row, batch.bytes);
      continue;
    }
    plain.push_back(&row);
    if (plain.size() == rowsAtOnce) {
      insertPlain(batch, plain);
      plain.clear();
    }
  }
  for (const Row* row : plain) {
    write(insertOne, *row, batch.bytes);
  }
}

void AnnotationRows::insertPlain(const Batch& batch, const std::vector<const Row*>& rows) {
  SQLite::Statement& statement = statements_.prepared(insertPlainRows().c_str());
  int index = 0;
  for (const Row* row : rows) {
    const Annotation& annotation = *row->annotation;
    statement.bind(++index, row->id);
    statement.bind(++index, annotation.image);
    statement.bind(++index, annotation.labelClass);
    statement.bind(++index, row->bounds.x0);
    statement.bind(++index, row->bounds.y0);
    statement.bind(++index, row->bounds.x1);
    statement.bind(++index, row->bounds.y1);
    ++index;
    if (row->size > 0) {
      statement.bindNoCopy(index, batch.bytes.data() + row->begin, static_cast<int>(row->size));
    }
    statement.bind(++index, annotation.attributes.crowd ? 1 : 0);
    statement.bind(++index, annotation.sourceId);
    statement.bindNoCopy(++index, annotation.unknown);
  }
  statement.exec();
}

void AnnotationRows::update(const AnnotationChange& change) {
  std::string bytes;
  const Row row = rowOf(change, bytes);
  write(updateOne, row, bytes);
}

void AnnotationRows::remove(AnnotationId id) {
  statements_.execute("DELETE FROM annotation WHERE id = ?", id);
}

void AnnotationRows::write(const char* sql, const Row& row, const std::string& bytes) {
  const Annotation& annotation = *row.annotation;
  const Attributes& attributes = annotation.attributes;
  if (!attributes.annotator.empty()) {
    statements_.execute("INSERT OR IGNORE INTO annotator (name) VALUES (?)", attributes.annotator);
  }
  SQLite::Statement& statement = statements_.prepared(sql);
  const std::string custom = textOf(attributes.custom);
  statement.bind(1, row.id);
  statement.bind(2, annotation.image);
  statement.bind(3, annotation.labelClass);
  statement.bind(4, row.bounds.x0);
  statement.bind(5, row.bounds.y0);
  statement.bind(6, row.bounds.x1);
  statement.bind(7, row.bounds.y1);
  if (row.size > 0) {
    statement.bindNoCopy(8, bytes.data() + row.begin, static_cast<int>(row.size));
  }
  statement.bind(9, attributes.difficult ? 1 : 0);
  statement.bind(10, attributes.truncated ? 1 : 0);
  statement.bind(11, attributes.occluded ? 1 : 0);
  statement.bind(12, attributes.crowd ? 1 : 0);
  statement.bindNoCopy(13, attributes.pose);
  statement.bindNoCopy(14, attributes.description);
  bindOptional(statement, 15, attributes.group);
  bindOptional(statement, 16, attributes.score);
  statement.bindNoCopy(17, attributes.annotator);
  statement.bind(18, annotation.sourceId);
  statement.bindNoCopy(19, annotation.unknown);
  statement.bind(20, attributes.verified ? 1 : 0);
  statement.bind(21, attributes.locked ? 1 : 0);
  statement.bind(22, attributes.layer);
  statement.bindNoCopy(23, custom);
  statement.exec();
}

}  // namespace touchstone::labeling
