#include "labeling/formats/label_format.h"
#include "labeling/formats/sync_format.h"
#include "labeling/project/folder_scan.h"
#include "labeling/project/prepare_images.h"
#include "labeling/project/project.h"
#include "labeling/project/project_state.h"

#include <algorithm>
#include <pwd.h>
#include <unistd.h>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

std::string loginName() {
  const passwd* user = ::getpwuid(::getuid());
  return user != nullptr && user->pw_name != nullptr ? user->pw_name : "";
}

/// Returns the absolute folder without links, so that one folder has one store.
Result<fs::path> existingFolder(const fs::path& folder) {
  std::error_code unknown;
  if (!fs::exists(folder, unknown)) {
    return Error{ErrorKind::BadInput, folder,
                 folder.string() +
                     " does not exist: check the name, or make the folder and put "
                     "images into it."};
  }
  if (!fs::is_directory(folder, unknown)) {
    return Error{ErrorKind::BadInput, folder,
                 folder.string() + " is a file: open the folder that it lies in."};
  }
  fs::path absolute = fs::canonical(folder, unknown);
  return unknown ? folder : absolute;
}

Error noImages(const fs::path& folder) {
  return {ErrorKind::BadInput, folder,
          folder.string() +
              " contains no images (jpg, png, bmp, tif, webp …): put some into it or "
              "choose another folder."};
}

std::string counted(std::size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

/// Adds a few of the sentences and says how many more there are.
void addNotices(std::vector<std::string>& notices, const std::vector<std::string>& sentences) {
  constexpr std::size_t shown = 5;
  for (std::size_t i = 0; i < std::min(shown, sentences.size()); ++i) {
    notices.push_back(sentences[i]);
  }
  if (sentences.size() > shown) {
    notices.push_back("There are " + std::to_string(sentences.size() - shown) +
                      " more messages of this kind.");
  }
}

std::string readOnlySentence(const fs::path& folder, const std::string& why) {
  return folder.string() + " is open for reading only because " + why + ".";
}

}  // namespace

/// The steps of opening, one after the other, on the state of a project to be.
class ProjectOpening {
public:
  ProjectOpening(Project& project, const OpenOptions& options, const WorkContext& work)
      : project_(project), state_(*project.state_), options_(options), work_(work) {}

  Status run(const fs::path& folder) {
    return existingFolder(folder)
        .and_then([&](fs::path existing) {
          state_.folder = std::move(existing);
          state_.author = options_.author.empty() ? loginName() : options_.author;
          return openStore();
        })
        .and_then([&](Nothing) { return state_.load(); })
        .and_then([&](Nothing) { return endInterruptedRuns(); })
        .and_then([&](Nothing) { return updateImages(); })
        .and_then([&](Nothing) { return importFoundLabels(); })
        .and_then([&](Nothing) { return lookAtLabelFiles(); });
  }

private:
  Status openStore() {
    state_.place = findStorePlace(state_.folder);
    if (options_.readOnly || !state_.place.isWritable) {
      state_.readOnlyBecause = readOnlySentence(
          state_.folder, options_.readOnly ? "it was opened so" : "its store cannot be written to");
      if (!options_.readOnly) {
        state_.notices.push_back(state_.readOnlyBecause);
      }
      return openExistingStore();
    }
    // A folder without images must not be left with an empty store in it.
    return scan().and_then([&](Nothing) { return openForWriting(); });
  }

  Status openExistingStore() {
    if (state_.place.isNew) {
      return Error{
          ErrorKind::BadInput, state_.folder,
          state_.folder.string() + " is no project yet: open it once for writing to make it one."};
    }
    return take(Store::open(state_.place.file(), true));
  }

  Status openForWriting() {
    if (Status made = makeStoreFolder(state_.folder, state_.place); !made) {
      return made;
    }
    if (state_.place.isInDataFolder) {
      state_.notices.push_back(state_.folder.string() +
                               " cannot be written to, so the labels are kept in " +
                               state_.place.folder.string() + ".");
    }
    auto lock = WriterLock::take(state_.place.folder / "lock");
    if (const auto* holder = std::get_if<WriterLock::Holder>(&lock)) {
      state_.readOnlyBecause = readOnlySentence(state_.folder, "it is open in " + *holder);
      state_.notices.push_back(state_.readOnlyBecause);
      return openExistingStore();
    }
    state_.lock = std::get<std::unique_ptr<WriterLock>>(std::move(lock));
    return take(Store::open(state_.place.file(), false));
  }

  Status take(Result<std::unique_ptr<Store>> store) {
    if (!store) {
      return store.error();
    }
    state_.store = *std::move(store);
    return Nothing{};
  }

  Status scan() {
    auto found = scanFolder(state_.folder, work_);
    if (!found) {
      return found.error();
    }
    scan_ = *std::move(found);
    if (scan_.paths.empty() && state_.place.isNew && !options_.allowEmpty) {
      return noImages(state_.folder);
    }
    std::vector<std::string> sentences;
    for (const std::string& name : scan_.unusable) {
      sentences.push_back("The name of " + name + " is not UTF-8, so it was left out: rename it.");
    }
    addNotices(state_.notices, sentences);
    return Nothing{};
  }

  /// Whoever trained had the lock that is held here now, so that no run can still be running.
  Status endInterruptedRuns() {
    if (project_.isReadOnly()) {
      return Nothing{};
    }
    std::vector<std::string> sentences;
    for (RunRecord run : project_.runs()) {
      if (run.state != "running") {
        continue;
      }
      run.state = "failed";
      if (Status stored = project_.updateRun(run); !stored) {
        return stored;
      }
      sentences.push_back("The training of run " + run.name +
                          " was interrupted; no label was lost.");
    }
    addNotices(state_.notices, sentences);
    return Nothing{};
  }

  Status updateImages() {
    if (project_.isReadOnly()) {
      return options_.measureLater ? Status(Nothing{}) : measureImages();
    }
    const bool isFirst = state_.document.images().empty();
    Edit edit = editForScan(scan_, state_.document);
    const auto added = static_cast<std::size_t>(
        std::count_if(edit.changes.begin(), edit.changes.end(), [&](const AnyChange& change) {
          return state_.document.image(std::get<ImageChange>(change).id) == nullptr;
        }));
    if (added > 0 && !isFirst) {
      state_.notices.push_back(counted(added, "new image was", "new images were") + " found.");
    }
    tellProblems(edit);
    if (Status recorded = project_.record(std::move(edit)); !recorded) {
      return recorded;
    }
    if (state_.document.images().empty() && !options_.allowEmpty) {
      return noImages(state_.folder);
    }
    return options_.measureLater ? Status(Nothing{}) : measureImages();
  }

  Status measureImages() {
    auto edit = missingSizes(state_.document, state_.folder, work_);
    if (!edit) {
      return edit.error();
    }
    tellProblems(*edit);
    if (project_.isReadOnly()) {
      // For as long as it is open; whoever may write is measuring them.
      static_cast<void>(apply(state_.document, *std::move(edit)));
      return Nothing{};
    }
    return project_.record(*std::move(edit));
  }

  void tellProblems(const Edit& edit) {
    std::vector<std::string> problems;
    for (const AnyChange& change : edit.changes) {
      const auto& image = std::get<ImageChange>(change).value;
      if (!image->problem.empty()) {
        problems.push_back(image->path + ": " + image->problem);
      }
    }
    addNotices(state_.notices, problems);
  }

  Status importFoundLabels() {
    if (project_.isReadOnly() || !options_.importFoundLabels || project_.setting("imported") ||
        !state_.document.annotations().empty()) {
      return Nothing{};
    }
    isFirstLook_ = true;
    const LabelFormat* format =
        scan_.holdsFolders || scan_.holdsOtherFiles ? detectLabelFormat(state_.folder) : nullptr;
    if (format != nullptr) {
      // What labels mean may depend on the sizes of their images.
      if (Status measured = measureImages(); !measured) {
        return measured;
      }
      state_.importsFoundLabels = true;
      const auto report = format->read(project_, state_.folder, {}, work_);
      state_.importsFoundLabels = false;
      if (!report && report.error().kind == ErrorKind::Cancelled) {
        return report.error();
      }
      tellOf(*format, report);
      if (Status taken = report ? takeOver(*format, *report) : Status(Nothing{}); !taken) {
        return taken;
      }
    }
    return project_.setSetting(LabelFiles::rememberedSetting, "yes").and_then([&](Nothing) {
      return project_.setSetting("imported", "yes");
    });
  }

  /// Label files go on in the format in which they were found.
  Status takeOver(const LabelFormat& format, const TransferReport& report) {
    if (findSyncFormat(format.name) == nullptr) {
      return Nothing{};
    }
    return project_.setSetting("sync.format", std::string(format.name)).and_then([&](Nothing) {
      return state_.labelFiles.remember(report.refused, work_);
    });
  }

  Status lookAtLabelFiles() {
    if (project_.isReadOnly() || !project_.setting("imported")) {
      return Nothing{};
    }
    const Status looked = isFirstLook_            ? Status(Nothing{})
                          : scan_.holdsOtherFiles ? state_.labelFiles.look(work_)
                                                  : state_.labelFiles.lookAtKnown(work_);
    if (!looked) {
      return looked;
    }
    std::vector<std::string> sentences;
    const auto& told = state_.notices;
    for (const LabelFileIssue& issue : state_.labelFiles.issues()) {
      if (std::find(told.begin(), told.end(), issue.message) == told.end()) {
        sentences.push_back(issue.message);
      }
    }
    addNotices(state_.notices, sentences);
    return Nothing{};
  }

  void tellOf(const LabelFormat& format, const Result<TransferReport>& report) {
    if (!report) {
      state_.notices.push_back(report.error().message);
      return;
    }
    state_.notices.push_back(
        "Imported " + counted(static_cast<std::size_t>(report->annotations), "label", "labels") +
        " from " + std::string(format.title) + ".");
    addNotices(state_.notices, report->warnings);
  }

  Project& project_;
  Project::State& state_;
  const OpenOptions& options_;
  const WorkContext& work_;
  FolderScan scan_;
  bool isFirstLook_ = false;  ///< the label files were read just now
};

Result<std::unique_ptr<Project>> Project::open(const fs::path& folder,
                                               const OpenOptions& options,
                                               const WorkContext& work) {
  std::unique_ptr<Project> project(new Project);
  if (Status opened = ProjectOpening(*project, options, work).run(folder); !opened) {
    return opened.error();
  }
  return project;
}

}  // namespace touchstone::labeling
