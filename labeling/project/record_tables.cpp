#include "labeling/project/record_tables.h"

#include "labeling/project/entry_json.h"
#include "labeling/project/shape_json.h"

#include <algorithm>

namespace touchstone::labeling {
namespace {

std::string text(SQLite::Statement& row, int column) {
  return row.getColumn(column).getString();
}

}  // namespace

void RecordTables::writeRun(const RunRecord& run) {
  statements_.execute(
      "INSERT INTO run (name, state, task, model, request, metrics, label_hash, started, seconds) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (name) DO UPDATE SET state = ?2, "
      "task = ?3, model = ?4, request = ?5, metrics = ?6, label_hash = ?7, started = ?8, seconds = "
      "?9",
      run.name, run.state, run.task, run.model, run.request, textOf(run.metrics), run.labelHash,
      run.started, run.seconds);
}

std::vector<RunRecord> RecordTables::runs() {
  std::vector<RunRecord> runs;
  SQLite::Statement& row = statements_.prepared(
      "SELECT name, state, task, model, request, metrics, label_hash, started, seconds FROM run "
      "ORDER BY rowid");
  while (row.executeStep()) {
    runs.push_back({.name = text(row, 0),
                    .state = text(row, 1),
                    .task = text(row, 2),
                    .model = text(row, 3),
                    .request = text(row, 4),
                    .metrics = figuresFromText(text(row, 5)),
                    .labelHash = text(row, 6),
                    .started = row.getColumn(7).getInt64(),
                    .seconds = row.getColumn(8).getDouble()});
  }
  return runs;
}

void RecordTables::replaceFindings(std::vector<Finding>& findings) {
  statements_.execute("DELETE FROM finding");
  for (Finding& finding : findings) {
    SQLite::Statement& insert = statements_.prepared(
        "INSERT INTO finding (kind, run, image, annotation, given, suggested, suggested_shape, "
        "score, evidence, message, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(1, std::string(nameOf(finding.kind)));
    insert.bind(2, finding.run);
    insert.bind(3, finding.image);
    if (finding.annotation) {
      insert.bind(4, *finding.annotation);
    }
    insert.bind(5, finding.given);
    insert.bind(6, finding.suggested);
    if (finding.suggestedShape) {
      insert.bind(7, shapeToText(*finding.suggestedShape));
    }
    insert.bind(8, finding.score);
    insert.bind(9, finding.evidence);
    insert.bind(10, finding.message);
    insert.bind(11, finding.reason);
    insert.exec();
    finding.id = lastInserted();
  }
}

Result<std::vector<Finding>> RecordTables::findings() {
  std::vector<Finding> findings;
  SQLite::Statement& row = statements_.prepared(
      "SELECT id, kind, run, image, annotation, given, suggested, suggested_shape, score, "
      "evidence, "
      "message, reason FROM finding ORDER BY score, id");
  while (row.executeStep()) {
    Finding finding{.id = row.getColumn(0).getInt64(),
                    .kind = findingKindFromName(text(row, 1)).value_or(FindingKind::LabelError),
                    .run = text(row, 2),
                    .image = row.getColumn(3).getInt64(),
                    .annotation = std::nullopt,
                    .given = text(row, 5),
                    .suggested = text(row, 6),
                    .suggestedShape = std::nullopt,
                    .score = row.getColumn(8).getDouble(),
                    .evidence = text(row, 9),
                    .message = text(row, 10),
                    .reason = text(row, 11)};
    if (!row.getColumn(4).isNull()) {
      finding.annotation = row.getColumn(4).getInt64();
    }
    if (!row.getColumn(7).isNull()) {
      auto shape = shapeFromText(text(row, 7));
      if (!shape) {
        row.tryReset();
        return shape.error();
      }
      finding.suggestedShape = *std::move(shape);
    }
    findings.push_back(std::move(finding));
  }
  return findings;
}

void RecordTables::replacePredictions(const std::vector<ImageId>& images,
                                      std::vector<Prediction>& predictions) {
  statements_.execute("DELETE FROM labelling_order");
  for (const ImageId image : images) {
    statements_.execute("DELETE FROM prediction WHERE image = ?", image);
    statements_.execute("INSERT INTO labelling_order (image) VALUES (?)", image);
  }
  for (Prediction& prediction : predictions) {
    statements_.execute(
        "INSERT INTO prediction (run, image, label_class, shape, score) VALUES (?, ?, ?, ?, ?)",
        prediction.run, prediction.image, prediction.labelClass, shapeToText(prediction.shape),
        prediction.score);
    prediction.id = lastInserted();
  }
}

Result<std::vector<Prediction>> RecordTables::predictionsOf(ImageId image) {
  std::vector<Prediction> predictions;
  SQLite::Statement& row = statements_.prepared(
      "SELECT id, run, label_class, shape, score FROM prediction WHERE image = ? "
      "ORDER BY score DESC, id");
  row.bind(1, image);
  while (row.executeStep()) {
    auto shape = shapeFromText(text(row, 3));
    if (!shape) {
      row.tryReset();
      return shape.error();
    }
    predictions.push_back({.id = row.getColumn(0).getInt64(),
                           .run = text(row, 1),
                           .image = image,
                           .labelClass = row.getColumn(2).getInt64(),
                           .shape = *std::move(shape),
                           .score = row.getColumn(4).getDouble()});
  }
  return predictions;
}

std::vector<ImageId> RecordTables::labellingOrder() {
  std::vector<ImageId> images;
  SQLite::Statement& row = statements_.prepared("SELECT image FROM labelling_order ORDER BY place");
  while (row.executeStep()) {
    images.push_back(row.getColumn(0).getInt64());
  }
  return images;
}

void RecordTables::addIteration(IterationRecord& iteration) {
  statements_.execute(
      "INSERT INTO iteration (label_hash, run, metrics, split, decisions, time) VALUES (?, ?, ?, "
      "?, "
      "?, ?)",
      iteration.labelHash, iteration.run, textOf(iteration.metrics), iteration.split,
      iteration.decisions, iteration.time);
  iteration.number = lastInserted();
}

std::vector<IterationRecord> RecordTables::iterations() {
  std::vector<IterationRecord> iterations;
  SQLite::Statement& row = statements_.prepared(
      "SELECT number, label_hash, run, metrics, split, decisions, time FROM iteration ORDER BY "
      "number");
  while (row.executeStep()) {
    iterations.push_back({.number = row.getColumn(0).getInt64(),
                          .labelHash = text(row, 1),
                          .run = text(row, 2),
                          .metrics = figuresFromText(text(row, 3)),
                          .split = text(row, 4),
                          .decisions = row.getColumn(5).getInt(),
                          .time = row.getColumn(6).getInt64()});
  }
  return iterations;
}

std::int64_t RecordTables::lastInserted() {
  SQLite::Statement& last = statements_.prepared("SELECT last_insert_rowid()");
  last.executeStep();
  const std::int64_t id = last.getColumn(0).getInt64();
  last.tryReset();
  return id;
}

}  // namespace touchstone::labeling
