#pragma once

#include "labeling/annotation/document.h"
#include "labeling/progress.h"
#include "labeling/project/run_record.h"
#include "labeling/result.h"
#include "labeling/review/finding.h"
#include "labeling/review/prediction.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace touchstone::labeling {

class LabelFiles;

struct OpenOptions {
  bool readOnly = false;          ///< neither locks nor writes; the store must exist
  bool importFoundLabels = true;  ///< at the first opening, import the labels found in the folder
  bool allowEmpty = false;        ///< no image is no error: they will be imported
  bool measureLater = false;      ///< leaves the sizes of new images to missingSizes
  std::string author = {};        ///< who makes the edits; the login name when empty
};

/// A folder of images with its store. Every edit is one SQLite transaction; label files follow in
/// the sync format. One process writes at a time: the others open it read-only.
class Project {
public:
  /// Opens `folder`, creating `.touchstone` at the first opening and adding images that appeared
  /// since. When another process has it, the project is read-only and `notices` says who. Runs
  /// that were interrupted by the end of their program become "failed".
  /// Errors: no folder, no image in it, a store of a newer version, a damaged store.
  static Result<std::unique_ptr<Project>> open(const std::filesystem::path& folder,
                                               const OpenOptions& options = {},
                                               const WorkContext& work = {});
  ~Project();
  Project(const Project&) = delete;
  Project& operator=(const Project&) = delete;

  [[nodiscard]] const std::filesystem::path& folder() const;
  /// Where the store, runs and cache are: FOLDER/.touchstone, or under the user's data directory
  /// when the folder cannot be written to.
  [[nodiscard]] const std::filesystem::path& storeFolder() const;
  [[nodiscard]] bool isReadOnly() const;
  /// Who makes the edits.
  [[nodiscard]] const std::string& author() const;
  /// What the person should know about the opening, one sentence each.
  [[nodiscard]] const std::vector<std::string>& notices() const;

  [[nodiscard]] const Document& document() const;
  /// Gives ids for new entries; an id is used up even when the edit is not performed.
  [[nodiscard]] AnnotationId newAnnotationId();
  [[nodiscard]] ClassId newClassId();
  [[nodiscard]] ImageId newImageId();
  [[nodiscard]] DecisionId newDecisionId();
  [[nodiscard]] CommentId newCommentId();

  /// Applies the edit and stores it with its inverse in one transaction. An edit without effect
  /// is not logged. On an error nothing has changed.
  Status perform(Edit edit);
  /// Stores what the program itself found out (sizes, hashes, new files): like perform, but it is
  /// no step that a person undoes, and no label file follows it.
  Status record(Edit edit);
  /// Undoes or redoes one step and returns its name; nothing when there is none. Both survive
  /// a restart.
  Result<std::optional<std::string>> undo();
  Result<std::optional<std::string>> redo();
  [[nodiscard]] std::optional<std::string> undoName() const;
  [[nodiscard]] std::optional<std::string> redoName() const;
  /// Returns the newest `limit` steps, newest first.
  [[nodiscard]] std::vector<HistoryEntry> history(std::size_t limit) const;

  /// Returns all steps, oldest first: `doneSteps()` done ones, then those that redo would take. The
  /// reference is good until the next edit.
  [[nodiscard]] const std::vector<HistoryEntry>& steps() const;
  [[nodiscard]] std::size_t doneSteps() const;

  /// Calls `observer` after every change of the document with the changes that were applied.
  /// One observer; the user interface fans out.
  void observe(std::function<void(const Edit&)> observer);

  /// Writes the label files of images edited since the last call, atomically, in the sync format.
  Status syncLabelFiles();
  /// What stands in the way of writing label files, and what to do about it.
  [[nodiscard]] LabelFiles& labelFiles();
  /// The name of a SyncFormat, or "none" when labels live in the store only (folder-per-class
  /// data). At the first opening it is the format of the labels that were found.
  [[nodiscard]] std::string syncFormat() const;
  /// Chooses the format; the label files of all labelled images are written at the next sync.
  Status setSyncFormat(const std::string& format);

  /// Named settings of the project, kept in the store.
  [[nodiscard]] std::optional<std::string> setting(const std::string& name) const;
  Status setSetting(const std::string& name, const std::string& value);

  /// Makes runs/NNNN and records it as running.
  Result<RunRecord> newRun(const std::string& task, const std::string& request);
  Status updateRun(const RunRecord& run);
  [[nodiscard]] std::vector<RunRecord> runs() const;  ///< oldest first
  [[nodiscard]] std::filesystem::path runFolder(const std::string& run) const;

  /// Replaces all findings by those of a new audit; ids are given in order, from 1 above the
  /// highest ever used.
  Status replaceFindings(std::vector<Finding> findings);
  [[nodiscard]] std::vector<Finding> findings() const;  ///< most suspicious first
  [[nodiscard]] std::optional<Finding> finding(FindingId id) const;

  /// Replaces the predictions of these images, those first whose labels teach a model most, by
  /// those of a run; ids are given.
  Status replacePredictions(const std::vector<ImageId>& images,
                            std::vector<Prediction> predictions);
  /// Returns the predictions of an image, best first, read from the store.
  [[nodiscard]] Result<std::vector<Prediction>> predictionsOf(ImageId image) const;
  /// Returns the images of the last predictions in the order in which to label them.
  [[nodiscard]] Result<std::vector<ImageId>> labellingOrder() const;

  /// Appends an iteration; `number` is given.
  Result<IterationRecord> addIteration(IterationRecord iteration);
  [[nodiscard]] std::vector<IterationRecord> iterations() const;

private:
  friend class LabelFiles;
  friend class ProjectOpening;
  Project();
  struct State;
  std::unique_ptr<State> state_;
};

/// Returns a hash of everything a training depends on: paths, content hashes, splits, states,
/// classes and annotations; independent of ids' history and of decisions.
[[nodiscard]] std::string labelHashOf(const Document& document);

}  // namespace touchstone::labeling
