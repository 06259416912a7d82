#include "training/runs/copy_audit_run.h"

#include "training/data/picture_sketching.h"

namespace touchstone::training {

namespace {

constexpr std::size_t mostImages = 30'000;

}  // namespace

Result<std::vector<analysis::ImageCopy>> findImageCopies(const RunInput& input,
                                                         const AuditRequest& request,
                                                         const WorkContext& work) {
  const auto images = imagesOf(input.document);
  if (images.size() > mostImages) {
    request.warned("Turned and cropped copies are looked for among at most " +
                   std::to_string(mostImages) + " images; copies that look the same are found.");
    return std::vector<analysis::ImageCopy>{};
  }
  const auto sketched =
      sketchPictures(images, {input.imageFolder, input.cacheFolder, request.warned}, work);
  if (!sketched) {
    return sketched.error();
  }
  const auto copies = analysis::findCopies(sketched->sketches, {}, work);
  if (!copies) {
    return copies.error();
  }
  std::vector<analysis::ImageCopy> result;
  for (const analysis::PictureCopy& copy : *copies) {
    result.push_back({.first = images[sketched->rows[copy.first]].image,
                      .second = images[sketched->rows[copy.second]].image,
                      .how = copy});
  }
  return result;
}

}  // namespace touchstone::training
