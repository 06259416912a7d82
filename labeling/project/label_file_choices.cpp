#include "labeling/images/image_hash.h"
#include "labeling/images/read_file.h"
#include "labeling/project/label_files.h"
#include "labeling/project/project_state.h"

#include <algorithm>
#include <system_error>

namespace touchstone::labeling {
namespace {

namespace fs = std::filesystem;

std::string sentenceFor(const std::string& file, LabelFileState state) {
  switch (state) {
    case LabelFileState::Changed:
      return file +
             " was changed by another program since Touchstone last wrote or read it; take its "
             "labels or keep yours.";
    case LabelFileState::New:
      return file + " was made by another program; take its labels or keep yours.";
    case LabelFileState::Gone:
      return file + " was deleted by another program; delete its labels too or keep yours.";
    case LabelFileState::Damaged:
      break;
  }
  return file + " cannot be read.";
}

using Named = std::vector<std::pair<std::string, Annotation>>;

/// Whether the k-th of ours says what theirs does, ids left aside.
bool isSame(const Named& ours, std::size_t k, const std::string& name, const Annotation& theirs) {
  const Annotation& value = ours[k].second;
  return ours[k].first == name && value.shape == theirs.shape &&
         value.attributes == theirs.attributes && value.unknown == theirs.unknown;
}

/// Builds the edit that gives images the labels of their files.
class LabelTaker {
public:
  LabelTaker(Project& project, const SyncFormat& format, LabelFileAccess& access)
      : project_(project), document_(project.document()), format_(format), access_(access) {
    edit_.name = "Take labels of another program";
  }

  Status take(ImageId id, const fs::path& file, const std::string& present) {
    auto labels = access_.read(id, file, present);
    if (!labels) {
      return labels.error();
    }
    const std::vector<AnnotationId> ours = held(id);
    std::vector<bool> kept(ours.size(), false);
    const Named plain = asKept(ours);
    const Named written = asWritten(id, file, ours);
    for (auto& [name, theirs] : labels->objects) {
      std::size_t k = 0;
      while (k < ours.size() &&
             (kept[k] || !(isSame(plain, k, name, theirs) || isSame(written, k, name, theirs)))) {
        ++k;
      }
      if (k < ours.size()) {
        kept[k] = true;
        continue;
      }
      theirs.labelClass = classNamed(name);
      edit_.changes.emplace_back(AnnotationChange{project_.newAnnotationId(), std::move(theirs)});
    }
    for (std::size_t k = 0; k < ours.size(); ++k) {
      if (!kept[k]) {
        edit_.changes.emplace_back(AnnotationChange{ours[k], std::nullopt});
      }
    }
    setState(id, labels->verified.value_or(document_.image(id)->state == ImageState::Verified)
                     ? ImageState::Verified
                     : ImageState::Labelled);
    return Nothing{};
  }

  void takeAway(ImageId id) {
    for (const AnnotationId annotation : held(id)) {
      edit_.changes.emplace_back(AnnotationChange{annotation, std::nullopt});
    }
    setState(id, ImageState::Unlabelled);
  }

  Edit edit() { return std::move(edit_); }

private:
  [[nodiscard]] std::vector<AnnotationId> held(ImageId id) const {
    std::vector<AnnotationId> ids;
    for (const AnnotationId annotation : document_.annotationsOf(id)) {
      if (format_.holds(document_.annotation(annotation)->shape)) {
        ids.push_back(annotation);
      }
    }
    return ids;
  }

  [[nodiscard]] Named asKept(const std::vector<AnnotationId>& ours) const {
    Named kept;
    for (const AnnotationId annotation : ours) {
      const Annotation& value = *document_.annotation(annotation);
      kept.emplace_back(document_.labelClass(value.labelClass)->name, value);
    }
    return kept;
  }

  /// Returns our labels as a new label file gives them back, so that rounding is no difference.
  Named asWritten(ImageId id, const fs::path& file, const std::vector<AnnotationId>& ours) {
    const auto text = access_.write(id, file, std::string());
    auto read = text ? access_.read(id, file, *text) : Result<ImageLabels>(text.error());
    return read && read->objects.size() == ours.size() ? std::move(read->objects) : asKept(ours);
  }

  ClassId classNamed(const std::string& name) {
    if (const auto known = document_.findClass(name)) {
      return *known;
    }
    const auto added = added_.find(name);
    if (added != added_.end()) {
      return added->second;
    }
    LabelClass labelClass;
    labelClass.name = name;
    labelClass.colour = defaultClassColour(document_.classes().size() + added_.size());
    const ClassId id = project_.newClassId();
    added_.emplace(name, id);
    edit_.changes.insert(edit_.changes.begin(), ClassChange{id, std::move(labelClass)});
    return id;
  }

  void setState(ImageId id, ImageState state) {
    Image image = *document_.image(id);
    if (image.state != ImageState::Excluded && image.state != state) {
      image.state = state;
      edit_.changes.emplace_back(ImageChange{id, std::move(image)});
    }
  }

  Project& project_;
  const Document& document_;
  const SyncFormat& format_;
  LabelFileAccess& access_;
  Edit edit_;
  std::map<std::string, ClassId> added_;
};

}  // namespace

std::vector<std::string> LabelFiles::takeNotices() {
  return std::exchange(notices_, {});
}

void LabelFiles::addIssue(const std::string& file,
                          const std::vector<ImageId>& images,
                          LabelFileState state,
                          const std::string& message) {
  drop({file});
  issues_.push_back({.file = file,
                     .images = images,
                     .state = state,
                     .message = message.empty() ? sentenceFor(file, state) : message});
}

const LabelFileIssue* LabelFiles::issueOf(const std::string& file) const {
  const auto found = std::find_if(issues_.begin(), issues_.end(),
                                  [&](const auto& issue) { return issue.file == file; });
  return found == issues_.end() ? nullptr : &*found;
}

void LabelFiles::drop(const std::vector<std::string>& files) {
  std::erase_if(issues_, [&](const LabelFileIssue& issue) {
    return std::find(files.begin(), files.end(), issue.file) != files.end();
  });
}

Status LabelFiles::markOutdated(const std::vector<std::string>& files) {
  std::set<ImageId> images;
  for (const std::string& file : files) {
    if (const LabelFileIssue* issue = issueOf(file)) {
      images.insert(issue->images.begin(), issue->images.end());
    }
  }
  return project_.state_->store->markOutdated(images).transform([&](Nothing) {
    project_.state_->outdated.merge(images);
    return Nothing{};
  });
}

Status LabelFiles::takeTheirs(const std::vector<std::string>& files) {
  if (format() == nullptr) {
    return Nothing{};
  }
  const auto labelFiles = access();
  LabelTaker taker(project_, *format(), *labelFiles);
  Records taken;
  for (const std::string& file : files) {
    const LabelFileIssue* issue = issueOf(file);
    if (issue == nullptr) {
      continue;
    }
    const auto now = recordOf(absolute(file));
    const auto present = now ? readFile(absolute(file)) : Result<std::string>(std::string());
    if (!present) {
      return present.error();
    }
    for (const ImageId image : issue->images) {
      if (!now) {
        taker.takeAway(image);
      } else if (Status read = taker.take(image, absolute(file), *present); !read) {
        return read;
      }
    }
    if (now) {
      taken[file] = *now;
      taken[file].hash = hashOfBytes(*present);
    }
  }
  return project_.perform(taker.edit())
      .and_then([&](Nothing) { return load(); })
      .and_then([&](Nothing) { return keep(taken); })
      .transform([&](Nothing) {
        drop(files);
        return Nothing{};
      });
}

Status LabelFiles::keepMine(const std::vector<std::string>& files) {
  if (Status ready = load(); !ready) {
    return ready;
  }
  for (const std::string& file : files) {
    const LabelFileIssue* issue = issueOf(file);
    if (issue == nullptr || issue->state == LabelFileState::Damaged) {
      continue;
    }
    const fs::path path = absolute(file);
    if (const auto now = recordOf(path)) {
      const auto backup = backedUp(path);
      const auto present = backup ? readFile(path) : Result<std::string>(backup.error());
      if (!present) {
        return present.error();
      }
      LabelFileRecord record = *now;
      record.hash = hashOfBytes(*present);
      if (Status kept = keep({{file, record}}); !kept) {
        return kept;
      }
      notices_.push_back("What another program wrote into " + file + " is in " +
                         backup->filename().string() + ".");
    }
    if (Status marked = markOutdated({file}); !marked) {
      return marked;
    }
    drop({file});
  }
  return Nothing{};
}

Status LabelFiles::replaceDamaged(const std::vector<std::string>& files) {
  if (Status ready = load(); !ready) {
    return ready;
  }
  for (const std::string& file : files) {
    const LabelFileIssue* issue = issueOf(file);
    if (issue == nullptr || issue->state != LabelFileState::Damaged) {
      continue;
    }
    // Marked first: whatever happens next, the labels will be written.
    if (Status marked = markOutdated({file}); !marked) {
      return marked;
    }
    const auto backup = backedUp(absolute(file));
    if (!backup) {
      return backup.error();
    }
    std::error_code error;
    fs::remove(absolute(file), error);
    if (error) {
      return Error{ErrorKind::Failed, absolute(file),
                   absolute(file).string() + " cannot be replaced (" + error.message() +
                       "); check the permissions of its folder."};
    }
    records_.erase(file);
    if (Status forgotten = project_.state_->store->forgetLabelFiles({file}); !forgotten) {
      return forgotten;
    }
    notices_.push_back("The damaged " + file + " is kept as " + backup->filename().string() + ".");
    drop({file});
  }
  return Nothing{};
}

}  // namespace touchstone::labeling
