#include "analysis/report/html_gallery.h"

#include "analysis/audits/model_findings.h"
#include "analysis/report/html_text.h"
#include "analysis/report/picture_data.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace touchstone::analysis {
namespace {

using labeling::Finding;
using labeling::FindingKind;
using nlohmann::ordered_json;

/// One gallery: the findings of an audit that it shows and what a reader needs to know of them.
struct Gallery {
  const char* id;
  const char* title;
  const char* explanation;
  std::vector<FindingKind> kinds;
  bool besideNeighbour = false;  // shows the picture that the finding compares with
  bool withReason = false;       // of inconsistent ones: those that do not question the class
};

constexpr const char* mistakesTitle = "Mistakes of the model";
constexpr const char* mistakesExplanation =
    "The label may well be right: these show what the model has not learned yet.";

const std::vector<Gallery>& galleries() {
  static const std::vector<Gallery> all{
      {"errors",
       "Labels that look wrong",
       "The model expects another class. The most suspicious come first. Struck out is the label "
       "as given, behind the arrow what it "
       "looks like.",
       {FindingKind::LabelError, FindingKind::Swapped}},
      {"inconsistent",
       "Same picture, different labels",
       "At least one of the two labels must be wrong.",
       {FindingKind::Inconsistent},
       true},
      {"rules",
       "Labels that differ from the label book or from each other",
       "They break a rule of their class, or one class is drawn in two ways.",
       {FindingKind::Inconsistent},
       false,
       true},
      {"annotators",
       "Annotators who disagree",
       "Several people labelled these images, and not alike. Where the most of them agree, that is "
       "suggested.",
       {FindingKind::AnnotatorDisagreement}},
      {"leakage",
       "Trained on and tested on",
       "The model has seen these pictures while it learned, so results on them flatter it.",
       {FindingKind::Leakage},
       true},
      {"overlooked",
       "Objects without a label",
       "The model sees an object where nothing is labelled. A model that learns from pictures with "
       "overlooked objects learns to overlook them.",
       {FindingKind::Overlooked, FindingKind::FalsePositive}},
      {"located",
       "Badly drawn labels",
       "The label (yellow) lies beside the object that the model sees (blue).",
       {FindingKind::BadlyLocated, FindingKind::MaskError}},
      {"unseen",
       "Labels without an object",
       "The model finds nothing where these labels are, or they lie on another label.",
       {FindingKind::Spurious}},
      {"ambiguous",
       "Labels between two classes",
       "Two classes are about equally likely. A clearer definition of the classes often helps more "
       "than a new label.",
       {FindingKind::Ambiguous}},
      {"mistakes", mistakesTitle, mistakesExplanation, {FindingKind::Misclassified}},
      {"pictures",
       "Pictures that stand out",
       "Too dark, too light, blurred, nearly empty, of an odd size or shape, or unlike all others.",
       {FindingKind::Dark, FindingKind::Light, FindingKind::Blurry, FindingKind::LowInformation,
        FindingKind::OddSize, FindingKind::OddAspectRatio, FindingKind::Outlier}},
      {"duplicates",
       "Repeated pictures",
       "Copies add no information, and they count twice.",
       {FindingKind::Duplicate, FindingKind::NearDuplicate},
       true}};
  return all;
}

std::string figure(const std::optional<std::string>& data, const std::string& alt) {
  return data ? "<figure><img src=\"" + *data + "\" alt=\"" + escaped(alt) + "\"></figure>"
              : "<figure class=\"missing\">This picture cannot be read.</figure>";
}

std::optional<labeling::Box> boxOf(const HtmlReportInput& input, const Finding& finding) {
  const auto* annotation =
      finding.annotation ? input.document.annotation(*finding.annotation) : nullptr;
  if (annotation == nullptr && finding.suggestedShape) {
    return boundsOf(*finding.suggestedShape);
  }
  if (annotation == nullptr || isImageTag(annotation->shape)) {
    return std::nullopt;
  }
  return boundsOf(annotation->shape);
}

/// Returns where a labelled object is suggested to be instead.
std::optional<labeling::Box> suggestedBoxOf(const Finding& finding) {
  return finding.annotation && finding.suggestedShape
             ? std::optional(boundsOf(*finding.suggestedShape))
             : std::nullopt;
}

/// Returns the bars of the probabilities in the evidence, the given class in its own colour.
std::string shares(const ordered_json& evidence, const std::string& given) {
  const auto found = evidence.find("probabilities");
  if (found == evidence.end() || !found->is_object()) {
    return {};
  }
  std::string rows;
  for (const auto& [name, value] : found->items()) {
    if (value.is_number()) {
      rows += std::string("<span") + (name == given ? " class=\"given\"" : "") + ">" +
              escaped(name) + "</span>" + bar(value.get<double>()) + "<span>" +
              percentage(value.get<double>()) + "</span>";
    }
  }
  return "<div class=\"shares\">" + rows + "</div>";
}

std::string verdict(const Finding& finding) {
  if (finding.kind == FindingKind::LabelError || finding.kind == FindingKind::Swapped) {
    return "<s>" + escaped(finding.given) + "</s> → <b>" + escaped(finding.suggested) + "</b>";
  }
  return escaped(finding.message);
}

std::string card(const HtmlReportInput& input, const Gallery& gallery, const Finding& finding) {
  const auto* image = input.document.image(finding.image);
  const std::string path = image != nullptr ? image->path : std::string();
  const auto evidence = ordered_json::parse(finding.evidence, nullptr, false);
  const auto file = [&](const std::string& relative) {
    return input.imageFolder /
           std::filesystem::path(std::u8string(relative.begin(), relative.end()));
  };
  std::string pictures =
      figure(pictureData(file(path), boxOf(input, finding), suggestedBoxOf(finding)), path);
  if (gallery.besideNeighbour && evidence.is_object() && evidence.contains("neighbours")) {
    const auto& neighbours = evidence["neighbours"];
    const std::string neighbour =
        neighbours.is_array() && !neighbours.empty() && neighbours[0].is_string()
            ? neighbours[0].get<std::string>()
            : std::string();
    if (input.document.findImage(neighbour)) {
      pictures += figure(pictureData(file(neighbour), {}), neighbour);
    }
  }
  return "<article class=\"finding\"><div class=\"pictures\">" + pictures +
         "</div><div class=\"words\"><div class=\"verdict\">" + verdict(finding) + "</div>" +
         (evidence.is_object() ? shares(evidence, finding.given) : std::string()) +
         "<div class=\"path\">" + escaped(path) + "</div></div></article>";
}

/// A gallery with what it shows.
struct FilledGallery {
  Gallery gallery;
  std::vector<Finding> findings;
};

std::vector<FilledGallery> galleriesOf(const AuditReport& audit) {
  std::vector<FilledGallery> filled;
  for (const Gallery& gallery : galleries()) {
    FilledGallery one{gallery, {}};
    for (const Finding& finding : audit.findings) {
      const bool elsewhere =
          finding.kind == FindingKind::Inconsistent && finding.reason.empty() == gallery.withReason;
      if (!elsewhere && std::find(gallery.kinds.begin(), gallery.kinds.end(), finding.kind) !=
                            gallery.kinds.end()) {
        one.findings.push_back(finding);
      }
    }
    filled.push_back(std::move(one));
  }
  return filled;
}

/// Returns samples as findings, those first of which the model is surest.
std::vector<Finding> findingsOf(const std::vector<EvaluatedSample>& samples,
                                const labeling::Document& document,
                                const std::string& run) {
  std::vector<Finding> findings;
  for (const EvaluatedSample& sample : samples) {
    if (const auto image = document.findImage(sample.image)) {
      findings.push_back(findingOf(sample, *image, run));
    }
  }
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.score < b.score; });
  return findings;
}

std::vector<FilledGallery> galleriesOf(const RunReport& run, const labeling::Document& document) {
  std::vector<EvaluatedSample> mistakes;
  if (run.evaluation) {
    std::copy_if(run.evaluation->samples.begin(), run.evaluation->samples.end(),
                 std::back_inserter(mistakes),
                 [](const EvaluatedSample& sample) { return sample.given != sample.predicted; });
  }
  return {{{"mistakes", mistakesTitle, mistakesExplanation, {}},
           findingsOf(mistakes, document, run.record.name)}};
}

std::vector<FilledGallery> galleriesOf(const RoundReport& round,
                                       const labeling::Document& document) {
  const std::string& run = round.now.record.run;
  return {{{"worse", "Wrong since then", "The earlier model got these right.", {}},
           findingsOf(round.comparison.broken, document, run)},
          {{"better", "Right since then", "The earlier model got these wrong.", {}},
           findingsOf(round.comparison.mended, document, run)}};
}

/// Returns the galleries of everything that the report tells of.
std::vector<FilledGallery> allGalleries(const HtmlReportInput& input) {
  std::vector<FilledGallery> all;
  const auto add = [&](std::vector<FilledGallery> more) {
    std::move(more.begin(), more.end(), std::back_inserter(all));
  };
  if (input.round) {
    add(galleriesOf(*input.round, input.document));
  }
  if (input.run) {
    add(galleriesOf(*input.run, input.document));
  }
  if (input.audit) {
    add(galleriesOf(*input.audit));
  }
  return all;
}

std::string opening(const Gallery& gallery, std::size_t shown, std::size_t all) {
  std::string text = "<section id=\"" + std::string(gallery.id) + "\"><h2>" + gallery.title +
                     " · " + grouped(static_cast<long>(all)) + "</h2><p>" + gallery.explanation;
  if (shown < all) {
    text += " The first " + grouped(static_cast<long>(shown)) + " are shown.";
  }
  return text + "</p><div class=\"gallery" + (gallery.besideNeighbour ? " pairs" : "") + "\">";
}

}  // namespace

Result<std::string> gallerySections(const HtmlReportInput& input, const WorkContext& work) {
  std::string sections;
  const auto galleries = allGalleries(input);
  double total = 0;
  for (const FilledGallery& filled : galleries) {
    total += static_cast<double>(std::min(filled.findings.size(), input.pictures));
  }
  double done = 0;
  for (const auto& [gallery, findings] : galleries) {
    const std::size_t shown = std::min(findings.size(), input.pictures);
    if (shown == 0) {
      continue;
    }
    sections += opening(gallery, shown, findings.size());
    for (std::size_t k = 0; k < shown; ++k) {
      if (work.stop.stop_requested()) {
        return Error{.kind = ErrorKind::Cancelled, .file = {}, .message = "Cancelled."};
      }
      sections += card(input, gallery, findings[k]);
      work.progress(
          {.stage = "Writing the report", .done = ++done, .total = total, .secondsLeft = -1});
    }
    sections += "</div></section>";
  }
  return sections;
}

}  // namespace touchstone::analysis
