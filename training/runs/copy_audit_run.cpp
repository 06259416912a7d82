#include "training/runs/copy_audit_run.h"

#include "analysis/audits/duplicate_audit.h"
#include "analysis/images/picture_agreement.h"
#include "labeling/images/image_hash.h"
#include "training/data/content_hash.h"
#include "training/data/copy_cache.h"
#include "training/data/picture_sketching.h"

#include <map>

namespace touchstone::training {

namespace {

constexpr std::size_t mostImages = 30'000;
constexpr int hashRadius = 4;  // bits

/// Returns the groups of images whose hashes are alike and whose pictures look the same; where one
/// has no sketch the hashes decide.
std::vector<int> confirmedGroups(const labeling::Document& document,
                                 std::span<const Sample> images,
                                 const SketchedPictures& sketched) {
  std::map<labeling::ImageId, const analysis::PictureSketch*> sketches;
  for (std::size_t i = 0; i < sketched.rows.size(); ++i) {
    sketches[images[sketched.rows[i]].image] = &sketched.sketches[i];
  }
  const auto lookTheSame = [&](labeling::ImageId one, labeling::ImageId other) {
    const auto first = sketches.find(one);
    const auto second = sketches.find(other);
    return first == sketches.end() || second == sketches.end() ||
           analysis::lookTheSame(*first->second, *second->second);
  };
  return analysis::nearDuplicateGroups(document, hashRadius, lookTheSame);
}

/// Returns the copies among sketched pictures, as they were found when these same images were
/// audited last, or by comparing them.
Result<std::vector<analysis::PictureCopy>> copiesAmong(std::span<const Sample> images,
                                                       const SketchedPictures& sketched,
                                                       const FeatureSource& source,
                                                       const WorkContext& work) {
  std::string contents;
  for (const std::size_t row : sketched.rows) {
    contents += contentHashOf(images[row], source.imageFolder);
  }
  const std::string pictures = labeling::hashOfBytes(contents);
  const CopyCache cache(source.cacheFolder / "pictures" / "copies.json");
  if (auto known = cache.find(pictures)) {
    return *std::move(known);
  }
  auto found = analysis::findCopies(sketched.sketches, {}, work);
  if (found) {
    if (const Status kept = cache.keep(pictures, *found); !kept) {
      source.warned(kept.error().message);
    }
  }
  return found;
}

}  // namespace

Result<analysis::ImageCopies> findImageCopies(const RunInput& input,
                                              const AuditRequest& request,
                                              const WorkContext& work) {
  const auto images = imagesOf(input.document);
  if (images.size() > mostImages) {
    request.warned("Turned and cropped copies are looked for among at most " +
                   std::to_string(mostImages) + " images; copies that look the same are found.");
    return analysis::ImageCopies{analysis::nearDuplicateGroups(input.document), {}};
  }
  const FeatureSource source{input.imageFolder, input.cacheFolder, request.warned};
  const auto sketched = sketchPictures(images, source, work);
  if (!sketched) {
    return sketched.error();
  }
  const auto copies = copiesAmong(images, *sketched, source, work);
  if (!copies) {
    return copies.error();
  }
  analysis::ImageCopies result{confirmedGroups(input.document, images, *sketched), {}};
  for (const analysis::PictureCopy& copy : *copies) {
    result.copies.push_back({.first = images[sketched->rows[copy.first]].image,
                             .second = images[sketched->rows[copy.second]].image,
                             .how = copy});
  }
  return result;
}

}  // namespace touchstone::training
