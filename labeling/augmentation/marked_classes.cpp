#include "labeling/augmentation/marked_classes.h"

#include <algorithm>
#include <set>

namespace touchstone::labeling {

namespace {

std::set<std::string> classesOf(const Finding& finding, const Document& document) {
  std::vector<AnnotationId> labels;
  if (finding.annotation) {
    labels.push_back(*finding.annotation);
  } else {
    labels = document.annotationsOf(finding.image);
  }
  std::set<std::string> names;
  for (const AnnotationId label : labels) {
    const Annotation* annotation = document.annotation(label);
    const LabelClass* labelClass =
        annotation == nullptr ? nullptr : document.labelClass(annotation->labelClass);
    if (labelClass != nullptr) {
      names.insert(labelClass->name);
    }
  }
  if (names.empty() && !finding.given.empty()) {
    names.insert(finding.given);
  }
  return names;
}

}  // namespace

std::map<std::string, int> markedClasses(const Project& project) {
  std::map<std::string, int> marked;
  for (const Finding& finding : project.findings()) {
    const Decision* decision = project.document().decisionOn(keyOf(finding));
    if (decision == nullptr || decision->kind != DecisionKind::Augment) {
      continue;
    }
    for (const std::string& name : classesOf(finding, project.document())) {
      ++marked[name];
    }
  }
  return marked;
}

AugmentationRecipe strengthenedFor(const std::map<std::string, int>& marked,
                                   AugmentationRecipe recipe) {
  for (const auto& [name, decisions] : marked) {
    recipe.classStrengths.try_emplace(name, std::min(1 + 0.25 * decisions, 2.0));
  }
  return recipe;
}

}  // namespace touchstone::labeling
