#pragma once

#include "analysis/audits/label_audit.h"
#include "analysis/audits/object_lab.h"

#include <span>
#include <string>
#include <vector>

namespace touchstone::analysis {

/// The objects of one image: `annotations` are the ids of the given boxes, in their order.
struct AuditedImage {
  labeling::ImageId image = 0;
  std::vector<labeling::AnnotationId> annotations;
  ImageObjects objects;
};

/// Returns what out-of-sample predictions say of labelled boxes (see objectQuality), most
/// suspicious first: label_error and swapped with the class, badly_located with the box, overlooked
/// with class and box that "accept" takes; spurious for boxes in which the model finds nothing, or
/// which lie on another one. Classes are indices of `classNames`.
[[nodiscard]] LabelAudit auditObjects(std::span<const AuditedImage> images,
                                      std::span<const std::string> classNames);

}  // namespace touchstone::analysis
