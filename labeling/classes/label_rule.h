#pragma once

#include "labeling/annotation/document.h"
#include "labeling/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// What a rule of the label book asks of the objects of its class and of the classes below it.
enum class RuleKind {
  SideAtLeast,    ///< `amount` pixels at the shorter side
  SideAtMost,     ///< `amount` pixels at the longer side
  AreaAtLeast,    ///< `amount` square pixels
  CountAtLeast,   ///< `amount` of them in every labelled image
  CountAtMost,    ///< `amount` of them in an image
  Touches,        ///< an object of the class `other`
  Inside,         ///< an object of the class `other`
  OverlapAtMost,  ///< `amount`, a share of its area in [0, 1], lies in another of the class
  AspectAtMost    ///< the longer side is `amount` times the shorter
};

struct LabelRule {
  RuleKind kind = RuleKind::SideAtLeast;
  double amount = 0;
  std::string other;  ///< name of a class
  bool operator==(const LabelRule&) const = default;
};

/// Returns the rule that a line says: "at least 12 px", "at most 300 px", "at least 100 px²",
/// "at least 1 per image", "at most 1 per image", "touches cell", "inside plate",
/// "overlap at most 10 %" or "aspect at most 3". Capitals and blanks do not matter, but in names of
/// classes. Error: a sentence that tells how rules are written.
[[nodiscard]] Result<LabelRule> labelRule(std::string_view line);

/// Returns the line that labelRule reads as this rule.
[[nodiscard]] std::string textOf(const LabelRule& rule);

/// Returns the rules of LabelClass::rules that are understood; blank lines say nothing.
[[nodiscard]] std::vector<LabelRule> labelRules(std::string_view rules);

/// Returns one sentence for each line that cannot be checked: not understood, or about a class that
/// the document has not.
[[nodiscard]] std::vector<std::string> ruleProblems(const Document& document,
                                                    std::string_view rules);

/// Returns the rules with another name for a class that they speak of; other lines stay as they
/// are.
[[nodiscard]] std::string rulesWithClassRenamed(std::string_view rules,
                                                std::string_view name,
                                                std::string_view newName);

}  // namespace touchstone::labeling
