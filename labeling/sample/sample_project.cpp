#include "labeling/sample/sample_project.h"

#include "labeling/project/atomic_file.h"
#include "labeling/project/new_folder.h"
#include "labeling/sample/label_errors.h"
#include "labeling/sample/photo_session.h"
#include "labeling/sample/sample_labels.h"

namespace touchstone::labeling {

namespace {

namespace fs = std::filesystem;

Status checked(const SampleOptions& options, const fs::path& folder) {
  if (options.images < 1 || options.images > 100'000) {
    return Error{ErrorKind::Usage, folder,
                 "A sample project has from 1 to 100000 images, not " +
                     std::to_string(options.images) + "."};
  }
  if (!(options.labelErrors >= 0 && options.labelErrors <= 0.5)) {
    return Error{ErrorKind::Usage, folder,
                 "The share of wrong labels must be from 0 to 0.5: the test split stays right."};
  }
  if (!(options.defects >= 0 && options.defects <= 0.5)) {
    return Error{
        ErrorKind::Usage, folder,
        "The share of pictures with a defect must be from 0 to 0.5: copies need originals."};
  }
  return Nothing{};
}

constexpr Split splits[] = {Split::Train, Split::Val, Split::Test};

Status writeMasks(const fs::path& folder, const std::vector<SamplePicture>& pictures) {
  for (const Split split : splits) {
    const fs::path file =
        folder / "annotations" / ("instances_" + std::string(nameOf(split)) + ".json");
    if (auto written = writeFileAtomically(file, cocoTextOf(pictures, split)); !written) {
      return written;
    }
  }
  return Nothing{};
}

Status writeBoxes(const fs::path& folder, const std::vector<SamplePicture>& pictures) {
  for (const SamplePicture& picture : pictures) {
    const fs::path file = folder / "Annotations" / (picture.stem + ".xml");
    if (auto written = writeFileAtomically(file, vocTextOf(picture)); !written) {
      return written;
    }
  }
  for (const Split split : splits) {
    const fs::path file = folder / "ImageSets" / "Main" / (std::string(nameOf(split)) + ".txt");
    if (auto written = writeFileAtomically(file, imageSetOf(pictures, split)); !written) {
      return written;
    }
  }
  return Nothing{};
}

/// Makes the folders that the files go to.
Status makeFolders(const fs::path& folder,
                   const std::vector<SamplePicture>& pictures,
                   SampleTask task) {
  std::error_code problem;
  for (const SamplePicture& picture : pictures) {
    if (task == SampleTask::Classify && !problem) {
      fs::create_directories((folder / pathOf(picture, task)).parent_path(), problem);
    }
  }
  const auto names = task == SampleTask::Segment
                         ? std::vector<const char*>{"JPEGImages", "annotations"}
                         : std::vector<const char*>{"JPEGImages", "Annotations", "ImageSets/Main"};
  for (const char* name : names) {
    if (task != SampleTask::Classify && !problem) {
      fs::create_directories(folder / name, problem);
    }
  }
  if (problem) {
    return Error{ErrorKind::Failed, folder,
                 "No folder can be made in " + folder.string() + " (" + problem.message() +
                     "); name a folder that you may write to."};
  }
  return Nothing{};
}

}  // namespace

Status writeSampleProject(const fs::path& folder,
                          const SampleOptions& options,
                          const WorkContext& work) {
  NewFolder target(folder);
  if (auto fine = checked(options, folder).and_then([&](Nothing) { return target.make(); });
      !fine) {
    return fine;
  }
  const bool tags = options.task == SampleTask::Classify;
  std::vector<SamplePicture> pictures = plannedPictures(options);
  const std::vector<Defect> defects = planDefects(pictures, options);
  std::vector<Mistake> mistakes;
  if (tags) {
    mistakes = plantMistakes(pictures, options);  // first: the class decides the file's folder
  }
  if (auto made = makeFolders(folder, pictures, options.task); !made) {
    return made;
  }
  if (auto taken = takePictures(folder, options, pictures, {mistakes, defects}, work); !taken) {
    return taken;
  }
  if (!tags) {
    mistakes = plantMistakes(pictures, options);
    const bool masks = options.task == SampleTask::Segment;
    const Status written = masks ? writeMasks(folder, pictures) : writeBoxes(folder, pictures);
    if (!written) {
      return written;
    }
  }
  if (options.labelErrors > 0 || options.defects > 0) {
    const std::string planted = plantedTextOf({mistakes, defects}, pictures, options.task);
    if (auto written = writeFileAtomically(folder / "planted.json", planted); !written) {
      return written;
    }
  }
  target.keep();
  return Nothing{};
}

}  // namespace touchstone::labeling
