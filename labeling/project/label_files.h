#pragma once

#include "labeling/annotation/image.h"
#include "labeling/formats/sync_format.h"
#include "labeling/progress.h"
#include "labeling/project/label_file_record.h"
#include "labeling/result.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace touchstone::labeling {

class Project;

/// Why a label file is not written.
enum class LabelFileState {
  Damaged,  ///< it cannot be read
  Changed,  ///< another program changed it since we last wrote or read it
  New,      ///< another program made it
  Gone      ///< it was deleted
};

/// A label file that waits for a person's decision.
struct LabelFileIssue {
  std::string file;  ///< relative to the project folder
  std::vector<ImageId> images;
  LabelFileState state = LabelFileState::Changed;
  std::string message;  ///< one sentence
};

/// The label files of a project in its sync format. A file that cannot be read, or that another
/// program changed, is never overwritten: it becomes an issue until a person decides. Size, time
/// and hash of every label file that was written or read are kept in the store.
class LabelFiles {
public:
  /// The project setting that says that the store knows the label files.
  static constexpr const char* rememberedSetting = "sync.remembered";

  explicit LabelFiles(Project& project) : project_(project) {}

  /// Writes the label files of the images that were edited, atomically. Files with an issue are
  /// passed over; the first to get one now is the error.
  Status sync();

  /// Forgets issues, and has the label files of all labelled images written at the next sync; for
  /// another sync format.
  Status beginAnew();

  /// Remembers the label files that are not known yet as they are: they agree with the labels.
  /// `refused` are those that could not be read.
  Status remember(const std::vector<Error>& refused, const WorkContext& work);

  /// Looks for label files that other programs changed, made or deleted, and for damaged ones.
  Status look(const WorkContext& work);
  /// Likewise, where it is known that no program can have made any.
  Status lookAtKnown(const WorkContext& work);

  [[nodiscard]] const std::vector<LabelFileIssue>& issues() const { return issues_; }
  /// Returns what a person should know since the last call, a sentence each.
  [[nodiscard]] std::vector<std::string> takeNotices();

  /// Makes the labels of these files those of the project, as one edit. Shapes that the format
  /// cannot hold stay. Errors: a file is damaged; then nothing is changed.
  Status takeTheirs(const std::vector<std::string>& files);
  /// Keeps the project's labels: the files are backed up (NAME.bak) and written at the next sync.
  Status keepMine(const std::vector<std::string>& files);
  /// Moves damaged files to backups (NAME.bak), so that the next sync writes new ones.
  Status replaceDamaged(const std::vector<std::string>& files);

private:
  using Records = std::map<std::string, LabelFileRecord>;
  using ImagesOfFile = std::map<std::string, std::vector<ImageId>>;

  [[nodiscard]] const SyncFormat* format() const;
  [[nodiscard]] std::unique_ptr<LabelFileAccess> access() const;
  [[nodiscard]] std::string relative(const std::filesystem::path& file) const;
  [[nodiscard]] std::filesystem::path absolute(const std::string& file) const;
  [[nodiscard]] bool isLabelled(ImageId image) const;
  /// Returns the images whose label file is one of these.
  [[nodiscard]] ImagesOfFile imagesOf(LabelFileAccess& access,
                                      const std::set<std::string>& files) const;
  [[nodiscard]] bool agrees(LabelFileAccess& access,
                            const std::string& file,
                            const std::vector<ImageId>& images,
                            const std::string& present) const;

  Status load();
  Status keep(const Records& changed);
  Status markOutdated(const std::vector<std::string>& files);
  /// Notes what is about to be written: a program that is ended before it could note that it is
  /// done must not take its own file for another program's.
  Status intend(const std::string& file, const std::string& text);
  Status markWritten(const std::set<ImageId>& images);

  /// Returns whether the file says now what the document does.
  Result<bool> write(LabelFileAccess& access,
                     const std::string& file,
                     const std::vector<ImageId>& images,
                     Records& changed);
  void lookAt(LabelFileAccess& access,
              const std::string& file,
              const std::vector<ImageId>& images,
              Records& changed);
  /// Looks at the known files, and for new ones as `lookForNew` says.
  using LookForNew = std::function<Status(LabelFileAccess& access, Records& changed)>;
  Status look(const WorkContext& work, const LookForNew& lookForNew);
  Status lookForNew(LabelFileAccess& access, const WorkContext& work, Records& changed);

  void addIssue(const std::string& file,
                const std::vector<ImageId>& images,
                LabelFileState state,
                const std::string& message = {});
  [[nodiscard]] const LabelFileIssue* issueOf(const std::string& file) const;
  void drop(const std::vector<std::string>& files);

  Project& project_;
  bool isLoaded_ = false;
  Records records_;  ///< by relative path
  std::vector<LabelFileIssue> issues_;
  std::vector<std::string> notices_;
};

}  // namespace touchstone::labeling
