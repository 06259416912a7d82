#include "analysis/coverage/coverage_advice.h"

#include "analysis/audits/finding_text.h"

#include <algorithm>
#include <cmath>

namespace touchstone::analysis {

namespace {

/// Returns a number of pictures rounded to what one would say: 7, 25, 140.
long roundNumber(double pictures) {
  const double step = pictures < 20 ? 1 : pictures < 100 ? 5 : 10;
  return std::max(1L, std::lround(std::ceil(pictures / step) * step));
}

long picturesToCollect(const CoverageIssue& issue) {
  constexpr double worthwhile = 10;
  const double lacking = issue.expected - issue.images;
  return roundNumber(issue.kind == CoverageIssueKind::Gap
                         ? lacking
                         : std::max({lacking, issue.images / 4, worthwhile}));
}

std::string ofClass(const CoverageIssue& issue) {
  return issue.labelClass.empty() ? std::string() : " of " + inQuotes(issue.labelClass);
}

/// Returns what the copies are that augmentation makes.
std::string copiesOf(Situation situation, std::string_view bin) {
  switch (situation) {
    case Situation::Brightness:
      return bin == "dark" ? "darker copies" : bin == "bright" ? "lighter copies" : "toned copies";
    case Situation::Contrast:
      return "copies of changed contrast";
    case Situation::Temperature:
      return bin == "warm" ? "warmer copies" : bin == "cool" ? "cooler copies" : "toned copies";
    case Situation::Reflection:
      return "copies with reflections";
    case Situation::Background:
      return "copies on other backgrounds";
    case Situation::Orientation:
      return "turned copies";
    case Situation::Position:
      return "shifted copies";
    case Situation::Distance:
    case Situation::Size:
      return "copies of other sizes";
  }
  return {};
}

std::string joined(const std::vector<std::string_view>& names) {
  std::string text;
  for (const std::string_view name : names) {
    text += (text.empty() ? "" : ", ") + std::string(name);
  }
  return text;
}

/// Returns how many pictures there are of what is lacking: "no picture", "12 pictures".
std::string picturesText(const CoverageIssue& issue) {
  const long pictures = std::max(1L, std::lround(issue.images));
  return issue.samples == 0 ? "no picture"
                            : std::to_string(pictures) + (pictures == 1 ? " picture" : " pictures");
}

}  // namespace

std::string sentenceOn(const CoverageIssue& issue) {
  const std::string phrase = phraseOf(issue.situation, issue.bin);
  const auto rounded = [](double images) { return std::to_string(std::lround(images)); };
  switch (issue.kind) {
    case CoverageIssueKind::Gap:
      return inQuotes(issue.labelClass) + " " + phrase + ": " + picturesText(issue) + ", where " +
             rounded(issue.expected) + " would be usual by the other classes.";
    case CoverageIssueKind::Errors:
      return "Mistakes" + (issue.labelClass.empty() ? "" : " on " + inQuotes(issue.labelClass)) +
             " " + phrase + ": " + percent(issue.errors->share) + " (" +
             percent(issue.errors->low) + " to " + percent(issue.errors->high) + "), where " +
             percent(issue.usualErrors) + " are usual.";
    case CoverageIssueKind::Absent:
      return "Nothing is labelled " + phrase + ".";
  }
  return {};
}

std::string adviceOn(const CoverageIssue& issue, bool outlines) {
  const std::string phrase = phraseOf(issue.situation, issue.bin);
  if (issue.kind == CoverageIssueKind::Absent) {
    return "Collect some pictures like that if the model will meet them.";
  }
  std::string advice = "Collect about " + std::to_string(picturesToCollect(issue)) +
                       (issue.images > 0 ? " more" : "") + " pictures" + ofClass(issue) + " " +
                       phrase;
  const auto names = augmentationsFor(issue.situation, issue.bin, outlines);
  if (!names.empty()) {
    const bool pasted = std::find(names.begin(), names.end(), "copyPaste") != names.end();
    advice += std::string(pasted ? ", or generate " : ", or augment with ") +
              copiesOf(issue.situation, issue.bin) + (pasted ? " by copy-paste" : "") + " (" +
              joined(names) + ")";
  }
  return advice + ".";
}

std::vector<std::string_view> augmentationsFor(Situation situation,
                                               std::string_view bin,
                                               bool outlines) {
  switch (situation) {
    case Situation::Brightness:
      return {"brightness", "gamma"};
    case Situation::Contrast:
      return {"contrast"};
    case Situation::Temperature:
      return {"temperature"};
    case Situation::Reflection:
      return bin == "none" ? std::vector<std::string_view>{}
                           : std::vector<std::string_view>{"reflection"};
    case Situation::Background:
      return outlines ? std::vector<std::string_view>{"background", "copyPaste"}
                      : std::vector<std::string_view>{};
    case Situation::Orientation:
      return {"rotation"};
    case Situation::Position:
      return outlines ? std::vector<std::string_view>{"translation", "copyPaste"}
                      : std::vector<std::string_view>{"translation"};
    case Situation::Distance:
    case Situation::Size:
      return {"scale"};
  }
  return {};
}

}  // namespace touchstone::analysis
