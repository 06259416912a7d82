#include "labeling/query/object_description.h"

#include "labeling/query/case_folding.h"

#include <algorithm>
#include <charconv>

namespace touchstone::labeling {
namespace {

std::set<ClassId> classesNamed(const QueryTerm& term, const Document& document) {
  std::set<ClassId> classes;
  for (const std::string& value : term.values) {
    // The exact name wins: "RBC" and "rbc" can be two classes.
    if (const auto exact = document.findClass(value)) {
      classes.insert(*exact);
      continue;
    }
    const std::string pattern = foldedCase(value);
    for (const auto& [id, labelClass] : document.classes()) {
      if (matchesPattern(pattern, foldedCase(labelClass.name))) {
        classes.insert(id);
      }
    }
  }
  return classes;
}

/// Whether the flag is as one of the codes says: 0 is no, 1 is yes.
bool flagHolds(const QueryTerm& term, bool flag) {
  return codeHolds(term, flag ? 1 : 0);
}

bool groupHolds(const QueryTerm& term, const std::optional<std::int64_t>& group) {
  if (!term.numbers.empty()) {
    return group && numberHolds(term, static_cast<double>(*group));
  }
  return flagHolds(term, group.has_value());
}

bool measureHolds(const QueryTerm& term, const Annotation& object, const Image& image) {
  if (isImageTag(object.shape)) {
    return false;
  }
  const auto bounds = [&object] { return boundsOf(object.shape); };
  switch (term.field) {
    case QueryField::Width:
      return numberHolds(term, bounds().width());
    case QueryField::Height:
      return numberHolds(term, bounds().height());
    case QueryField::Size:
      return numberHolds(term, std::min(bounds().width(), bounds().height()));
    case QueryField::Area:
      return numberHolds(term, areaOf(object.shape));
    case QueryField::Aspect: {
      const Box box = bounds();
      return box.height() > 0 && numberHolds(term, box.width() / box.height());
    }
    case QueryField::X:
      return image.width > 0 && numberHolds(term, bounds().centre().x / image.width);
    case QueryField::Y:
      return image.height > 0 && numberHolds(term, bounds().centre().y / image.height);
    default:
      return false;
  }
}

/// The value of the attribute of that folded name; a flag that was never set is no.
std::optional<AttributeValue> attributeOf(const Annotation& object,
                                          const std::string& name,
                                          const Document& document) {
  for (const auto& [known, value] : object.attributes.custom) {
    if (foldedCase(known) == name) {
      return value;
    }
  }
  const LabelClass* labelClass = document.labelClass(object.labelClass);
  if (labelClass != nullptr) {
    for (const AttributeDefinition& definition : labelClass->attributes) {
      if (definition.kind == AttributeKind::Flag && foldedCase(definition.name) == name) {
        return false;
      }
    }
  }
  return std::nullopt;
}

bool attributeHolds(const QueryTerm& term,
                    const std::vector<std::string>& texts,
                    const std::optional<AttributeValue>& value) {
  if (!value) {
    return false;
  }
  return std::visit(
      Visitor{[&](bool flag) { return flagHolds(term, flag); },
              [&](double number) { return !term.numbers.empty() && numberHolds(term, number); },
              [&](const std::string& text) {
                return term.comparison == Comparison::Is && textHolds(texts, text);
              }},
      *value);
}

}  // namespace

bool ObjectDescription::takes(const QueryTerm& term) const {
  return term.comparison != Comparison::Is ||
         std::none_of(conditions_.begin(), conditions_.end(), [&](const Condition& condition) {
           return condition.term.comparison == Comparison::Is &&
                  condition.term.field == term.field && condition.term.attribute == term.attribute;
         });
}

std::optional<std::string> ObjectDescription::add(const QueryTerm& term, const Document& document) {
  Condition condition{.term = term, .classes = {}, .texts = foldedValues(term)};
  std::optional<std::string> remark;
  if (term.field == QueryField::Class) {
    condition.classes = classesNamed(term, document);
    if (condition.classes.empty()) {
      remark = "There is no class “" + term.values.front() + "”.";
    }
  }
  conditions_.push_back(std::move(condition));
  return remark;
}

bool ObjectDescription::fits(const Annotation& object,
                             const Image& image,
                             const Document& document) const {
  return std::all_of(conditions_.begin(), conditions_.end(), [&](const Condition& condition) {
    return holds(condition, object, image, document);
  });
}

bool ObjectDescription::holds(const Condition& condition,
                              const Annotation& object,
                              const Image& image,
                              const Document& document) {
  const QueryTerm& term = condition.term;
  const Attributes& attributes = object.attributes;
  switch (term.field) {
    case QueryField::Class:
      return condition.classes.contains(object.labelClass);
    case QueryField::ShapeKind:
      return codeHolds(term, static_cast<int>(object.shape.index()));
    case QueryField::Score:
      return attributes.score && numberHolds(term, *attributes.score);
    case QueryField::Verified:
      return flagHolds(term, attributes.verified);
    case QueryField::Difficult:
      return flagHolds(term, attributes.difficult);
    case QueryField::Truncated:
      return flagHolds(term, attributes.truncated);
    case QueryField::Occluded:
      return flagHolds(term, attributes.occluded);
    case QueryField::Crowd:
      return flagHolds(term, attributes.crowd);
    case QueryField::Locked:
      return flagHolds(term, attributes.locked);
    case QueryField::Group:
      return groupHolds(term, attributes.group);
    case QueryField::Annotator:
      return textHolds(condition.texts, attributes.annotator);
    case QueryField::Description: {
      const std::string text = foldedCase(attributes.description);
      return std::any_of(condition.texts.begin(), condition.texts.end(),
                         [&](const auto& part) { return text.find(part) != std::string::npos; });
    }
    case QueryField::Attribute:
      return attributeHolds(term, condition.texts, attributeOf(object, term.attribute, document));
    default:
      return measureHolds(term, object, image);
  }
}

bool numberHolds(const QueryTerm& term, double number) {
  switch (term.comparison) {
    case Comparison::Less:
      return number < term.numbers.front();
    case Comparison::AtMost:
      return number <= term.numbers.front();
    case Comparison::More:
      return number > term.numbers.front();
    case Comparison::AtLeast:
      return number >= term.numbers.front();
    case Comparison::Is:
      break;
  }
  return std::find(term.numbers.begin(), term.numbers.end(), number) != term.numbers.end();
}

bool codeHolds(const QueryTerm& term, int code) {
  return std::find(term.codes.begin(), term.codes.end(), code) != term.codes.end();
}

bool textHolds(const std::vector<std::string>& patterns, std::string_view text) {
  const std::string folded = foldedCase(text);
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return matchesPattern(pattern, folded); });
}

std::vector<std::string> foldedValues(const QueryTerm& term) {
  std::vector<std::string> texts;
  for (const std::string& value : term.values) {
    texts.push_back(foldedCase(value));
  }
  return texts;
}

}  // namespace touchstone::labeling
