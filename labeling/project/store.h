#pragma once

#include "labeling/project/edit_log.h"
#include "labeling/project/entry_tables.h"
#include "labeling/project/label_file_record.h"
#include "labeling/project/record_tables.h"
#include "labeling/project/statements.h"

#include <SQLiteCpp/Transaction.h>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>

namespace touchstone::labeling {

/// The SQLite file of a project: each function is one transaction, and turns what SQLite throws
/// into an Error.
class Store {
public:
  static Result<std::unique_ptr<Store>> open(const std::filesystem::path& file, bool readOnly);

  /// Fills an empty document.
  Status load(Document& document);

  /// Writes an edit that is to be applied to the document, with its inverse, and marks the images
  /// whose label files will no longer agree. Returns the id of its row in the log. Calls
  /// `apply` when edit and document are no longer looked at; for a large edit while its commit is
  /// under way, so that it may have been called although the writing failed.
  Result<std::int64_t> write(const LogEntry& entry,
                             const Edit& edit,
                             const Document& document,
                             const std::set<ImageId>& outdated,
                             const std::function<void()>& apply);
  Result<std::vector<HistoryEntry>> steps();
  Result<Edit> inverseOf(std::int64_t step);
  Result<Edit> inverseOfUndoing(std::int64_t step);

  /// The images whose label files have to be written.
  Result<std::set<ImageId>> outdatedImages();
  Status markSynced(const std::set<ImageId>& images);
  Status markOutdated(const std::set<ImageId>& images);

  /// What is remembered of label files, by relative path.
  Result<std::map<std::string, LabelFileRecord>> labelFiles();
  Status writeLabelFiles(const std::map<std::string, LabelFileRecord>& records);
  Status forgetLabelFiles(const std::vector<std::string>& files);

  Result<std::map<std::string, std::string>> settings();
  Status setSetting(const std::string& name, const std::string& value);

  Status writeRun(const RunRecord& run);
  Result<std::vector<RunRecord>> runs();
  Status replaceFindings(std::vector<Finding>& findings);
  Result<std::vector<Finding>> findings();
  Status replacePredictions(const std::vector<ImageId>& images,
                            std::vector<Prediction>& predictions);
  Result<std::vector<Prediction>> predictionsOf(ImageId image);
  Result<std::vector<ImageId>> labellingOrder();
  Status addIteration(IterationRecord& iteration);
  Result<std::vector<IterationRecord>> iterations();

private:
  Store(const std::filesystem::path& file, const std::string& name, int flags);
  static Result<std::unique_ptr<Store>> opened(const std::filesystem::path& file,
                                               const std::string& name,
                                               int flags,
                                               bool readOnly);
  Status prepare(bool readOnly);

  /// Returns what `read`, which returns a Result, returns.
  template <class Read>
  auto guarded(Read read) -> decltype(read());
  /// Calls `write` in a transaction.
  template <class Write>
  Status inTransaction(Write write);

  std::filesystem::path file_;
  SQLite::Database database_;
  Statements statements_{database_};
  EntryTables entries_{statements_};
  EditLog log_{statements_};
  RecordTables records_{statements_};
};

}  // namespace touchstone::labeling
