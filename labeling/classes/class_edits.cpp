#include "labeling/classes/class_edits.h"

#include "labeling/classes/class_tree.h"
#include "labeling/classes/label_rule.h"

#include <algorithm>
#include <set>

namespace touchstone::labeling {
namespace {

constexpr const char* noSuchClass = "The class does not exist any more.";

Edit step(std::string name) {
  return {.name = std::move(name), .gesture = 0, .changes = {}};
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// Why the name cannot be given to the class `id` (0 for a new one); nothing when it can.
std::optional<ClassEdit> nameProblem(const Document& document, ClassId id, std::string_view name) {
  if (name.empty()) {
    return refusedEdit("A class needs a name.");
  }
  const auto other = document.findClass(name);
  if (other && *other != id) {
    return refusedEdit("There is a class “" + std::string(name) + "” already.", other);
  }
  return std::nullopt;
}

/// Returns the edit that sets one class to `value`, counted with everything that has the class.
ClassEdit oneClass(const Document& document,
                   const std::string& name,
                   ClassId id,
                   const LabelClass& value) {
  ClassEdit result{.edit = step(name), .preview = {}};
  if (*document.labelClass(id) != value) {
    result.edit.changes.emplace_back(ClassChange{id, value});
    ClassEditCount count(document);
    count.addAllOf(id);
    result.preview = count.preview();
  }
  return result;
}

/// What happens to the annotations of some classes: they get another, or go.
class Reassignment {
public:
  Reassignment(const Document& document, std::optional<ClassId> heir)
      : document_(document), heir_(heir), count_(document) {}

  void add(AnnotationId id, const Annotation& annotation) {
    count_.add(id, annotation);
    if (!heir_ || (isImageTag(annotation.shape) && !isFirstTagOf(annotation.image))) {
      ++removed_;
      changes_.emplace_back(AnnotationChange{id, std::nullopt});
      return;
    }
    Annotation changed = annotation;
    changed.labelClass = *heir_;
    changes_.emplace_back(AnnotationChange{id, std::move(changed)});
  }

  void addAllOf(const std::set<ClassId>& classes) {
    for (const auto& [id, annotation] : document_.annotations()) {
      if (classes.contains(annotation.labelClass)) {
        add(id, annotation);
      }
    }
  }

  /// Returns the edit of that name with what was added, followed by `more`.
  ClassEdit finish(const std::string& name, std::vector<AnyChange> more) {
    ClassEdit result{.edit = step(name), .preview = count_.preview()};
    result.preview.removed = removed_;
    result.edit.changes = std::move(changes_);
    result.edit.changes.insert(result.edit.changes.end(), std::make_move_iterator(more.begin()),
                               std::make_move_iterator(more.end()));
    return result;
  }

private:
  bool isFirstTagOf(ImageId image) {
    const auto& ids = document_.annotationsOf(image);
    const bool hasIt = std::any_of(ids.begin(), ids.end(), [&](AnnotationId id) {
      const Annotation& annotation = *document_.annotation(id);
      return annotation.labelClass == *heir_ && isImageTag(annotation.shape);
    });
    return !hasIt && tagged_.insert(image).second;
  }

  const Document& document_;
  std::optional<ClassId> heir_;
  ClassEditCount count_;
  std::vector<AnyChange> changes_;
  std::set<ImageId> tagged_;
  std::size_t removed_ = 0;
};

/// Returns the nearest ancestor that stays when the classes `gone` go.
std::optional<ClassId> parentWithout(const Document& document,
                                     const std::set<ClassId>& gone,
                                     ClassId id) {
  for (const ClassId ancestor : ancestorsOf(document, id)) {
    if (!gone.contains(ancestor) && ancestor != id) {
      return ancestor;
    }
  }
  return std::nullopt;
}

bool isBelow(const Document& document, ClassId id, ClassId ancestor) {
  const auto ancestors = ancestorsOf(document, id);
  return std::find(ancestors.begin(), ancestors.end(), ancestor) != ancestors.end();
}

template <class Value, class Same>
void takeOver(std::vector<Value>& into, const std::vector<Value>& from, Same same) {
  for (const Value& value : from) {
    if (std::none_of(into.begin(), into.end(),
                     [&](const Value& other) { return same(value, other); })) {
      into.push_back(value);
    }
  }
}

/// Adds to one page of the label book what another has and it has not.
void takeOver(LabelClass& into, const LabelClass& from) {
  for (std::string LabelClass::*text : {&LabelClass::definition, &LabelClass::doNotes,
                                        &LabelClass::dontNotes, &LabelClass::rules}) {
    if ((into.*text).empty()) {
      into.*text = from.*text;
    }
  }
  takeOver(into.examples, from.examples, std::equal_to<>());
  takeOver(into.counterExamples, from.counterExamples, std::equal_to<>());
  takeOver(into.attributes, from.attributes,
           [](const auto& a, const auto& b) { return a.name == b.name; });
}

/// Returns rules that speak of the class `into` where they spoke of those that are gone.
std::string rulesAfter(const Document& document,
                       std::string rules,
                       const std::set<ClassId>& gone,
                       ClassId into) {
  for (const ClassId id : gone) {
    rules = rulesWithClassRenamed(rules, document.labelClass(id)->name,
                                  document.labelClass(into)->name);
  }
  return rules;
}

}  // namespace

ClassEdit renameClass(const Document& document, ClassId id, std::string_view name) {
  const LabelClass* stored = document.labelClass(id);
  if (stored == nullptr) {
    return refusedEdit(noSuchClass);
  }
  name = trimmed(name);
  if (auto problem = nameProblem(document, id, name)) {
    return *std::move(problem);
  }
  LabelClass changed = *stored;
  changed.name = name;
  changed.rules = rulesWithClassRenamed(stored->rules, stored->name, changed.name);
  ClassEdit result =
      oneClass(document, "Rename " + stored->name + " to " + changed.name, id, changed);
  for (const auto& [other, labelClass] : document.classes()) {
    LabelClass following = labelClass;
    following.rules = rulesWithClassRenamed(labelClass.rules, stored->name, changed.name);
    if (other != id && following != labelClass) {
      result.edit.changes.emplace_back(ClassChange{other, std::move(following)});
    }
  }
  return result;
}

ClassEdit mergeClasses(const Document& document, const std::vector<ClassId>& from, ClassId into) {
  if (document.labelClass(into) == nullptr) {
    return refusedEdit(noSuchClass);
  }
  std::set<ClassId> gone(from.begin(), from.end());
  gone.erase(into);
  std::erase_if(gone, [&](ClassId id) { return document.labelClass(id) == nullptr; });
  if (gone.empty()) {
    return refusedEdit("Choose at least two classes to merge.");
  }
  Reassignment reassignment(document, into);
  reassignment.addAllOf(gone);
  LabelClass page = *document.labelClass(into);
  std::vector<AnyChange> classes;
  std::string names;
  for (const auto& [id, labelClass] : document.classes()) {
    if (gone.contains(id)) {
      takeOver(page, labelClass);
      names += (names.empty() ? "" : ", ") + labelClass.name;
      classes.emplace_back(ClassChange{id, std::nullopt});
    } else if (id != into) {
      LabelClass changed = labelClass;
      if (labelClass.parent && gone.contains(*labelClass.parent)) {
        changed.parent =
            isBelow(document, into, id) ? parentWithout(document, gone, id) : std::optional(into);
      }
      changed.rules = rulesAfter(document, labelClass.rules, gone, into);
      if (changed != labelClass) {
        classes.emplace_back(ClassChange{id, std::move(changed)});
      }
    }
  }
  page.rules = rulesAfter(document, page.rules, gone, into);
  if (page.parent && gone.contains(*page.parent)) {
    page.parent = parentWithout(document, gone, into);
  }
  if (page != *document.labelClass(into)) {
    classes.emplace_back(ClassChange{into, page});
  }
  return reassignment.finish("Merge " + names + " into " + page.name, std::move(classes));
}

ClassEdit splitClass(const Document& document,
                     ClassId from,
                     const std::vector<AnnotationId>& chosen,
                     const SplitTarget& target) {
  const LabelClass* stored = document.labelClass(from);
  if (stored == nullptr) {
    return refusedEdit(noSuchClass);
  }
  const std::string name(trimmed(target.name));
  if (auto problem = nameProblem(document, target.id, name)) {
    return *std::move(problem);
  }
  ClassEdit result{.edit = step("Split " + name + " from " + stored->name), .preview = {}};
  LabelClass made;
  made.name = name;
  made.colour = defaultClassColour(document.classes().size());
  made.parent = stored->parent;
  made.attributes = stored->attributes;
  result.edit.changes.emplace_back(ClassChange{target.id, made});
  ClassEditCount count(document);
  for (const AnnotationId id : std::set<AnnotationId>(chosen.begin(), chosen.end())) {
    const Annotation* annotation = document.annotation(id);
    if (annotation != nullptr && annotation->labelClass == from) {
      count.add(id, *annotation);
      Annotation changed = *annotation;
      changed.labelClass = target.id;
      result.edit.changes.emplace_back(AnnotationChange{id, std::move(changed)});
    }
  }
  if (result.edit.changes.size() == 1) {
    return refusedEdit("No object of “" + stored->name + "” is chosen.");
  }
  result.preview = count.preview();
  return result;
}

std::vector<AnnotationId> annotationsWith(const Document& document,
                                          ClassId labelClass,
                                          const std::string& attribute,
                                          const AttributeValue& value) {
  std::vector<AnnotationId> ids;
  for (const auto& [id, annotation] : document.annotations()) {
    if (annotation.labelClass != labelClass) {
      continue;
    }
    const auto& custom = annotation.attributes.custom;
    const auto found = custom.find(attribute);
    if (found == custom.end() ? value == AttributeValue(false) : found->second == value) {
      ids.push_back(id);
    }
  }
  return ids;
}

ClassEdit recolourClass(const Document& document, ClassId id, std::uint32_t colour) {
  const LabelClass* stored = document.labelClass(id);
  if (stored == nullptr) {
    return refusedEdit(noSuchClass);
  }
  LabelClass changed = *stored;
  changed.colour = colour & 0xFFFFFFU;
  return oneClass(document, "Recolour " + stored->name, id, changed);
}

ClassEdit deleteClass(const Document& document, ClassId id, std::optional<ClassId> heir) {
  const LabelClass* stored = document.labelClass(id);
  if (stored == nullptr || (heir && document.labelClass(*heir) == nullptr)) {
    return refusedEdit(noSuchClass);
  }
  if (heir == id) {
    return refusedEdit("The objects need another class than the one that is deleted.");
  }
  Reassignment reassignment(document, heir);
  reassignment.addAllOf({id});
  std::vector<AnyChange> classes;
  for (const auto& [child, labelClass] : document.classes()) {
    LabelClass changed = labelClass;
    if (labelClass.parent == id) {
      changed.parent = stored->parent == child ? std::nullopt : stored->parent;
    }
    if (heir) {
      changed.rules = rulesAfter(document, labelClass.rules, {id}, *heir);
    }
    if (child != id && changed != labelClass) {
      classes.emplace_back(ClassChange{child, std::move(changed)});
    }
  }
  classes.emplace_back(ClassChange{id, std::nullopt});
  return reassignment.finish("Delete class " + stored->name, std::move(classes));
}

ClassEdit reorderClasses(const Document& document, const std::vector<ClassId>& order) {
  std::vector<ClassId> all = order;
  std::erase_if(all, [&](ClassId id) { return document.labelClass(id) == nullptr; });
  takeOver(all, classesInOrder(document), std::equal_to<>());
  ClassEdit result{.edit = step("Reorder classes"), .preview = {}};
  for (std::size_t place = 0; place < all.size(); ++place) {
    LabelClass changed = *document.labelClass(all[place]);
    changed.order = static_cast<int>(place) + 1;
    if (changed != *document.labelClass(all[place])) {
      result.edit.changes.emplace_back(ClassChange{all[place], changed});
    }
  }
  return result;
}

ClassEdit setClassParent(const Document& document, ClassId id, std::optional<ClassId> parent) {
  const LabelClass* stored = document.labelClass(id);
  if (stored == nullptr || (parent && document.labelClass(*parent) == nullptr)) {
    return refusedEdit(noSuchClass);
  }
  if (parent && (*parent == id || isBelow(document, *parent, id))) {
    return refusedEdit("A class cannot be below itself.", parent);
  }
  LabelClass changed = *stored;
  changed.parent = parent;
  return oneClass(document, "Change parent of " + stored->name, id, changed);
}

ClassEdit setClassKey(const Document& document,
                      ClassId id,
                      std::string_view key,
                      KeyClash onClash) {
  const LabelClass* stored = document.labelClass(id);
  if (stored == nullptr) {
    return refusedEdit(noSuchClass);
  }
  if (key.size() > 1) {
    return refusedEdit("A class has one key: a digit or a letter without accents.");
  }
  ClassEdit result{.edit = step("Change key of " + stored->name), .preview = {}};
  for (const auto& [other, labelClass] : document.classes()) {
    if (other == id || key.empty() || labelClass.hotkey != key) {
      continue;
    }
    if (onClash == KeyClash::Refuse) {
      return refusedEdit("The key " + std::string(key) + " belongs to “" + labelClass.name + "”.",
                         other);
    }
    result.preview.clash = other;
    LabelClass without = labelClass;
    without.hotkey.clear();
    result.edit.changes.emplace_back(ClassChange{other, without});
  }
  if (stored->hotkey != key) {
    LabelClass changed = *stored;
    changed.hotkey = key;
    result.edit.changes.emplace_back(ClassChange{id, changed});
  }
  return result;
}

}  // namespace touchstone::labeling
