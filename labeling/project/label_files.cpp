#include "labeling/project/label_files.h"

#include "labeling/formats/source_files.h"
#include "labeling/images/image_hash.h"
#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"
#include "labeling/project/project_state.h"

#include <algorithm>
#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

bool isThere(const fs::path& file) {
  std::error_code unknown;
  return fs::exists(file, unknown);
}

/// Whether we wrote that content, or were about to when the program was ended.
bool isOurs(const LabelFileRecord& record, const std::string& content) {
  const std::string hash = hashOfBytes(content);
  return record.hash == hash || record.intended == hash;
}

/// What is remembered of a file that has this content now.
LabelFileRecord recordWith(const fs::path& file, const std::string& content) {
  LabelFileRecord record = recordOf(file).value_or(LabelFileRecord());
  record.size = static_cast<std::int64_t>(content.size());
  record.hash = hashOfBytes(content);
  return record;
}

}  // namespace

const SyncFormat* LabelFiles::format() const {
  return project_.isReadOnly() ? nullptr : findSyncFormat(project_.syncFormat());
}

std::unique_ptr<LabelFileAccess> LabelFiles::access() const {
  return format()->open({.document = project_.document(),
                         .folder = project_.folder(),
                         .settings = project_.state_->settings});
}

std::string LabelFiles::relative(const fs::path& file) const {
  return file.lexically_relative(project_.folder()).generic_string();
}

fs::path LabelFiles::absolute(const std::string& file) const {
  return project_.folder() / file;
}

bool LabelFiles::isLabelled(ImageId image) const {
  return !project_.document().annotationsOf(image).empty() ||
         project_.document().image(image)->state != ImageState::Unlabelled;
}

LabelFiles::ImagesOfFile LabelFiles::imagesOf(LabelFileAccess& access,
                                              const std::set<std::string>& files) const {
  std::set<std::string, std::less<>> names;
  for (const std::string& file : files) {
    names.emplace(stemOf(file));
  }
  ImagesOfFile found;
  for (const auto& [id, image] : project_.document().images()) {
    if (format()->sharesFiles || names.contains(stemOf(image.path)) ||
        names.contains(fileNameOf(image.path))) {
      const std::string file = relative(access.file(id));
      if (files.contains(file)) {
        found[file].push_back(id);
      }
    }
  }
  return found;
}

bool LabelFiles::agrees(LabelFileAccess& access,
                        const std::string& file,
                        const std::vector<ImageId>& images,
                        const std::string& present) const {
  return std::all_of(images.begin(), images.end(), [&](ImageId image) {
    const auto text = access.write(image, absolute(file), present);
    return text && *text == present;
  });
}

Status LabelFiles::load() {
  if (isLoaded_) {
    return Nothing{};
  }
  return project_.state_->store->labelFiles().transform([this](Records records) {
    records_ = std::move(records);
    isLoaded_ = true;
    return Nothing{};
  });
}

Status LabelFiles::keep(const Records& changed) {
  for (const auto& [file, record] : changed) {
    records_[file] = record;
  }
  return changed.empty() ? Status(Nothing{}) : project_.state_->store->writeLabelFiles(changed);
}

Status LabelFiles::intend(const std::string& file, const std::string& text) {
  LabelFileRecord record = records_[file];
  record.intended = hashOfBytes(text);
  return keep({{file, record}});
}

Status LabelFiles::markWritten(const std::set<ImageId>& images) {
  return project_.state_->store->markSynced(images).transform([&](Nothing) {
    for (const ImageId image : images) {
      project_.state_->outdated.erase(image);
    }
    return Nothing{};
  });
}

Status LabelFiles::sync() {
  if (format() == nullptr || project_.state_->outdated.empty()) {
    return Nothing{};
  }
  const auto files = access();
  std::set<ImageId> written;
  std::set<ImageId> labelled;
  ImagesOfFile imagesOfFile;
  for (const ImageId image : project_.state_->outdated) {
    if (project_.document().image(image) == nullptr) {
      written.insert(image);
    } else {
      if (Status measured = project_.state_->measureFirst(image); !measured) {
        return measured;
      }
      imagesOfFile[relative(files->file(image))].push_back(image);
      labelled.insert(image);
    }
  }
  const Status ready = load().and_then([&](Nothing) { return files->prepare(labelled, notices_); });
  if (!ready) {
    return ready;
  }
  Status result = Nothing{};
  Records changed;
  for (const auto& [file, images] : imagesOfFile) {
    const auto done = write(*files, file, images, changed);
    if (done && *done) {
      written.insert(images.begin(), images.end());
    } else if (!done && result) {
      result = done.error();
    }
  }
  const Status kept = keep(changed).and_then([&](Nothing) { return markWritten(written); });
  return kept ? result : kept;
}

Result<bool> LabelFiles::write(LabelFileAccess& access,
                               const std::string& file,
                               const std::vector<ImageId>& images,
                               Records& changed) {
  const fs::path path = absolute(file);
  const bool hasFile = isThere(path);
  if (issueOf(file) != nullptr) {
    return false;
  }
  if (!hasFile && std::none_of(images.begin(), images.end(),
                               [this](ImageId image) { return isLabelled(image); })) {
    return true;
  }
  const auto present = hasFile ? readFile(path) : Result<std::string>(std::string());
  if (!present) {
    return present.error();
  }
  std::string text = *present;
  for (const ImageId image : images) {
    auto next = access.write(image, path, text);
    if (!next) {
      addIssue(file, images, LabelFileState::Damaged, next.error().message);
      return next.error();
    }
    text = *std::move(next);
  }
  const auto known = records_.find(file);
  const bool mayReplace = known != records_.end() && isOurs(known->second, *present);
  if (hasFile && text != *present && !mayReplace) {
    addIssue(file, images, known == records_.end() ? LabelFileState::New : LabelFileState::Changed);
    return Error{ErrorKind::BadInput, path, issues_.back().message};
  }
  if (!hasFile || text != *present) {
    const Status done =
        intend(file, text).and_then([&](Nothing) { return writeFileAtomically(path, text); });
    if (!done) {
      return done.error();
    }
  }
  changed[file] = recordWith(path, text);
  return true;
}

Status LabelFiles::beginAnew() {
  issues_.clear();
  std::set<ImageId> labelled;
  for (const auto& [id, image] : project_.document().images()) {
    if (isLabelled(id)) {
      labelled.insert(id);
    }
  }
  return project_.state_->store->markOutdated(labelled).transform([&](Nothing) {
    project_.state_->outdated.merge(labelled);
    return Nothing{};
  });
}

Status LabelFiles::remember(const std::vector<Error>& refused, const WorkContext& work) {
  if (format() == nullptr) {
    return Nothing{};
  }
  if (Status ready = load(); !ready) {
    return ready;
  }
  std::set<fs::path> refusedNames;
  for (const Error& error : refused) {
    refusedNames.insert(error.file.filename());
  }
  const auto files = access();
  ImagesOfFile imagesOfFile;
  for (const auto& [id, image] : project_.document().images()) {
    if (work.stop.stop_requested()) {
      return Error{ErrorKind::Cancelled, project_.folder(), "Opening the folder was cancelled."};
    }
    const fs::path path = files->file(id);
    if (isThere(path) && !records_.contains(relative(path))) {
      imagesOfFile[relative(path)].push_back(id);
    }
  }
  Records found;
  for (const auto& [file, images] : imagesOfFile) {
    const auto content = readFile(absolute(file));
    LabelFileRecord& record = found[file];
    record = recordWith(absolute(file), content ? *content : std::string());
    const bool isSuspicious = refusedNames.contains(absolute(file).filename());
    const auto read = !content       ? Result<ImageLabels>(content.error())
                      : isSuspicious ? files->read(images.front(), absolute(file), *content)
                                     : Result<ImageLabels>(ImageLabels());
    if (!read) {
      record.problem = read.error().message;
      addIssue(file, images, LabelFileState::Damaged, record.problem);
    }
  }
  return keep(found).and_then(
      [&](Nothing) { return project_.setSetting(rememberedSetting, "yes"); });
}

Status LabelFiles::look(const WorkContext& work) {
  return look(work, [&](LabelFileAccess& access, Records& changed) {
    return lookForNew(access, work, changed);
  });
}

Status LabelFiles::lookAtKnown(const WorkContext& work) {
  return look(work, [](LabelFileAccess&, Records&) { return Status(Nothing{}); });
}

Status LabelFiles::look(const WorkContext& work, const LookForNew& lookForNew) {
  if (format() == nullptr) {
    return Nothing{};
  }
  if (!project_.setting(rememberedSetting)) {
    return remember({}, work);
  }
  if (Status loaded = load(); !loaded) {
    return loaded;
  }
  issues_.clear();
  const auto files = access();
  std::set<std::string> suspicious;
  for (const auto& [file, record] : records_) {
    const auto now =
        file.ends_with(format()->extension) ? recordOf(absolute(file)) : std::optional(record);
    if (!now || now->size != record.size || now->modified != record.modified ||
        !record.problem.empty()) {
      suspicious.insert(file);
    }
  }
  Records changed;
  for (const auto& [file, images] : imagesOf(*files, suspicious)) {
    lookAt(*files, file, images, changed);
  }
  return lookForNew(*files, changed).and_then([&](Nothing) { return keep(changed); });
}

void LabelFiles::lookAt(LabelFileAccess& access,
                        const std::string& file,
                        const std::vector<ImageId>& images,
                        Records& changed) {
  const fs::path path = absolute(file);
  const LabelFileRecord& known = records_[file];
  if (!isThere(path)) {
    // A file that was only intended was never there.
    if (!known.hash.empty() && std::any_of(images.begin(), images.end(),
                                           [this](ImageId image) { return isLabelled(image); })) {
      addIssue(file, images, LabelFileState::Gone);
    }
    return;
  }
  const auto present = readFile(path);
  const auto read =
      present ? access.read(images.front(), path, *present) : Result<ImageLabels>(present.error());
  if (!read) {
    addIssue(file, images, LabelFileState::Damaged, read.error().message);
    return;
  }
  if (isOurs(known, *present) || agrees(access, file, images, *present)) {
    changed[file] = recordWith(path, *present);
  } else {
    addIssue(file, images, LabelFileState::Changed);
  }
}

Status LabelFiles::lookForNew(LabelFileAccess& access, const WorkContext& work, Records& changed) {
  const auto all = filesBelow(project_.folder(), work);
  if (!all) {
    return all.error();
  }
  std::set<std::string> unknown;
  for (const std::string& file : *all) {
    if (file.ends_with(format()->extension) && !records_.contains(file)) {
      unknown.insert(file);
    }
  }
  if (unknown.empty()) {
    return Nothing{};
  }
  for (const auto& [file, images] : imagesOf(access, unknown)) {
    const auto present = readFile(absolute(file));
    if (present && agrees(access, file, images, *present)) {
      changed[file] = recordWith(absolute(file), *present);
      continue;
    }
    const auto read = present ? access.read(images.front(), absolute(file), *present)
                              : Result<ImageLabels>(present.error());
    addIssue(file, images, read ? LabelFileState::New : LabelFileState::Damaged,
             read ? std::string() : read.error().message);
  }
  return Nothing{};
}

}  // namespace touchstone::labeling
