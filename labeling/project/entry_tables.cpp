#include "labeling/project/entry_tables.h"

#include "labeling/project/entry_json.h"
#include "labeling/project/shape_bytes.h"
#include "labeling/project/shape_json.h"

#include <algorithm>

namespace touchstone::labeling {
namespace {

template <class Value>
std::optional<Value> optionalColumn(const SQLite::Column& column) {
  return column.isNull() ? std::nullopt : std::optional<Value>(static_cast<Value>(column));
}

std::int64_t id(SQLite::Statement& row) {
  return row.getColumn(0).getInt64();
}

std::string text(SQLite::Statement& row, int column) {
  return row.getColumn(column).getString();
}

bool flag(SQLite::Statement& row, int column) {
  return row.getColumn(column).getInt() != 0;
}

/// Reads the columns x0 … y1 and shape, which stand in the places 3 … 7.
Result<Shape> shapeIn(SQLite::Statement& row) {
  const SQLite::Column stored = row.getColumn(7);
  if (stored.isNull()) {
    return Shape(Box{row.getColumn(3).getDouble(), row.getColumn(4).getDouble(),
                     row.getColumn(5).getDouble(), row.getColumn(6).getDouble()});
  }
  if (!stored.isBlob()) {
    return shapeFromText(stored.getString());
  }
  auto shape = shapeOfBytes(
      {static_cast<const char*>(stored.getBlob()), static_cast<std::size_t>(stored.getBytes())});
  return shape ? Result<Shape>(*std::move(shape))
               : Result<Shape>(Error{ErrorKind::BadInput, {}, "A stored shape is damaged."});
}

}  // namespace

/// Adds entries to a document, many at a time: one edit with all of them would need half as much
/// memory again.
class EntryTables::Filling {
public:
  explicit Filling(Document& document) : document_(document) { edit_.changes.reserve(most); }

  void add(AnyChange change) {
    edit_.changes.push_back(std::move(change));
    if (edit_.changes.size() == most) {
      passOn();
    }
  }

  void passOn() {
    edit_ = apply(document_, std::move(edit_));
    edit_.changes.clear();
  }

private:
  static constexpr std::size_t most = 256;
  Document& document_;
  Edit edit_;
};

bool EntryTables::isMostlyNew(const std::vector<AnyChange>& changes, const Document& document) {
  constexpr std::size_t many = 10'000;
  const auto added = static_cast<std::size_t>(
      std::count_if(changes.begin(), changes.end(), [&](const AnyChange& change) {
        const auto* typed = std::get_if<AnnotationChange>(&change);
        return typed != nullptr && typed->value && document.annotation(typed->id) == nullptr;
      }));
  return added > many && added > document.annotations().size();
}

void EntryTables::write(const std::vector<AnyChange>& changes,
                        const Document& document,
                        OutdatedBy outdated) {
  // A class that comes after annotations of it would have SQLite look for them.
  for (const AnyChange& change : changes) {
    std::visit(Visitor{
                   [](const AnnotationChange&) {},
                   [&](const ImageChange& image) {
                     write(image, document.image(image.id) != nullptr, outdated);
                   },
                   [&](const auto& other) { write(other); },
               },
               change);
  }
  for (const ImageId image : outdated.images) {
    statements_.execute("UPDATE image SET edited = ? WHERE id = ?", outdated.edit, image);
  }
  const bool buildsIndex = isMostlyNew(changes, document);
  if (buildsIndex) {
    statements_.execute("DROP INDEX annotation_image");
  }
  writeAnnotations(changes, document);
  if (buildsIndex) {
    statements_.execute("CREATE INDEX annotation_image ON annotation(image)");
  }
}

void EntryTables::writeAnnotations(const std::vector<AnyChange>& changes,
                                   const Document& document) {
  std::vector<const AnnotationChange*> added;
  for (const AnyChange& change : changes) {
    const auto* annotation = std::get_if<AnnotationChange>(&change);
    if (annotation == nullptr) {
      continue;
    }
    if (!annotation->value) {
      annotations_.remove(annotation->id);
    } else if (document.annotation(annotation->id) != nullptr) {
      annotations_.update(*annotation);
    } else {
      added.push_back(annotation);
    }
  }
  annotations_.insert(added);
}

void EntryTables::write(const ImageChange& change, bool isStored, OutdatedBy& outdated) {
  if (!change.value) {
    statements_.execute("DELETE FROM image WHERE id = ?", change.id);
    return;
  }
  const Image& image = *change.value;
  SQLite::Statement& row = statements_.prepared(
      isStored
          ? "UPDATE image SET path = ?2, width = ?3, height = ?4, content_hash = ?5, "
            "perceptual_hash = ?6, split = ?7, state = ?8, tags = ?9, problem = ?10, source_id = "
            "?11, unknown = ?12, edited = ifnull(?13, edited) WHERE id = ?1"
          : "INSERT INTO image (id, path, width, height, content_hash, perceptual_hash, split, "
            "state, tags, problem, source_id, unknown, edited) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
            "?8, ?9, ?10, ?11, ?12, ifnull(?13, 0))");
  const std::string state(nameOf(image.state));
  const std::string tags = textOf(image.tags);
  row.bind(1, change.id);
  row.bindNoCopy(2, image.path);
  row.bind(3, image.width);
  row.bind(4, image.height);
  row.bindNoCopy(5, image.contentHash);
  row.bind(6, static_cast<std::int64_t>(image.perceptualHash));
  row.bind(7, static_cast<int>(image.split));
  row.bindNoCopy(8, state);
  row.bindNoCopy(9, tags);
  row.bindNoCopy(10, image.problem);
  bindOptional(row, 11, image.sourceId);
  row.bindNoCopy(12, image.unknown);
  if (outdated.images.erase(change.id) > 0) {
    row.bind(13, outdated.edit);
  }
  row.exec();
}

void EntryTables::write(const ClassChange& change) {
  if (!change.value) {
    statements_.execute("DELETE FROM label_class WHERE id = ?", change.id);
    return;
  }
  const LabelClass& labelClass = *change.value;
  SQLite::Statement& insert = statements_.prepared(
      "INSERT INTO label_class (id, name, colour, hotkey, parent, definition, do_notes, "
      "dont_notes, examples, counter_examples, source_id, unknown, attributes, place, rules) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) ON CONFLICT (id) "
      "DO UPDATE SET "
      "name = ?2, "
      "colour = ?3, hotkey = "
      "?4, parent = ?5, definition = ?6, do_notes = ?7, dont_notes = ?8, examples = ?9, "
      "counter_examples = ?10, source_id = ?11, unknown = ?12, attributes = ?13, place = ?14, "
      "rules = ?15");
  insert.bind(1, change.id);
  insert.bind(2, labelClass.name);
  insert.bind(3, static_cast<std::int64_t>(labelClass.colour));
  insert.bind(4, labelClass.hotkey);
  bindOptional(insert, 5, labelClass.parent);
  insert.bind(6, labelClass.definition);
  insert.bind(7, labelClass.doNotes);
  insert.bind(8, labelClass.dontNotes);
  insert.bind(9, textOf(labelClass.examples));
  insert.bind(10, textOf(labelClass.counterExamples));
  bindOptional(insert, 11, labelClass.sourceId);
  insert.bind(12, labelClass.unknown);
  insert.bind(13, textOf(labelClass.attributes));
  insert.bind(14, labelClass.order);
  insert.bind(15, labelClass.rules);
  insert.exec();
}

void EntryTables::write(const DecisionChange& change) {
  if (!change.value) {
    statements_.execute("DELETE FROM decision WHERE id = ?", change.id);
    return;
  }
  statements_.execute(
      "INSERT INTO decision (id, kind, finding_key, chosen) VALUES (?1, ?2, ?3, ?4) ON CONFLICT "
      "(id) "
      "DO UPDATE SET kind = ?2, finding_key = ?3, chosen = ?4",
      change.id, std::string(nameOf(change.value->kind)), change.value->findingKey,
      change.value->chosen);
}

void EntryTables::write(const CommentChange& change) {
  if (!change.value) {
    statements_.execute("DELETE FROM comment WHERE id = ?", change.id);
    return;
  }
  const Comment& comment = *change.value;
  statements_.execute(
      "INSERT INTO comment (id, image, x, y, text, author, time, resolved) VALUES (?1, ?2, ?3, ?4, "
      "?5, ?6, ?7, ?8) ON CONFLICT (id) DO UPDATE SET image = ?2, x = ?3, y = ?4, text = ?5, "
      "author = ?6, time = ?7, resolved = ?8",
      change.id, comment.image, comment.x, comment.y, comment.text, comment.author, comment.time,
      comment.resolved ? 1 : 0);
}

Status EntryTables::read(Document& document) {
  Filling filling(document);
  readImages(filling);
  readClasses(filling);
  if (Status annotations = readAnnotations(filling); !annotations) {
    return annotations;
  }
  readDecisions(filling);
  readComments(filling);
  filling.passOn();
  return Nothing{};
}

void EntryTables::readImages(Filling& filling) {
  SQLite::Statement& row = statements_.prepared(
      "SELECT id, path, width, height, content_hash, perceptual_hash, split, state, tags, "
      "problem, source_id, unknown FROM image ORDER BY id");
  while (row.executeStep()) {
    filling.add(ImageChange{
        id(row), Image{.path = text(row, 1),
                       .width = row.getColumn(2).getInt(),
                       .height = row.getColumn(3).getInt(),
                       .contentHash = text(row, 4),
                       .perceptualHash = static_cast<std::uint64_t>(row.getColumn(5).getInt64()),
                       .split = static_cast<Split>(row.getColumn(6).getInt()),
                       .state = imageStateFromName(text(row, 7)).value_or(ImageState::Unlabelled),
                       .tags = namesFromText(text(row, 8)),
                       .problem = text(row, 9),
                       .sourceId = optionalColumn<std::int64_t>(row.getColumn(10)),
                       .unknown = text(row, 11)}});
  }
}

void EntryTables::readClasses(Filling& filling) {
  SQLite::Statement& row = statements_.prepared(
      "SELECT id, name, colour, hotkey, parent, definition, do_notes, dont_notes, examples, "
      "counter_examples, source_id, unknown, attributes, place, rules FROM label_class "
      "ORDER BY id");
  while (row.executeStep()) {
    filling.add(
        ClassChange{id(row), LabelClass{.name = text(row, 1),
                                        .colour = row.getColumn(2).getUInt(),
                                        .hotkey = text(row, 3),
                                        .parent = optionalColumn<std::int64_t>(row.getColumn(4)),
                                        .definition = text(row, 5),
                                        .doNotes = text(row, 6),
                                        .dontNotes = text(row, 7),
                                        .rules = text(row, 14),
                                        .examples = idsFromText(text(row, 8)),
                                        .counterExamples = idsFromText(text(row, 9)),
                                        .attributes = definitionsFromText(text(row, 12)),
                                        .order = row.getColumn(13).getInt(),
                                        .sourceId = optionalColumn<std::int64_t>(row.getColumn(10)),
                                        .unknown = text(row, 11)}});
  }
}

Status EntryTables::readAnnotations(Filling& filling) {
  SQLite::Statement& row = statements_.prepared(
      "SELECT annotation.id, image, label_class, x0, y0, x1, y1, shape, difficult, truncated, "
      "occluded, crowd, pose, description, object_group, score, annotator.name, source_id, "
      "unknown, "
      "verified, locked, layer, custom FROM annotation LEFT JOIN annotator ON annotator.id = "
      "annotation.annotator ORDER BY "
      "annotation.id");
  while (row.executeStep()) {
    auto shape = shapeIn(row);
    if (!shape) {
      return shape.error();
    }
    filling.add(AnnotationChange{
        id(row), Annotation{.image = row.getColumn(1).getInt64(),
                            .labelClass = row.getColumn(2).getInt64(),
                            .shape = *std::move(shape),
                            .attributes = {.difficult = flag(row, 8),
                                           .truncated = flag(row, 9),
                                           .occluded = flag(row, 10),
                                           .crowd = flag(row, 11),
                                           .pose = text(row, 12),
                                           .description = text(row, 13),
                                           .group = optionalColumn<std::int64_t>(row.getColumn(14)),
                                           .score = optionalColumn<double>(row.getColumn(15)),
                                           .annotator = text(row, 16),
                                           .verified = flag(row, 19),
                                           .locked = flag(row, 20),
                                           .layer = row.getColumn(21).getInt(),
                                           .custom = customFromText(text(row, 22))},
                            .sourceId = row.getColumn(17).getInt64(),
                            .unknown = text(row, 18)}});
  }
  return Nothing{};
}

void EntryTables::readDecisions(Filling& filling) {
  SQLite::Statement& row =
      statements_.prepared("SELECT id, kind, finding_key, chosen FROM decision ORDER BY id");
  while (row.executeStep()) {
    filling.add(DecisionChange{
        id(row), Decision{.kind = decisionKindFromName(text(row, 1)).value_or(DecisionKind::Later),
                          .findingKey = text(row, 2),
                          .chosen = text(row, 3)}});
  }
}

void EntryTables::readComments(Filling& filling) {
  SQLite::Statement& row = statements_.prepared(
      "SELECT id, image, x, y, text, author, time, resolved FROM comment ORDER BY id");
  while (row.executeStep()) {
    filling.add(CommentChange{id(row), Comment{.image = row.getColumn(1).getInt64(),
                                               .x = row.getColumn(2).getDouble(),
                                               .y = row.getColumn(3).getDouble(),
                                               .text = text(row, 4),
                                               .author = text(row, 5),
                                               .time = row.getColumn(6).getInt64(),
                                               .resolved = flag(row, 7)}});
  }
}

void EntryTables::reserveIds(Document& document) {
  std::map<std::string, std::int64_t> last;
  SQLite::Statement& row = statements_.prepared("SELECT name, seq FROM sqlite_sequence");
  while (row.executeStep()) {
    last[text(row, 0)] = row.getColumn(1).getInt64();
  }
  document.reserveIds({.image = last["image"],
                       .labelClass = last["label_class"],
                       .annotation = last["annotation"],
                       .decision = last["decision"],
                       .comment = last["comment"]});
}

}  // namespace touchstone::labeling
