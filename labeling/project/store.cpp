#include "labeling/project/store.h"

#include "labeling/project/store_schema.h"

#include <sqlite3.h>

#include <future>

namespace touchstone::labeling {
namespace {

/// Returns the URI by which SQLite opens a file as one that nobody changes.
std::string immutableUri(const std::filesystem::path& file) {
  std::string uri = "file:";
  for (const char c : file.string()) {
    if (c == '?' || c == '#' || c == '%') {
      static constexpr std::string_view digits = "0123456789abcdef";
      const auto byte = static_cast<unsigned char>(c);
      uri += {'%', digits[byte >> 4], digits[byte & 15]};
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

std::string sentenceFor(int code, const std::filesystem::path& file, const char* what) {
  const std::string name = file.string();
  switch (code) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return name +
             " is damaged: put back a copy of it, or move it away to begin again from the "
             "label files.";
    case SQLITE_FULL:
      return name + " cannot grow because the disk is full: free some space and try again.";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return name + " cannot be opened for writing: check the permissions of its folder.";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return name + " is in use by another program: close it and try again.";
    case SQLITE_CONSTRAINT:
      return "The edit refers to an image, class or annotation that does not exist, so nothing was "
             "changed.";
    default:
      return name + " cannot be used (" + what + "): check the disk it lies on.";
  }
}

Error failureOf(const std::filesystem::path& file, const SQLite::Exception& exception) {
  constexpr int lowByte = 0xff;  // the rest is SQLite's extended code
  const int code = exception.getErrorCode() & lowByte;
  const bool badInput = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
  return {badInput ? ErrorKind::BadInput : ErrorKind::Failed, file,
          sentenceFor(code, file, exception.what())};
}

/// Decides for a while whether commits wait for the disk. What the program measures is found out
/// again after a power cut; a person's gesture is not.
class DiskWait {
public:
  DiskWait(SQLite::Database& database, bool waits) : database_(database), waits_(waits) {
    if (!waits_) {
      static_cast<void>(database_.tryExec("PRAGMA synchronous = NORMAL"));
    }
  }
  ~DiskWait() {
    if (!waits_) {
      static_cast<void>(database_.tryExec("PRAGMA synchronous = FULL"));
    }
  }
  DiskWait(const DiskWait&) = delete;
  DiskWait& operator=(const DiskWait&) = delete;

private:
  SQLite::Database& database_;
  bool waits_;
};

}  // namespace

template <class Read>
auto Store::guarded(Read read) -> decltype(read()) {
  try {
    return read();
  } catch (const SQLite::Exception& exception) {
    return failureOf(file_, exception);
  }
}

template <class Write>
Status Store::inTransaction(Write write) {
  return guarded([&]() -> Status {
    SQLite::Transaction transaction(database_);
    write();
    transaction.commit();
    return Nothing{};
  });
}

// A project is used by one thread at a time, so that SQLite need not lock itself at every call.
Store::Store(const std::filesystem::path& file, const std::string& name, int flags)
    : file_(file), database_(name, flags | SQLite::OPEN_NOMUTEX) {}

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& file, bool readOnly) {
  if (!readOnly) {
    return opened(file, file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, false);
  }
  auto store = opened(file, file.string(), SQLite::OPEN_READONLY, true);
  if (store || store.error().kind == ErrorKind::BadInput) {
    return store;
  }
  // On a medium that cannot be written to, SQLite cannot make the shared memory file of its log.
  return opened(file, immutableUri(file), SQLite::OPEN_READONLY | SQLite::OPEN_URI, true);
}

Result<std::unique_ptr<Store>> Store::opened(const std::filesystem::path& file,
                                             const std::string& name,
                                             int flags,
                                             bool readOnly) {
  try {
    std::unique_ptr<Store> store(new Store(file, name, flags));
    if (Status prepared = store->prepare(readOnly); !prepared) {
      return prepared.error();
    }
    return store;
  } catch (const SQLite::Exception& exception) {
    return failureOf(file, exception);
  }
}

Status Store::prepare(bool readOnly) {
  constexpr int busyMilliseconds = 5000;
  database_.setBusyTimeout(busyMilliseconds);
  database_.exec("PRAGMA foreign_keys = ON");
  database_.exec("PRAGMA cache_size = -16000");  // in KiB: the images of 100,000 files nearly fit
  if (!readOnly) {
    database_.exec("PRAGMA journal_mode = WAL");
    // FULL waits for the disk at every commit, so that even a power cut loses no finished gesture.
    database_.exec("PRAGMA synchronous = FULL");
  }
  return prepareSchema(database_, readOnly);
}

Status Store::load(Document& document) {
  return guarded([&]() -> Status {
    if (Status read = entries_.read(document); !read) {
      return read;
    }
    entries_.reserveIds(document);
    return Nothing{};
  });
}

Result<std::int64_t> Store::write(const LogEntry& entry,
                                  const Edit& edit,
                                  const Document& document,
                                  const std::set<ImageId>& outdated,
                                  const std::function<void()>& apply) {
  constexpr std::size_t many = 10'000;
  const DiskWait wait(database_, entry.kind != EditKind::Record);
  return guarded([&]() -> Result<std::int64_t> {
    SQLite::Transaction transaction(database_);
    const std::int64_t row = log_.append(entry, edit, document);
    entries_.write(edit.changes, document, {.edit = row, .images = outdated});
    if (edit.changes.size() > many) {
      auto committed = std::async(std::launch::async, [&] { transaction.commit(); });
      apply();
      committed.get();
    } else {
      transaction.commit();
      apply();
    }
    return row;
  });
}

Result<std::vector<HistoryEntry>> Store::steps() {
  return guarded([&]() -> Result<std::vector<HistoryEntry>> { return log_.steps(); });
}

Result<Edit> Store::inverseOf(std::int64_t step) {
  return guarded([&] { return log_.inverseOf(step); });
}

Result<Edit> Store::inverseOfUndoing(std::int64_t step) {
  return guarded([&] { return log_.inverseOfUndoing(step); });
}

Result<std::set<ImageId>> Store::outdatedImages() {
  return guarded([&]() -> Result<std::set<ImageId>> {
    std::set<ImageId> images;
    SQLite::Statement& row = statements_.prepared("SELECT id FROM image WHERE edited > synced");
    while (row.executeStep()) {
      images.insert(row.getColumn(0).getInt64());
    }
    return images;
  });
}

Status Store::markSynced(const std::set<ImageId>& images) {
  return inTransaction([&] {
    for (const ImageId image : images) {
      statements_.execute("UPDATE image SET synced = edited WHERE id = ?", image);
    }
  });
}

Status Store::markOutdated(const std::set<ImageId>& images) {
  return inTransaction([&] {
    for (const ImageId image : images) {
      statements_.execute("UPDATE image SET synced = -1 WHERE id = ?", image);
    }
  });
}

Result<std::map<std::string, LabelFileRecord>> Store::labelFiles() {
  return guarded([&]() -> Result<std::map<std::string, LabelFileRecord>> {
    std::map<std::string, LabelFileRecord> records;
    SQLite::Statement& row = statements_.prepared(
        "SELECT path, size, modified, hash, problem, intended FROM label_file");
    while (row.executeStep()) {
      records[row.getColumn(0).getString()] = {.size = row.getColumn(1).getInt64(),
                                               .modified = row.getColumn(2).getInt64(),
                                               .hash = row.getColumn(3).getString(),
                                               .problem = row.getColumn(4).getString(),
                                               .intended = row.getColumn(5).getString()};
    }
    return records;
  });
}

Status Store::writeLabelFiles(const std::map<std::string, LabelFileRecord>& records) {
  return inTransaction([&] {
    for (const auto& [path, record] : records) {
      statements_.execute(
          "INSERT OR REPLACE INTO label_file (path, size, modified, hash, problem, intended) "
          "VALUES "
          "(?, ?, ?, ?, ?, ?)",
          path, record.size, record.modified, record.hash, record.problem, record.intended);
    }
  });
}

Status Store::forgetLabelFiles(const std::vector<std::string>& files) {
  return inTransaction([&] {
    for (const std::string& file : files) {
      statements_.execute("DELETE FROM label_file WHERE path = ?", file);
    }
  });
}

Result<std::map<std::string, std::string>> Store::settings() {
  return guarded([&]() -> Result<std::map<std::string, std::string>> {
    std::map<std::string, std::string> settings;
    SQLite::Statement& row = statements_.prepared("SELECT name, value FROM setting");
    while (row.executeStep()) {
      settings[row.getColumn(0).getString()] = row.getColumn(1).getString();
    }
    return settings;
  });
}

Status Store::setSetting(const std::string& name, const std::string& value) {
  return inTransaction([&] {
    statements_.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", name, value);
  });
}

Status Store::writeRun(const RunRecord& run) {
  return inTransaction([&] { records_.writeRun(run); });
}

Result<std::vector<RunRecord>> Store::runs() {
  return guarded([&]() -> Result<std::vector<RunRecord>> { return records_.runs(); });
}

Status Store::replaceFindings(std::vector<Finding>& findings) {
  return inTransaction([&] { records_.replaceFindings(findings); });
}

Result<std::vector<Finding>> Store::findings() {
  return guarded([&] { return records_.findings(); });
}

Status Store::replacePredictions(const std::vector<ImageId>& images,
                                 std::vector<Prediction>& predictions) {
  return inTransaction([&] { records_.replacePredictions(images, predictions); });
}

Result<std::vector<Prediction>> Store::predictionsOf(ImageId image) {
  return guarded([&] { return records_.predictionsOf(image); });
}

Result<std::vector<ImageId>> Store::labellingOrder() {
  return guarded([&]() -> Result<std::vector<ImageId>> { return records_.labellingOrder(); });
}

Status Store::addIteration(IterationRecord& iteration) {
  return inTransaction([&] { records_.addIteration(iteration); });
}

Result<std::vector<IterationRecord>> Store::iterations() {
  return guarded([&]() -> Result<std::vector<IterationRecord>> { return records_.iterations(); });
}

}  // namespace touchstone::labeling
