#include "labeling/classes/label_rule.h"

#include "labeling/formats/text.h"
#include "labeling/query/case_folding.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace touchstone::labeling {
namespace {

/// How a rule is written: words before and after what it is about.
struct Wording {
  RuleKind kind;
  std::string_view before;
  std::string_view after;
};

// Of two with the same words before, the one with the longer words after stands first.
constexpr std::array wordings{
    Wording{RuleKind::AreaAtLeast, "at least", "px²"},
    Wording{RuleKind::AreaAtLeast, "at least", "px2"},
    Wording{RuleKind::SideAtLeast, "at least", "px"},
    Wording{RuleKind::SideAtMost, "at most", "px"},
    Wording{RuleKind::CountAtLeast, "at least", "per image"},
    Wording{RuleKind::CountAtMost, "at most", "per image"},
    Wording{RuleKind::Touches, "touches", ""},
    Wording{RuleKind::Inside, "inside", ""},
    Wording{RuleKind::OverlapAtMost, "overlap at most", "%"},
    Wording{RuleKind::AspectAtMost, "aspect at most", ""},
};

constexpr const char* examples =
    "Rules are, for example: at least 12 px · at least 100 px² · at most 1 per image · touches "
    "CLASS · inside CLASS · overlap at most 10 % · aspect at most 3.";

bool isAboutClass(RuleKind kind) {
  return kind == RuleKind::Touches || kind == RuleKind::Inside;
}

bool isCount(RuleKind kind) {
  return kind == RuleKind::CountAtLeast || kind == RuleKind::CountAtMost;
}

/// Returns the line with every run of white space as one blank, none at the ends.
std::string withSingleBlanks(std::string_view line) {
  std::string result;
  for (const char letter : trimmed(line)) {
    const bool blank = letter == ' ' || letter == '\t' || letter == '\r';
    if (!blank) {
      result += letter;
    } else if (!result.ends_with(' ')) {
      result += ' ';
    }
  }
  return result;
}

/// Returns what stands between the words of the wording; nothing when they are others.
std::optional<std::string_view> between(std::string_view line, const Wording& wording) {
  const std::string folded = foldedCase(line);
  const bool fits = folded.starts_with(wording.before) && folded.ends_with(wording.after) &&
                    line.size() > wording.before.size() + wording.after.size() &&
                    line[wording.before.size()] == ' ';
  if (!fits) {
    return std::nullopt;
  }
  line.remove_prefix(wording.before.size());
  line.remove_suffix(wording.after.size());
  return trimmed(line);
}

std::optional<LabelRule> ruleAbout(RuleKind kind, std::string_view what) {
  if (isAboutClass(kind)) {
    return what.empty()
               ? std::nullopt
               : std::optional(LabelRule{.kind = kind, .amount = 0, .other = std::string(what)});
  }
  const auto amount = numberFrom(what);
  const bool sensible =
      amount && *amount >= 0 && (!isCount(kind) || std::round(*amount) == *amount);
  if (!sensible || (kind == RuleKind::AspectAtMost && *amount < 1)) {
    return std::nullopt;
  }
  const double scale = kind == RuleKind::OverlapAtMost ? 0.01 : 1;
  return LabelRule{.kind = kind, .amount = *amount * scale, .other = {}};
}

/// Calls `visit` with each line.
template <class Visit>
void forEachLine(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    visit(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

Result<LabelRule> labelRule(std::string_view line) {
  const std::string words = withSingleBlanks(line);
  for (const Wording& wording : wordings) {
    const auto what = between(words, wording);
    if (const auto rule = what ? ruleAbout(wording.kind, *what) : std::nullopt) {
      return *rule;
    }
  }
  return Error{ErrorKind::BadInput, {}, "“" + words + "” is not understood. " + examples};
}

std::string textOf(const LabelRule& rule) {
  const auto wording = std::find_if(wordings.begin(), wordings.end(),
                                    [&](const Wording& each) { return each.kind == rule.kind; });
  const double shown = rule.kind == RuleKind::OverlapAtMost ? rule.amount * 100 : rule.amount;
  const std::string what = isAboutClass(rule.kind) ? rule.other : textOf(shown);
  const std::string after(wording->after);
  return std::string(wording->before) + ' ' + what + (after.empty() ? "" : ' ' + after);
}

std::vector<LabelRule> labelRules(std::string_view rules) {
  std::vector<LabelRule> understood;
  forEachLine(rules, [&](std::string_view line) {
    if (const auto rule = labelRule(line)) {
      understood.push_back(*rule);
    }
  });
  return understood;
}

std::vector<std::string> ruleProblems(const Document& document, std::string_view rules) {
  std::vector<std::string> problems;
  forEachLine(rules, [&](std::string_view line) {
    if (trimmed(line).empty()) {
      return;
    }
    const auto rule = labelRule(line);
    if (!rule) {
      problems.push_back(rule.error().message);
    } else if (isAboutClass(rule->kind) && !document.findClass(rule->other)) {
      problems.push_back("There is no class “" + rule->other + "”.");
    }
  });
  return problems;
}

std::string rulesWithClassRenamed(std::string_view rules,
                                  std::string_view name,
                                  std::string_view newName) {
  std::string result;
  forEachLine(rules, [&](std::string_view line) {
    auto rule = labelRule(line);
    const bool named = rule && isAboutClass(rule->kind) && rule->other == name;
    if (named) {
      rule->other = newName;
    }
    result += (named ? textOf(*rule) : std::string(line)) + '\n';
  });
  if (!rules.ends_with('\n') && !result.empty()) {
    result.pop_back();
  }
  return result;
}

}  // namespace touchstone::labeling
