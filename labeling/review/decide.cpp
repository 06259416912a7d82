#include "labeling/review/decide.h"

#include <algorithm>
#include <map>

namespace touchstone::labeling {
namespace {

/// What accepting a finding does.
enum class Remedy { Relabel, Reshape, Add, Remove, Exclude, None };

Remedy remedyFor(const Finding& finding) {
  switch (finding.kind) {
    case FindingKind::AnnotatorDisagreement:
      return suggestsRemoval(finding) ? Remedy::Remove
             : finding.suggestedShape ? Remedy::Reshape
                                      : Remedy::Relabel;
    case FindingKind::LabelError:
    case FindingKind::Ambiguous:
    case FindingKind::Inconsistent:
    case FindingKind::Swapped:
    case FindingKind::Misclassified:
      return Remedy::Relabel;
    case FindingKind::BadlyLocated:
    case FindingKind::MaskError:
      return Remedy::Reshape;
    case FindingKind::Overlooked:
    case FindingKind::FalsePositive:
      return Remedy::Add;
    case FindingKind::Spurious:
      return Remedy::Remove;
    case FindingKind::Duplicate:
    case FindingKind::NearDuplicate:
    case FindingKind::Leakage:
    case FindingKind::Outlier:
    case FindingKind::Dark:
    case FindingKind::Light:
    case FindingKind::Blurry:
    case FindingKind::LowInformation:
    case FindingKind::OddSize:
    case FindingKind::OddAspectRatio:
      return Remedy::Exclude;
    case FindingKind::FalseNegative:
    case FindingKind::RareClass:
    case FindingKind::CoverageGap:
      return Remedy::None;
  }
  return Remedy::None;
}

std::string stepName(DecisionKind kind) {
  switch (kind) {
    case DecisionKind::Accept:
      return "Accept suggestion";
    case DecisionKind::Relabel:
      return "Give another class";
    case DecisionKind::Keep:
      return "Keep label";
    case DecisionKind::Exclude:
      return "Exclude image";
    case DecisionKind::Augment:
      return "Mark for augmentation";
    case DecisionKind::Collect:
      return "Mark for collection";
    case DecisionKind::Later:
      return "Decide later";
  }
  return {};
}

/// Builds the edit that answers one finding.
class Answer {
public:
  Answer(Project& project, const Finding& finding) : project_(project), finding_(finding) {}

  Result<Edit> give(DecisionKind kind, const DecideOptions& options) {
    edit_.name = stepName(kind);
    const std::string chosen = kind == DecisionKind::Relabel  ? options.chosen
                               : kind == DecisionKind::Accept ? finding_.suggested
                                                              : std::string();
    Status done = change(kind, chosen);
    if (!done) {
      return done.error();
    }
    edit_.changes.emplace_back(
        DecisionChange{project_.newDecisionId(),
                       Decision{.kind = kind, .findingKey = keyOf(finding_), .chosen = chosen}});
    return std::move(edit_);
  }

private:
  Status change(DecisionKind kind, const std::string& chosen) {
    switch (kind) {
      case DecisionKind::Accept:
        return accept(chosen);
      case DecisionKind::Relabel:
        return remedyFor(finding_) == Remedy::Add ? add(chosen) : relabel(chosen);
      case DecisionKind::Exclude:
        return exclude();
      case DecisionKind::Keep:
      case DecisionKind::Augment:
      case DecisionKind::Collect:
      case DecisionKind::Later:
        return Nothing{};
    }
    return Nothing{};
  }

  Status accept(const std::string& chosen) {
    switch (remedyFor(finding_)) {
      case Remedy::Relabel:
        return relabel(chosen);
      case Remedy::Reshape:
        return reshape();
      case Remedy::Add:
        return add(chosen);
      case Remedy::Remove:
        return remove();
      case Remedy::Exclude:
        return exclude();
      case Remedy::None:
        break;
    }
    return noSuggestion();
  }

  Status relabel(const std::string& className) {
    const auto labelClass = classNamed(className);
    if (!labelClass) {
      return labelClass.error();
    }
    const auto target = annotation();
    if (!target) {
      return target.error();
    }
    Annotation changed = *project_.document().annotation(*target);
    changed.labelClass = *labelClass;
    edit_.changes.emplace_back(AnnotationChange{*target, std::move(changed)});
    return Nothing{};
  }

  Status reshape() {
    if (!finding_.suggestedShape) {
      return noSuggestion();
    }
    const auto target = annotation();
    if (!target) {
      return target.error();
    }
    Annotation changed = *project_.document().annotation(*target);
    changed.shape = *finding_.suggestedShape;
    edit_.changes.emplace_back(AnnotationChange{*target, std::move(changed)});
    return Nothing{};
  }

  Status add(const std::string& className) {
    const Image* image = project_.document().image(finding_.image);
    if (!finding_.suggestedShape || image == nullptr) {
      return noSuggestion();
    }
    const auto labelClass = classNamed(className);
    if (!labelClass) {
      return labelClass.error();
    }
    Annotation added;
    added.image = finding_.image;
    added.labelClass = *labelClass;
    added.shape = *finding_.suggestedShape;
    edit_.changes.emplace_back(AnnotationChange{project_.newAnnotationId(), std::move(added)});
    if (image->state == ImageState::Unlabelled) {
      setState(*image, ImageState::Labelled);
    }
    return Nothing{};
  }

  Status remove() {
    const auto target = annotation();
    if (!target) {
      return target.error();
    }
    edit_.changes.emplace_back(AnnotationChange{*target, std::nullopt});
    return Nothing{};
  }

  Status exclude() {
    const Image* image = project_.document().image(finding_.image);
    if (image == nullptr) {
      return gone("The image");
    }
    setState(*image, ImageState::Excluded);
    return Nothing{};
  }

  void setState(Image image, ImageState state) {
    image.state = state;
    edit_.changes.emplace_back(ImageChange{finding_.image, std::move(image)});
  }

  /// Returns the label in question: the one named, or the image's only one with the given class.
  [[nodiscard]] Result<AnnotationId> annotation() const {
    const Document& document = project_.document();
    if (finding_.annotation) {
      return document.annotation(*finding_.annotation) != nullptr
                 ? Result<AnnotationId>(*finding_.annotation)
                 : gone("The label");
    }
    std::vector<AnnotationId> fitting;
    const auto given = document.findClass(finding_.given);
    for (const AnnotationId id : document.annotationsOf(finding_.image)) {
      if (given == document.annotation(id)->labelClass) {
        fitting.push_back(id);
      }
    }
    return fitting.size() == 1 ? Result<AnnotationId>(fitting.front()) : gone("The label");
  }

  [[nodiscard]] Result<ClassId> classNamed(const std::string& name) const {
    if (name.empty()) {
      return noSuggestion();
    }
    const auto found = project_.document().findClass(name);
    if (!found) {
      return Error{ErrorKind::BadInput, imagePath(),
                   "There is no class \"" + name + "\": add it, or choose another one."};
    }
    return *found;
  }

  [[nodiscard]] Error noSuggestion() const {
    return {ErrorKind::Usage, imagePath(),
            "This finding on " + imagePath() +
                " suggests nothing that could be accepted: choose another decision."};
  }

  [[nodiscard]] Error gone(const std::string& what) const {
    return {ErrorKind::BadInput, imagePath(),
            what + " that this finding is about is gone: audit again."};
  }

  [[nodiscard]] std::string imagePath() const {
    const Image* image = project_.document().image(finding_.image);
    return image != nullptr ? image->path : "an image that is gone";
  }

  Project& project_;
  const Finding& finding_;
  Edit edit_;
};

bool changesLabels(DecisionKind kind) {
  return kind == DecisionKind::Accept || kind == DecisionKind::Relabel ||
         kind == DecisionKind::Exclude;
}

}  // namespace

Result<Edit> editForDecision(Project& project,
                             const Finding& finding,
                             DecisionKind kind,
                             const DecideOptions& options) {
  const Image* image = project.document().image(finding.image);
  if (options.batch && changesLabels(kind) && image != nullptr && image->split == Split::Test) {
    return Error{ErrorKind::Usage, image->path,
                 image->path +
                     " belongs to the test split, whose labels are changed one at a time "
                     "only: decide on this finding by itself."};
  }
  return Answer(project, finding).give(kind, options);
}

bool isMoot(const Document& document, const Finding& finding) {
  const Image* image = document.image(finding.image);
  if (image == nullptr || image->state == ImageState::Excluded) {
    return true;
  }
  if (!finding.annotation) {
    return false;
  }
  const Annotation* annotation = document.annotation(*finding.annotation);
  const LabelClass* labelClass =
      annotation != nullptr ? document.labelClass(annotation->labelClass) : nullptr;
  return labelClass == nullptr || (!finding.given.empty() && labelClass->name != finding.given);
}

std::vector<Finding> openFindings(const Project& project) {
  std::map<std::string, DecisionKind> answers;
  for (const auto& [id, decision] : project.document().decisions()) {
    answers[decision.findingKey] = decision.kind;
  }
  std::vector<Finding> open;
  std::vector<Finding> postponed;
  for (Finding& finding : project.findings()) {
    const auto answer = answers.find(keyOf(finding));
    if (isMoot(project.document(), finding)) {
      continue;
    }
    if (answer == answers.end()) {
      open.push_back(std::move(finding));
    } else if (answer->second == DecisionKind::Later) {
      postponed.push_back(std::move(finding));
    }
  }
  open.insert(open.end(), std::make_move_iterator(postponed.begin()),
              std::make_move_iterator(postponed.end()));
  return open;
}

}  // namespace touchstone::labeling
