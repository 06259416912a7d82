#pragma once

#include "labeling/classes/class_edit.h"

/// Changes of classes over the whole project: each is one edit, made of a document and nothing
/// else. Ids of classes never move: a class that goes leaves its id unused.
namespace touchstone::labeling {

/// Gives the class another name. Refused: a blank name, and one that another class has (then
/// `clash` says which: merging may be what is meant).
[[nodiscard]] ClassEdit renameClass(const Document& document, ClassId id, std::string_view name);

/// Gives everything of the classes `from` to the class `into` and removes them. Their children
/// become children of `into`; what their pages in the label book have and that of `into` has not is
/// taken over. An image that would have the tag twice keeps it once.
[[nodiscard]] ClassEdit mergeClasses(const Document& document,
                                     const std::vector<ClassId>& from,
                                     ClassId into);

/// The class that a split makes.
struct SplitTarget {
  ClassId id = 0;  ///< a new one, see Document::newClassId
  std::string name;
};

/// Makes a class beside `from`, with its parent and attributes, and gives it the annotations of
/// `chosen` that have the class `from`. Refused: a blank or taken name, and nothing chosen.
[[nodiscard]] ClassEdit splitClass(const Document& document,
                                   ClassId from,
                                   const std::vector<AnnotationId>& chosen,
                                   const SplitTarget& target);

/// Returns the annotations of the class whose attribute has that value. One that was never set has
/// the value false, if `value` is a flag.
[[nodiscard]] std::vector<AnnotationId> annotationsWith(const Document& document,
                                                        ClassId labelClass,
                                                        const std::string& attribute,
                                                        const AttributeValue& value);

/// Gives the class another colour (0xRRGGBB).
[[nodiscard]] ClassEdit recolourClass(const Document& document, ClassId id, std::uint32_t colour);

/// Removes the class: with its annotations, or, when there is a `heir`, giving them to it. Its
/// children move up to its parent.
[[nodiscard]] ClassEdit deleteClass(const Document& document,
                                    ClassId id,
                                    std::optional<ClassId> heir);

/// Puts the classes in that order wherever classes are listed; those not named follow. Only where
/// they are shown changes: ids stay.
[[nodiscard]] ClassEdit reorderClasses(const Document& document, const std::vector<ClassId>& order);

/// Puts the class below another, or below none. Refused: below itself or one of its descendants.
[[nodiscard]] ClassEdit setClassParent(const Document& document,
                                       ClassId id,
                                       std::optional<ClassId> parent);

/// What to do when another class has the key.
enum class KeyClash { Refuse, TakeOver };

/// Gives the class a key of one character, or none for an empty text. Refused: a longer text, and,
/// with KeyClash::Refuse, a key that another class has (`clash` says which).
[[nodiscard]] ClassEdit setClassKey(const Document& document,
                                    ClassId id,
                                    std::string_view key,
                                    KeyClash onClash);

}  // namespace touchstone::labeling
