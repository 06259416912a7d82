#include "analysis/audits/mask_audit.h"

#include "analysis/audits/finding_text.h"
#include "analysis/metrics/overlap.h"
#include "labeling/geometry/mask.h"

#include <algorithm>

namespace touchstone::analysis {
namespace {

using labeling::Finding;
using labeling::FindingKind;
using labeling::Mask;

/// Returns the mask with all pixels beside it.
Mask widened(const Mask& mask) {
  Mask wide = mask;
  for (const auto& [right, down] :
       {std::pair(-1, 0), std::pair(1, 0), std::pair(0, -1), std::pair(0, 1)}) {
    wide = labeling::unionOf(wide, labeling::translated(mask, right, down));
  }
  return wide;
}

class MaskAudit {
public:
  MaskAudit(labeling::ImageId image,
            std::span<const GivenMask> objects,
            double imagePixels,
            std::span<const std::string> classNames,
            std::span<const double> usualAreas,
            int background)
      : image_(image),
        objects_(objects),
        always_(imagePixels / 1000),
        classNames_(classNames),
        usualAreas_(usualAreas),
        background_(background) {}

  void add(const DoubtfulRegion& region) {
    if (region.given != background_) {
      lose(region);
    }
    if (region.suggested != background_) {
      gain(region);
    }
  }

  std::vector<Finding> result() && {
    std::stable_sort(findings_.begin(), findings_.end(),
                     [](const Finding& a, const Finding& b) { return a.score < b.score; });
    return std::move(findings_);
  }

private:
  [[nodiscard]] const std::string& nameOf(int labelClass) const {
    return classNames_[static_cast<std::size_t>(labelClass)];
  }

  /// Returns the object of a class that shares most pixels with a mask; nullptr when none does.
  [[nodiscard]] const GivenMask* nearest(const Mask& mask, int labelClass) const {
    const GivenMask* best = nullptr;
    std::uint64_t most = 0;
    for (const GivenMask& object : objects_) {
      const std::uint64_t shared =
          object.labelClass == labelClass ? sharedPixels(object.mask, mask) : 0;
      if (shared > most) {
        most = shared;
        best = &object;
      }
    }
    return best;
  }

  /// Whether a region of the object, or of one of such an area, is worth a question.
  [[nodiscard]] bool matters(const DoubtfulRegion& region, const GivenMask& object) const {
    constexpr double share = 1.0 / 20;
    return region.pixels >= std::min(always_, share * labeling::areaOf(object.mask));
  }
  [[nodiscard]] bool matters(const DoubtfulRegion& region) const {
    constexpr double share = 1.0 / 4;
    return usualAreas_.empty() ||
           region.pixels >=
               std::min(always_, share * usualAreas_[static_cast<std::size_t>(region.suggested)]);
  }

  [[nodiscard]] Finding findingOf(const DoubtfulRegion& region, const GivenMask& object) const {
    Finding finding;
    finding.kind = FindingKind::MaskError;
    finding.image = image_;
    finding.annotation = object.annotation;
    finding.given = nameOf(object.labelClass);
    finding.suggested = finding.given;
    finding.score = region.quality;
    return finding;
  }

  /// Pixels of an object that the model gives to something else.
  void lose(const DoubtfulRegion& region) {
    const GivenMask* object = nearest(region.mask, region.given);
    if (object == nullptr || !matters(region, *object)) {
      return;
    }
    Finding finding = findingOf(region, *object);
    Mask left = labeling::differenceOf(object->mask, region.mask);
    if (!labeling::isEmpty(left)) {
      finding.suggestedShape = std::move(left);
    }
    finding.message = pixels(region) + " of this " + inQuotes(finding.given) + " look like " +
                      inQuotes(nameOf(region.suggested)) + ".";
    findings_.push_back(std::move(finding));
  }

  /// Pixels that the model gives to an object beside them, or to one that nobody painted.
  void gain(const DoubtfulRegion& region) {
    const GivenMask* object = nearest(widened(region.mask), region.suggested);
    const std::string& name = nameOf(region.suggested);
    if (object != nullptr ? !matters(region, *object) : !matters(region)) {
      return;
    }
    if (object != nullptr) {
      Finding finding = findingOf(region, *object);
      finding.suggestedShape = labeling::unionOf(object->mask, region.mask);
      finding.message = pixels(region) + " beside this " + inQuotes(name) + " look like it.";
      findings_.push_back(std::move(finding));
      return;
    }
    Finding finding;
    finding.kind = FindingKind::Overlooked;
    finding.image = image_;
    finding.suggested = name;
    finding.suggestedShape = region.mask;
    finding.score = region.quality;
    finding.message =
        "The model sees a " + inQuotes(name) + " (" + pixels(region) + ") that is not painted.";
    findings_.push_back(std::move(finding));
  }

  [[nodiscard]] static std::string pixels(const DoubtfulRegion& region) {
    return std::to_string(static_cast<long>(region.pixels)) + " pixels";
  }

  labeling::ImageId image_;
  std::span<const GivenMask> objects_;
  double always_;  ///< pixels
  std::span<const std::string> classNames_;
  std::span<const double> usualAreas_;
  int background_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> auditMasks(labeling::ImageId image,
                                std::span<const GivenMask> objects,
                                const cv::Mat1b& labels,
                                std::span<const cv::Mat1f> probabilities,
                                std::span<const std::string> classNames,
                                std::span<const double> usualAreas,
                                int background) {
  MaskAudit audit(image, objects, static_cast<double>(labels.total()), classNames, usualAreas,
                  background);
  for (const DoubtfulRegion& region : doubtfulRegions(labels, probabilities)) {
    audit.add(region);
  }
  return std::move(audit).result();
}

}  // namespace touchstone::analysis
