#include "analysis/consistency/disagreement_findings.h"

#include "analysis/audits/finding_text.h"
#include "analysis/consistency/placed_shape.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace touchstone::analysis {
namespace {

using labeling::AnnotationId;
using labeling::ClassId;
using labeling::Document;
using labeling::Finding;

constexpr double wellPlaced = 0.7;

/// Returns "Anna, Ben and Carl".
std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += i == 0 ? "" : i + 1 == names.size() ? " and " : ", ";
    text += names[i];
  }
  return text;
}

class Disagreements {
public:
  Disagreements(const Document& document, const SharedObjects& shared)
      : document_(document), shared_(shared) {
    for (const SharedImage& image : shared.images) {
      annotatorsOf_[image.image] = &image.annotators;
    }
  }

  void add(const AgreedObject& object) {
    addClasses(object);
    addPresence(object);
    addPlace(object);
  }

  std::vector<Finding> findings() { return std::move(findings_); }

private:
  [[nodiscard]] const std::string& classNameOf(AnnotationId id) const {
    return document_.labelClass(document_.annotation(id)->labelClass)->name;
  }

  [[nodiscard]] std::string nameOf(std::size_t annotator) const {
    return annotatorText(shared_.annotators[annotator]);
  }

  Finding findingOn(const AgreedObject& object, std::size_t place) const {
    Finding finding;
    finding.kind = labeling::FindingKind::AnnotatorDisagreement;
    finding.image = object.image;
    finding.annotation = object.drawn.annotations[place];
    finding.given = classNameOf(*finding.annotation);
    nlohmann::ordered_json annotators = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < object.drawn.annotations.size(); ++i) {
      annotators.push_back({{"name", shared_.annotators[object.drawn.annotators[i]]},
                            {"annotation", object.drawn.annotations[i]},
                            {"class", classNameOf(object.drawn.annotations[i])},
                            {"overlap", object.overlaps[i]}});
    }
    finding.evidence = nlohmann::ordered_json{{"annotators", annotators}}.dump(
        -1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    return finding;
  }

  void addClasses(const AgreedObject& object) {
    std::map<std::string, std::vector<std::string>> votes;
    for (std::size_t i = 0; i < object.drawn.annotations.size(); ++i) {
      votes[classNameOf(object.drawn.annotations[i])].push_back(nameOf(object.drawn.annotators[i]));
    }
    if (votes.size() < 2) {
      return;
    }
    const auto most = std::max_element(
        votes.begin(), votes.end(),
        [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
    const bool tied = std::count_if(votes.begin(), votes.end(), [&](const auto& each) {
                        return each.second.size() == most->second.size();
                      }) > 1;
    std::string sentence;
    for (const auto& [name, voters] : votes) {
      sentence += (sentence.empty() ? "" : "; ") + inQuotes(name) + " by " + listed(voters);
    }
    const auto drawn = static_cast<double>(object.drawn.annotations.size());
    for (std::size_t i = 0; i < object.drawn.annotations.size(); ++i) {
      Finding finding = findingOn(object, i);
      if (!tied && finding.given == most->first) {
        continue;
      }
      finding.suggested = tied ? std::string() : most->first;
      finding.score = static_cast<double>(votes[finding.given].size()) / drawn;
      finding.message = "The annotators disagree: " + sentence + ".";
      findings_.push_back(std::move(finding));
      if (tied) {
        return;
      }
    }
  }

  void addPresence(const AgreedObject& object) {
    const auto& all = *annotatorsOf_.at(object.image);
    const auto& drawnBy = object.drawn.annotators;
    if (2 * drawnBy.size() > all.size()) {
      return;
    }
    std::vector<std::string> with;
    std::vector<std::string> without;
    for (const std::size_t annotator : all) {
      const bool drew = std::find(drawnBy.begin(), drawnBy.end(), annotator) != drawnBy.end();
      (drew ? with : without).push_back(nameOf(annotator));
    }
    Finding finding = findingOn(object, 0);
    finding.reason = labeling::aboutPresence;
    finding.score = static_cast<double>(with.size()) / static_cast<double>(all.size());
    finding.message = "Only " + listed(with) + " drew this " + inQuotes(finding.given) + "; " +
                      listed(without) + " labelled the image too.";
    findings_.push_back(std::move(finding));
  }

  void addPlace(const AgreedObject& object) {
    if (object.overlaps.size() < 2) {
      return;
    }
    const auto worst = std::min_element(object.overlaps.begin(), object.overlaps.end());
    const auto place = static_cast<std::size_t>(worst - object.overlaps.begin());
    const bool two = object.overlaps.size() == 2;
    const double overlap = two ? overlapOfBoth(object) : *worst;
    if (overlap >= wellPlaced) {
      return;
    }
    Finding finding = findingOn(object, place);
    finding.reason = "place";
    finding.suggested = finding.given;
    finding.suggestedShape = object.shape;
    finding.score = overlap;
    const std::string others =
        two ? nameOf(object.drawn.annotators[1 - place]) + " drew" : "most drew";
    finding.message = "This " + inQuotes(finding.given) + " by " +
                      nameOf(object.drawn.annotators[place]) + " overlaps what " + others + " by " +
                      percent(overlap) + " only.";
    findings_.push_back(std::move(finding));
  }

  [[nodiscard]] double overlapOfBoth(const AgreedObject& object) const {
    const labeling::Image& image = *document_.image(object.image);
    const auto placed = [&](std::size_t place) {
      return PlacedShape(document_.annotation(object.drawn.annotations[place])->shape,
                         {image.width, image.height});
    };
    return overlapOf(placed(0), placed(1));
  }

  const Document& document_;
  const SharedObjects& shared_;
  std::map<labeling::ImageId, const std::vector<std::size_t>*> annotatorsOf_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> disagreementFindings(const Document& document,
                                          const SharedObjects& shared,
                                          const ObjectConsensus& consensus) {
  Disagreements disagreements(document, shared);
  for (const AgreedObject& object : consensus.objects) {
    disagreements.add(object);
  }
  return disagreements.findings();
}

}  // namespace touchstone::analysis
