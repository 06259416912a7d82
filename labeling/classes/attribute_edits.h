#pragma once

#include "labeling/classes/class_edit.h"

/// Changes of the attributes that a class defines; the values that its objects, and those of the
/// classes below it, have follow in the same edit. The preview counts these objects.
namespace touchstone::labeling {

/// Defines another attribute. Refused: a blank name, one that the class or an ancestor has, and a
/// choice without choices.
[[nodiscard]] ClassEdit addAttribute(const Document& document,
                                     ClassId id,
                                     AttributeDefinition definition);

/// Gives an attribute another name. Refused as addAttribute.
[[nodiscard]] ClassEdit renameAttribute(const Document& document,
                                        ClassId id,
                                        const std::string& name,
                                        const std::string& newName);

/// Gives a choice other choices; objects with one that goes lose their value.
[[nodiscard]] ClassEdit changeChoices(const Document& document,
                                      ClassId id,
                                      const std::string& name,
                                      const std::vector<std::string>& choices);

/// Takes an attribute away, with its values.
[[nodiscard]] ClassEdit removeAttribute(const Document& document,
                                        ClassId id,
                                        const std::string& name);

}  // namespace touchstone::labeling
