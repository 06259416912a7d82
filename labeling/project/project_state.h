#pragma once

#include "labeling/project/history.h"
#include "labeling/project/label_files.h"
#include "labeling/project/project.h"
#include "labeling/project/store.h"
#include "labeling/project/store_place.h"
#include "labeling/project/writer_lock.h"

namespace touchstone::labeling {

/// What was written to the log.
struct LogRow {
  std::int64_t id = 0;
  LogEntry entry;
};

/// What an open project consists of: the store, and a copy of all of it in memory but the history's
/// content.
struct Project::State {
  explicit State(Project& project) : labelFiles(project) {}

  std::filesystem::path folder;
  StorePlace place;
  std::string readOnlyBecause;  ///< one sentence; empty when the project can be edited
  std::vector<std::string> notices;
  std::string author;
  bool importsFoundLabels = false;  ///< while they are imported, edits are recorded only

  std::unique_ptr<WriterLock> lock;
  std::unique_ptr<Store> store;

  Document document;
  History history;
  std::set<ImageId> outdated;
  LabelFiles labelFiles;
  std::map<std::string, std::string> settings;
  std::vector<RunRecord> runs;
  std::vector<Finding> findings;
  std::vector<IterationRecord> iterations;
  std::function<void(const Edit&)> observer;

  /// Fills the memory from the store.
  Status load();
  /// Applies an edit, which was reduced, to store and memory, or to neither; then moves the history
  /// on by `advance`, which is given the row in the log, and tells the observer.
  Status carryOut(LogEntry entry, Edit edit, const std::function<void(const LogRow&)>& advance);
  /// Carries out what is no step of the history, unless it has no effect.
  Status record(Edit edit);
  /// Gives the image its size when nobody has looked at its file yet: a label file tells it.
  Status measureFirst(ImageId image);
  /// Carries out what undoes a step or does it again; returns the step's name.
  Result<std::string> travel(EditKind kind,
                             const HistoryEntry& step,
                             Result<Edit> edit,
                             const std::function<void(const LogRow&)>& advance);
  /// Says why the project cannot be changed, if so.
  [[nodiscard]] Status mayWrite() const;
};

}  // namespace touchstone::labeling
