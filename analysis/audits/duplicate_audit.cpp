#include "analysis/audits/duplicate_audit.h"

#include "analysis/audits/duplicate_scores.h"
#include "analysis/audits/image_label.h"
#include "labeling/images/image_hash.h"
#include "labeling/result.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace touchstone::analysis {
namespace {

using labeling::AnnotationId;
using labeling::Document;
using labeling::Finding;
using labeling::FindingKind;
using labeling::Image;
using labeling::ImageId;
using labeling::Split;

/// One image of a group of near-duplicates.
struct Member {
  ImageId id = 0;
  const Image* image = nullptr;
  std::optional<AnnotationId> tag;  // the annotation that gives the image its class, if exactly one
  std::string label;
};

Member memberOf(const Document& document, ImageId id) {
  Member member{.id = id, .image = document.image(id), .tag = {}, .label = {}};
  if (const auto label = imageLabelOf(document, id)) {
    member.tag = label->annotation;
    member.label = label->name;
  }
  return member;
}

bool sameContent(const Image& a, const Image& b) {
  return !a.contentHash.empty() && a.contentHash == b.contentHash;
}

std::string quoted(const std::string& text) {
  return "“" + text + "”";
}

Finding findingOf(FindingKind kind, const Member& member, const Member& neighbour, double score) {
  Finding finding;
  finding.kind = kind;
  finding.image = member.id;
  finding.score = score;
  nlohmann::json evidence{{"neighbours", {neighbour.image->path}}};
  if (!sameContent(*member.image, *neighbour.image)) {
    evidence["differingBits"] =
        labeling::hammingDistance(member.image->perceptualHash, neighbour.image->perceptualHash);
  }
  finding.evidence = evidence.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return finding;
}

/// Every image but the first repeats an earlier one, one with the same content if there is one.
void addDuplicates(const std::vector<Member>& group, std::vector<Finding>& findings) {
  for (std::size_t i = 1; i < group.size(); ++i) {
    const auto end = group.begin() + static_cast<std::ptrdiff_t>(i);
    const auto same = std::find_if(group.begin(), end, [&](const Member& earlier) {
      return sameContent(*earlier.image, *group[i].image);
    });
    const bool exact = same != end;
    const Member& earlier = exact ? *same : group.front();
    Finding finding =
        exact ? findingOf(FindingKind::Duplicate, group[i], earlier, duplicateScore)
              : findingOf(FindingKind::NearDuplicate, group[i], earlier, nearDuplicateScore);
    finding.message = (exact ? "The same picture as " : "Nearly the same picture as ") +
                      quoted(earlier.image->path) + ".";
    findings.push_back(std::move(finding));
  }
}

void addLeakage(const std::vector<Member>& group, std::vector<Finding>& findings) {
  const auto trained = std::find_if(group.begin(), group.end(), [](const Member& member) {
    return member.image->split == Split::Train;
  });
  if (trained == group.end()) {
    return;
  }
  for (const Member& member : group) {
    if (member.image->split == Split::Val || member.image->split == Split::Test) {
      Finding finding = findingOf(FindingKind::Leakage, member, *trained, leakageScore);
      finding.message = "This picture of the " + std::string(nameOf(member.image->split)) +
                        " split is also trained on, as " + quoted(trained->image->path) + ".";
      findings.push_back(std::move(finding));
    }
  }
}

/// Returns the class that more than half of the group's labelled images have, or nothing.
std::string majority(const std::map<std::string, std::size_t>& counts) {
  std::size_t labelled = 0;
  for (const auto& [label, count] : counts) {
    labelled += count;
  }
  for (const auto& [label, count] : counts) {
    if (2 * count > labelled) {
      return label;
    }
  }
  return {};
}

void addInconsistent(const std::vector<Member>& group, std::vector<Finding>& findings) {
  std::map<std::string, std::size_t> counts;
  for (const Member& member : group) {
    if (member.tag) {
      counts[member.label] += 1;
    }
  }
  if (counts.size() < 2) {
    return;
  }
  const std::string usual = majority(counts);
  for (const Member& member : group) {
    if (!member.tag || member.label == usual) {
      continue;
    }
    const auto other = std::find_if(group.begin(), group.end(), [&](const Member& candidate) {
      return candidate.tag && candidate.label != member.label &&
             (usual.empty() || candidate.label == usual);
    });
    const bool exact = sameContent(*member.image, *other->image);
    Finding finding = findingOf(FindingKind::Inconsistent, member, *other, inconsistentScore);
    finding.annotation = member.tag;
    finding.given = member.label;
    finding.suggested = usual;
    finding.message = "Labelled " + quoted(member.label) + ", but " +
                      (exact ? "the same picture " : "nearly the same picture ") +
                      quoted(other->image->path) + " is labelled " + quoted(other->label) + ".";
    findings.push_back(std::move(finding));
  }
}

}  // namespace

std::vector<Finding> auditDuplicates(const Document& document, const ImageCopies& copies) {
  require(copies.groups.size() == document.images().size(), "a group of each image");
  std::map<int, std::vector<Member>> groups;
  std::size_t position = 0;
  for (const auto& [id, image] : document.images()) {
    const int number = copies.groups[position++];
    if (image.state != labeling::ImageState::Excluded) {
      groups[number].push_back(memberOf(document, id));
    }
  }
  std::vector<Finding> findings;
  for (const auto& [number, group] : groups) {
    if (group.size() > 1) {
      addDuplicates(group, findings);
      addLeakage(group, findings);
      addInconsistent(group, findings);
    }
  }
  addCopies(document, copies, findings);
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.score < b.score; });
  return findings;
}

std::vector<Finding> auditDuplicates(const Document& document) {
  return auditDuplicates(document, {.groups = nearDuplicateGroups(document), .copies = {}});
}

}  // namespace touchstone::analysis
