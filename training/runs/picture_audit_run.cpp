#include "training/runs/picture_audit_run.h"

#include "analysis/images/picture_audit.h"
#include "training/data/picture_measuring.h"

namespace touchstone::training {

Result<std::vector<labeling::Finding>> auditPictureQuality(const RunInput& input,
                                                           const AuditRequest& request,
                                                           const WorkContext& work) {
  const auto images = imagesOf(input.document);
  const auto measured =
      measurePictures(images, {input.imageFolder, input.cacheFolder, request.warned}, work);
  if (!measured) {
    return measured.error();
  }
  std::vector<labeling::ImageId> ids;
  for (const std::size_t row : measured->rows) {
    ids.push_back(images[row].image);
  }
  auto audit = analysis::auditPictures(ids, measured->measures);
  for (const std::string& remark : audit.remarks) {
    request.warned(remark);
  }
  return std::move(audit.findings);
}

}  // namespace touchstone::training
