#include "labeling/augmentation/augmented_pictures.h"

#include "labeling/annotation/each_annotation.h"
#include "labeling/augmentation/marked_classes.h"
#include "labeling/augmentation/picture_sources.h"
#include "labeling/formats/file_copy.h"
#include "labeling/formats/source_files.h"
#include "labeling/images/image_hash.h"
#include "labeling/project/atomic_file.h"

#include <opencv2/imgcodecs.hpp>

#include <charconv>
#include <set>

namespace touchstone::labeling {

namespace {

namespace fs = std::filesystem;

/// Returns a number that depends on the seed, the image's path and the copy alone.
std::uint64_t seedFor(std::uint64_t seed, const std::string& path, int copy) {
  const std::string digits = hashOfBytes(path).substr(0, 16);
  std::uint64_t hash = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), hash, 16);
  return mixed(mixed(seed, hash), static_cast<std::uint64_t>(copy));
}

/// Returns the picture as a file of that extension.
Result<std::string> encoded(const cv::Mat& picture, const std::string& extension) {
  try {
    std::vector<std::uint8_t> bytes;
    cv::imencode(extension, picture, bytes, {cv::IMWRITE_JPEG_QUALITY, 95});
    return std::string(bytes.begin(), bytes.end());
  } catch (const cv::Exception& problem) {
    return Error{ErrorKind::Failed, {}, "A picture cannot be encoded: " + problem.err};
  }
}

class Writing {
public:
  Writing(const Project& project,
          const fs::path& folder,
          const AugmentedProjectOptions& options,
          AugmentationSources sources,
          TransferWarnings& warnings)
      : project_(project),
        folder_(folder),
        options_(options),
        recipe_(strengthenedFor(markedClasses(project), options.recipe)),
        sources_(std::move(sources)),
        warnings_(warnings) {}

  /// Copies the pictures of all images that are not excluded.
  Status copyOriginals(const WorkContext& work) {
    std::vector<SourceFile> files;
    for (const auto& [id, image] : project_.document().images()) {
      if (image.state == ImageState::Excluded || !image.problem.empty()) {
        continue;
      }
      files.push_back({.source = project_.folder() / image.path, .destination = image.path});
      stems_.insert(joined(folderOf(image.path), stemOf(image.path)));
      WrittenPicture picture{.path = image.path, .source = id, .annotations = {}};
      forEachAnnotation(project_.document(), id, [&](AnnotationId, const Annotation& annotation) {
        picture.annotations.push_back(annotation);
      });
      written_.push_back(std::move(picture));
    }
    return copyFiles(files, folder_, false, work);
  }

  Status augmentImage(ImageId id, const WorkContext& work) {
    const Image& image = *project_.document().image(id);
    const auto original = readLabelledPicture(project_, id);
    if (!original) {
      warnings_.add("Images that cannot be read, left out", image.path);
      return Nothing{};
    }
    const AugmentationRecipe recipe = recipeFor(recipe_, classNamesOf(*original));
    for (int copy = 1; copy <= options_.copies; ++copy) {
      if (work.stop.stop_requested()) {
        return Error{ErrorKind::Cancelled, folder_, "The augmentation was stopped."};
      }
      auto result = augment(*original, recipe, seedFor(options_.seed, image.path, copy), sources_);
      if (!result) {
        warnings_.add("Images that cannot be augmented, left out", image.path);
        return Nothing{};
      }
      if (Status saved = save(*std::move(result), id, copy); !saved) {
        return saved;
      }
    }
    return Nothing{};
  }

  [[nodiscard]] std::vector<WrittenPicture> finished() && { return std::move(written_); }

private:
  [[nodiscard]] std::vector<std::string> classNamesOf(const LabelledPicture& labelled) const {
    std::set<std::string> names;
    for (const Annotation& annotation : labelled.annotations) {
      names.insert(project_.document().labelClass(annotation.labelClass)->name);
    }
    return {names.begin(), names.end()};
  }

  Status save(LabelledPicture labelled, ImageId source, int copy) {
    const std::string& path = project_.document().image(source)->path;
    const std::set<std::string> jpeg{".jpg", ".jpeg", ".JPG", ".JPEG"};
    const std::string extension =
        jpeg.contains(fs::path(path).extension().string()) ? ".jpg" : ".png";
    const std::string name = unusedStem(path, copy) + extension;
    const auto bytes = encoded(labelled.picture, extension);
    if (!bytes) {
      return bytes.error();
    }
    std::error_code problem;
    fs::create_directories((folder_ / name).parent_path(), problem);
    if (Status written = writeFileAtomically(folder_ / name, *bytes); !written) {
      return written;
    }
    written_.push_back({.path = name,
                        .source = source,
                        .annotations = std::move(labelled.annotations),
                        .augmented = true});
    return Nothing{};
  }

  /// Returns the path without extension: label files are named after it, so that it must be the
  /// only one.
  std::string unusedStem(const std::string& path, int copy) {
    const std::string stem = joined(folderOf(path), stemOf(path)) + "_aug" + std::to_string(copy);
    std::string unused = stem;
    for (int number = 2; !stems_.insert(unused).second; ++number) {
      unused = stem + "_" + std::to_string(number);
    }
    return unused;
  }

  const Project& project_;
  const fs::path& folder_;
  const AugmentedProjectOptions& options_;
  const AugmentationRecipe recipe_;
  const AugmentationSources sources_;
  TransferWarnings& warnings_;
  std::set<std::string> stems_;
  std::vector<WrittenPicture> written_;
};

}  // namespace

Result<std::vector<WrittenPicture>> writeAugmentedPictures(const Project& project,
                                                           const std::vector<ImageId>& images,
                                                           const fs::path& folder,
                                                           const AugmentedProjectOptions& options,
                                                           TransferWarnings& warnings,
                                                           const WorkContext& work) {
  auto sources = sourcesFrom(project, images, options.backgrounds);
  if (!sources) {
    return sources.error();
  }
  Writing writing(project, folder, options, *std::move(sources), warnings);
  if (options.withOriginals) {
    if (Status copied = writing.copyOriginals(work); !copied) {
      return copied.error();
    }
  }
  double done = 0;
  for (const ImageId image : images) {
    if (Status augmented = writing.augmentImage(image, work); !augmented) {
      return augmented.error();
    }
    work.progress({.stage = "Augmenting images",
                   .done = ++done,
                   .total = static_cast<double>(images.size())});
  }
  return std::move(writing).finished();
}

}  // namespace touchstone::labeling
