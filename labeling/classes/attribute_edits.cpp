#include "labeling/classes/attribute_edits.h"

#include "labeling/classes/class_tree.h"

#include <algorithm>
#include <functional>

namespace touchstone::labeling {
namespace {

constexpr const char* noSuchAttribute = "The class does not have this attribute any more.";

using Values = std::map<std::string, AttributeValue>;

/// The attribute of that name that the class itself defines, or nullptr.
AttributeDefinition* findAttribute(LabelClass& labelClass, const std::string& name) {
  const auto found =
      std::find_if(labelClass.attributes.begin(), labelClass.attributes.end(),
                   [&](const AttributeDefinition& definition) { return definition.name == name; });
  return found == labelClass.attributes.end() ? nullptr : &*found;
}

/// Why the class cannot have another attribute of that name; empty when it can.
std::string nameProblem(const Document& document, ClassId id, const std::string& name) {
  if (name.find_first_not_of(' ') == std::string::npos) {
    return "An attribute needs a name.";
  }
  const auto known = attributesOf(document, id);
  const bool isTaken =
      std::any_of(known.begin(), known.end(),
                  [&](const AttributeDefinition& definition) { return definition.name == name; });
  return isTaken ? "There is an attribute “" + name + "” already." : std::string();
}

/// Returns the edit that sets the class and what `follow` makes of the values of its objects that
/// have the attribute.
ClassEdit withValues(const Document& document,
                     ClassId id,
                     const LabelClass& changed,
                     const std::string& attribute,
                     const std::function<void(Values&)>& follow) {
  ClassEdit result;
  if (changed == *document.labelClass(id)) {
    return result;
  }
  result.edit.changes.emplace_back(ClassChange{id, changed});
  ClassEditCount count(document);
  std::map<ClassId, bool> has;
  for (const auto& [object, annotation] : document.annotations()) {
    if (!annotation.attributes.custom.contains(attribute)) {
      continue;
    }
    const auto [known, isNew] = has.try_emplace(annotation.labelClass, false);
    if (isNew) {
      const auto line = ancestorsOf(document, annotation.labelClass);
      known->second =
          annotation.labelClass == id || std::find(line.begin(), line.end(), id) != line.end();
    }
    Annotation follower = annotation;
    follow(follower.attributes.custom);
    if (known->second && follower != annotation) {
      count.add(object, annotation);
      result.edit.changes.emplace_back(AnnotationChange{object, std::move(follower)});
    }
  }
  result.preview = count.preview();
  return result;
}

}  // namespace

ClassEdit addAttribute(const Document& document, ClassId id, AttributeDefinition definition) {
  const LabelClass* stored = document.labelClass(id);
  if (stored == nullptr) {
    return refusedEdit(noSuchAttribute);
  }
  if (std::string problem = nameProblem(document, id, definition.name); !problem.empty()) {
    return refusedEdit(std::move(problem));
  }
  if (definition.kind == AttributeKind::Choice && definition.choices.empty()) {
    return refusedEdit("A choice needs something to choose from.");
  }
  ClassEdit result;
  result.edit.name = "Add attribute " + definition.name + " to " + stored->name;
  LabelClass changed = *stored;
  changed.attributes.push_back(std::move(definition));
  result.edit.changes.emplace_back(ClassChange{id, changed});
  return result;
}

ClassEdit renameAttribute(const Document& document,
                          ClassId id,
                          const std::string& name,
                          const std::string& newName) {
  const LabelClass* stored = document.labelClass(id);
  LabelClass changed = stored == nullptr ? LabelClass() : *stored;
  AttributeDefinition* attribute = findAttribute(changed, name);
  if (attribute == nullptr) {
    return refusedEdit(noSuchAttribute);
  }
  if (newName != name) {
    if (std::string problem = nameProblem(document, id, newName); !problem.empty()) {
      return refusedEdit(std::move(problem));
    }
  }
  attribute->name = newName;
  ClassEdit result = withValues(document, id, changed, name, [&](Values& values) {
    auto value = values.extract(name);
    value.key() = newName;
    values.insert(std::move(value));
  });
  result.edit.name = "Rename attribute " + name + " to " + newName;
  return result;
}

ClassEdit changeChoices(const Document& document,
                        ClassId id,
                        const std::string& name,
                        const std::vector<std::string>& choices) {
  const LabelClass* stored = document.labelClass(id);
  LabelClass changed = stored == nullptr ? LabelClass() : *stored;
  AttributeDefinition* attribute = findAttribute(changed, name);
  if (attribute == nullptr) {
    return refusedEdit(noSuchAttribute);
  }
  if (choices.empty()) {
    return refusedEdit("A choice needs something to choose from.");
  }
  attribute->choices = choices;
  ClassEdit result = withValues(document, id, changed, name, [&](Values& values) {
    const auto* chosen = std::get_if<std::string>(&values.at(name));
    if (chosen == nullptr || std::find(choices.begin(), choices.end(), *chosen) == choices.end()) {
      values.erase(name);
    }
  });
  result.edit.name = "Change choices of " + name;
  return result;
}

ClassEdit removeAttribute(const Document& document, ClassId id, const std::string& name) {
  const LabelClass* stored = document.labelClass(id);
  LabelClass changed = stored == nullptr ? LabelClass() : *stored;
  if (findAttribute(changed, name) == nullptr) {
    return refusedEdit(noSuchAttribute);
  }
  std::erase_if(changed.attributes,
                [&](const AttributeDefinition& definition) { return definition.name == name; });
  ClassEdit result =
      withValues(document, id, changed, name, [&](Values& values) { values.erase(name); });
  result.edit.name = "Remove attribute " + name;
  return result;
}

}  // namespace touchstone::labeling
