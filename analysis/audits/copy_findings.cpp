#include "analysis/audits/copy_findings.h"

#include "analysis/audits/duplicate_scores.h"
#include "analysis/audits/image_label.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace touchstone::analysis {
namespace {

using labeling::Document;
using labeling::Finding;
using labeling::FindingKind;
using labeling::Image;
using labeling::ImageId;
using labeling::Split;

/// Two pictures of which each shows so much of the other are the same picture.
constexpr double samePicture = 0.8;

bool isPart(const PictureCopy& copy) {
  return copy.share < samePicture && copy.overlap >= samePicture;
}

/// Returns what the picture that is asked about is, of the other one.
std::string relationOf(const PictureCopy& copy, const std::string& other) {
  if (isPart(copy)) {
    return "A part of “" + other + "”.";
  }
  if (copy.share < samePicture) {
    return "Shows in part the same as “" + other + "”.";
  }
  constexpr double noTurn = 2;
  const double angle = std::abs(copy.angle);
  return "Nearly the same picture as “" + other + "”" +
         (angle > noTurn ? ", turned by " + std::to_string(std::lround(angle)) + "°." : ".");
}

/// Collects the findings about pairs.
class CopyFindings {
public:
  CopyFindings(const Document& document, std::vector<Finding>& findings)
      : document_(document), findings_(findings) {
    for (const Finding& finding : findings) {
      const bool repeats = finding.kind == FindingKind::Duplicate;
      asked_.emplace(repeats ? FindingKind::NearDuplicate : finding.kind, finding.image);
    }
  }

  void add(const ImageCopy& copy) {
    addNearDuplicate(copy);
    addLeakage(copy);
    if (copy.how.share >= samePicture) {
      addInconsistent(copy);
    }
  }

private:
  [[nodiscard]] const Image& imageOf(ImageId id) const { return *document_.image(id); }

  /// Returns the finding with what all kinds have; nothing when the image is asked about already.
  Finding* newFinding(FindingKind kind, ImageId image, ImageId other, const PictureCopy& how) {
    if (!asked_.emplace(kind, image).second) {
      return nullptr;
    }
    Finding finding;
    finding.kind = kind;
    finding.image = image;
    const nlohmann::json evidence{{"neighbours", {imageOf(other).path}},
                                  {"likeness", how.likeness},
                                  {"overlap", how.overlap},
                                  {"angle", how.angle}};
    finding.evidence = evidence.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return &findings_.emplace_back(std::move(finding));
  }

  void addNearDuplicate(const ImageCopy& copy) {
    const bool firstIsPart = isPart(copy.how) && copy.how.firstIsSmaller;
    const ImageId image = firstIsPart ? copy.first : copy.second;
    const ImageId other = firstIsPart ? copy.second : copy.first;
    if (Finding* finding = newFinding(FindingKind::NearDuplicate, image, other, copy.how)) {
      finding->score = nearDuplicateScore;
      finding->message = relationOf(copy.how, imageOf(other).path);
    }
  }

  void addLeakage(const ImageCopy& copy) {
    for (const auto& [tested, trained] :
         {std::pair(copy.first, copy.second), std::pair(copy.second, copy.first)}) {
      const Split split = imageOf(tested).split;
      if (imageOf(trained).split != Split::Train || (split != Split::Val && split != Split::Test)) {
        continue;
      }
      if (Finding* finding = newFinding(FindingKind::Leakage, tested, trained, copy.how)) {
        finding->score = leakageScore;
        finding->message = "What this picture of the " + std::string(nameOf(split)) +
                           " split shows is also trained on, in “" + imageOf(trained).path + "”.";
      }
    }
  }

  void addInconsistent(const ImageCopy& copy) {
    const auto first = imageLabelOf(document_, copy.first);
    const auto second = imageLabelOf(document_, copy.second);
    if (!first || !second || first->name == second->name) {
      return;
    }
    ask(copy.first, *first, copy.second, *second, copy.how);
    ask(copy.second, *second, copy.first, *first, copy.how);
  }

  void ask(ImageId image,
           const ImageLabel& label,
           ImageId other,
           const ImageLabel& otherLabel,
           const PictureCopy& how) {
    if (Finding* finding = newFinding(FindingKind::Inconsistent, image, other, how)) {
      finding->annotation = label.annotation;
      finding->given = label.name;
      finding->score = inconsistentScore;
      finding->message = "Labelled “" + label.name + "”, but nearly the same picture “" +
                         imageOf(other).path + "” is labelled “" + otherLabel.name + "”.";
    }
  }

  const Document& document_;
  std::vector<Finding>& findings_;
  std::set<std::pair<FindingKind, ImageId>> asked_;
};

}  // namespace

void addCopies(const Document& document,
               const ImageCopies& copies,
               std::vector<Finding>& findings) {
  std::map<ImageId, int> groupOf;
  std::size_t position = 0;
  for (const auto& [id, image] : document.images()) {
    groupOf[id] = copies.groups[position++];
  }
  CopyFindings found(document, findings);
  for (const ImageCopy& copy : copies.copies) {
    if (groupOf.at(copy.first) != groupOf.at(copy.second)) {
      found.add(copy);
    }
  }
}

}  // namespace touchstone::analysis
