#include "labeling/augmentation/augmented_project.h"

#include "labeling/annotation/each_annotation.h"
#include "labeling/augmentation/augmented_pictures.h"
#include "labeling/augmentation/marked_classes.h"
#include "labeling/formats/label_format.h"
#include "labeling/formats/label_place.h"
#include "labeling/formats/source_files.h"
#include "labeling/formats/sync_format.h"
#include "labeling/formats/transfer_warnings.h"
#include "labeling/project/label_files.h"
#include "labeling/project/new_folder.h"

#include <algorithm>

namespace touchstone::labeling {

namespace {

namespace fs = std::filesystem;

Status checked(const Project& project,
               const fs::path& folder,
               const AugmentedProjectOptions& options) {
  const auto formats = augmentedProjectFormats();
  if (options.copies < 1 || options.copies > 1000) {
    return Error{ErrorKind::Usage, folder,
                 "An image gets from 1 to 1000 augmented copies, not " +
                     std::to_string(options.copies) + "."};
  }
  if (!options.format.empty() &&
      std::find(formats.begin(), formats.end(), options.format) == formats.end()) {
    return Error{ErrorKind::Usage, folder,
                 "An augmented copy cannot have labels in the format \"" + options.format +
                     "\"; export it afterwards."};
  }
  if (pathWithin(folder, project.folder())) {
    return Error{ErrorKind::Usage, folder,
                 folder.string() +
                     " lies in the project, which would take the augmented images "
                     "for its own; name a folder elsewhere."};
  }
  return Nothing{};
}

/// Returns the labelled images that the options ask for.
std::vector<ImageId> chosenImages(const Project& project, const AugmentedProjectOptions& options) {
  const Document& document = project.document();
  const auto marked = markedClasses(project);
  const auto isMarked = [&](ImageId id) {
    bool found = false;
    forEachAnnotation(document, id, [&](AnnotationId, const Annotation& annotation) {
      found = found || marked.contains(document.labelClass(annotation.labelClass)->name);
    });
    return found;
  };
  std::vector<ImageId> chosen;
  for (const auto& [id, image] : document.images()) {
    const bool isLabelled =
        image.state == ImageState::Labelled || image.state == ImageState::Verified;
    const bool inSplit = options.split ? image.split == *options.split
                                       : image.split != Split::Val && image.split != Split::Test;
    if (isLabelled && inSplit && (!options.onlyMarked || isMarked(id))) {
      chosen.push_back(id);
    }
  }
  return chosen;
}

/// Fills a new project with what was written to its folder.
class Filling {
public:
  Filling(const Project& source, Project& target) : source_(source), target_(target) {}

  void addClasses() {
    for (const auto& [id, labelClass] : source_.document().classes()) {
      ids_[id] = target_.newClassId();
    }
    for (const auto& [id, labelClass] : source_.document().classes()) {
      LabelClass copy = labelClass;
      copy.examples.clear();  // annotations of the source
      copy.counterExamples.clear();
      copy.parent = copy.parent ? std::optional(ids_.at(*copy.parent)) : std::nullopt;
      edit_.changes.emplace_back(ClassChange{ids_.at(id), std::move(copy)});
    }
  }

  void add(const WrittenPicture& picture) {
    const auto id = target_.document().findImage(picture.path);
    if (!id) {
      return;  // its name is not UTF-8: the opening says so
    }
    const Image& original = *source_.document().image(picture.source);
    Image image = *target_.document().image(*id);
    image.split = original.split;
    image.tags = original.tags;
    // Nobody has looked at an augmented picture.
    image.state = picture.augmented ? ImageState::Labelled : original.state;
    edit_.changes.emplace_back(ImageChange{*id, std::move(image)});
    for (Annotation annotation : picture.annotations) {
      annotation.image = *id;
      annotation.labelClass = ids_.at(annotation.labelClass);
      edit_.changes.emplace_back(AnnotationChange{target_.newAnnotationId(), annotation});
    }
  }

  Status perform() { return target_.perform(std::move(edit_)); }

private:
  const Project& source_;
  Project& target_;
  std::map<ClassId, ClassId> ids_;
  Edit edit_{.name = "Augment images", .gesture = 0, .changes = {}};
};

/// Makes the folder beside JPEGImages that VOC's tools look for label files in.
Status makeLabelFolders(const fs::path& folder, const std::vector<WrittenPicture>& pictures) {
  for (const WrittenPicture& picture : pictures) {
    const ImagePlace place = placeOf(picture.path);
    std::error_code problem;
    if (place.hasImageFolder) {
      fs::create_directories(folder / joined(place.before, "Annotations"), problem);
    }
    if (problem) {
      return Error{ErrorKind::Failed, folder,
                   "No folder can be made in " + folder.string() + " (" + problem.message() + ")."};
    }
  }
  return Nothing{};
}

/// Writes the label files of a project whose labels are all new.
Status writeLabelFiles(Project& project,
                       const std::string& format,
                       TransferWarnings& warnings,
                       const WorkContext& work) {
  if (const SyncFormat* sync = findSyncFormat(format)) {
    for (const auto& [id, annotation] : project.document().annotations()) {
      if (!sync->holds(annotation.shape)) {
        warnings.add("Labels that " + format + " files cannot hold, kept in the project only",
                     project.document().image(annotation.image)->path);
      }
    }
    return project.syncLabelFiles();
  }
  if (const LabelFormat* other = format == "none" ? nullptr : findLabelFormat(format)) {
    auto exported = other->write(project, project.folder(), work);
    return exported ? Status(Nothing{}) : exported.error();
  }
  return Nothing{};
}

Status fillProject(const Project& source,
                   const fs::path& folder,
                   const std::vector<WrittenPicture>& pictures,
                   const std::string& format,
                   TransferWarnings& warnings,
                   const WorkContext& work) {
  auto opened = Project::open(folder, {.importFoundLabels = false}, work);
  if (!opened) {
    return opened.error();
  }
  Project& project = **opened;
  Filling filling(source, project);
  filling.addClasses();
  for (const WrittenPicture& picture : pictures) {
    filling.add(picture);
  }
  return filling
      .perform()
      // Chosen after the labels are there: files of images without any object are written too.
      .and_then([&](Nothing) {
        return project.setSyncFormat(findSyncFormat(format) == nullptr ? "none" : format);
      })
      .and_then([&](Nothing) {
        return format == "voc" ? makeLabelFolders(folder, pictures) : Status(Nothing{});
      })
      .and_then([&](Nothing) { return writeLabelFiles(project, format, warnings, work); })
      .and_then([&](Nothing) { return project.setSetting(LabelFiles::rememberedSetting, "yes"); })
      .and_then([&](Nothing) { return project.setSetting("imported", "yes"); });
}

}  // namespace

std::vector<std::string> augmentedProjectFormats() {
  std::vector<std::string> names{"coco", "none"};
  for (const SyncFormat& format : syncFormats()) {
    names.emplace_back(format.name);
  }
  return names;
}

Result<TransferReport> writeAugmentedProject(const Project& project,
                                             const fs::path& folder,
                                             const AugmentedProjectOptions& options,
                                             const WorkContext& work) {
  if (Status fine = checked(project, folder, options); !fine) {
    return fine.error();
  }
  const std::vector<ImageId> images = chosenImages(project, options);
  if (images.empty()) {
    return Error{ErrorKind::BadInput, project.folder(),
                 project.folder().string() + " has no labelled image to augment" +
                     (options.onlyMarked ? " with a class that was marked for augmentation" : "") +
                     (options.split ? " in the " + std::string(nameOf(*options.split)) + " split"
                                    : " outside the val and test splits") +
                     "."};
  }
  NewFolder target(folder);
  if (Status made = target.make(); !made) {
    return made.error();
  }
  TransferWarnings warnings;
  const auto pictures = writeAugmentedPictures(project, images, folder, options, warnings, work);
  if (!pictures) {
    return pictures.error();
  }
  const std::string format = options.format.empty() ? project.syncFormat() : options.format;
  if (Status filled = fillProject(project, folder, *pictures, format, warnings, work); !filled) {
    return filled.error();
  }
  target.keep();
  TransferReport report;
  report.images = static_cast<int>(pictures->size());
  for (const WrittenPicture& picture : *pictures) {
    report.annotations += static_cast<int>(picture.annotations.size());
  }
  warnings.writeInto(report);
  return report;
}

}  // namespace touchstone::labeling
