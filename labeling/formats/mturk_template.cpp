#include "labeling/formats/mturk_template.h"

#include "labeling/formats/json_text.h"
#include "labeling/formats/text.h"

#include <array>

namespace touchstone::labeling {
namespace {

/// What the question is, in crowd HTML elements and in words.
struct Question {
  std::string_view task;
  std::string_view element;
  std::string_view name;       ///< of the element, and so of the columns with the answers
  std::string_view attribute;  ///< that lists the classes
  std::string_view header;
  std::string_view instructions;
};

constexpr std::array questions{
    Question{"classify", "crowd-image-classifier", "category", "categories",
             "Choose the class that fits the image",
             "Look at the whole image and choose the one class that fits it best."},
    Question{"detect", "crowd-bounding-box", "annotatedResult", "labels",
             "Draw a box around every object of these classes",
             "Draw one box around each object. The box touches the object on all four sides, and "
             "holds what is seen of it. Submit without a box when there is no object."},
    Question{"segment", "crowd-instance-segmentation", "annotatedResult", "labels",
             "Paint every object of these classes",
             "Paint each object by itself, all of its pixels and no others. Submit without an "
             "object when there is none."},
};

const Question& questionOf(std::string_view task) {
  for (const Question& question : questions) {
    if (question.task == task) {
      return question;
    }
  }
  return questions.front();
}

/// Returns text for HTML content and attributes. The dollar sign is written as an entity too:
/// Mechanical Turk would take "${…}" in it for a variable.
std::string escaped(std::string_view text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      case '$':
        html += "&#36;";
        break;
      default:
        html += c;
    }
  }
  return html;
}

/// Returns text of several lines as a paragraph; nothing when it is empty.
std::string paragraph(std::string_view title, std::string_view text) {
  const std::string_view bare = trimmed(text);
  if (bare.empty()) {
    return {};
  }
  std::string html = "      <p>";
  html += title.empty() ? "" : "<strong>" + std::string(title) + "</strong> ";
  for (const char c : escaped(bare)) {
    html += c == '\n' ? "<br/>" : std::string(1, c);
  }
  return html + "</p>\n";
}

std::string instructionsOf(const std::vector<LabelClass>& classes) {
  std::string html;
  for (const LabelClass& labelClass : classes) {
    html += "      <h3>" + escaped(labelClass.name) + "</h3>\n" +
            paragraph("", labelClass.definition) + paragraph("Include:", labelClass.doNotes) +
            paragraph("Leave out:", labelClass.dontNotes);
  }
  return html;
}

std::string listOf(const std::vector<LabelClass>& classes) {
  std::string list;
  for (const LabelClass& labelClass : classes) {
    list += (list.empty() ? "" : ", ") + jsonQuoted(labelClass.name);
  }
  return '[' + list + ']';
}

}  // namespace

std::string mturkTemplateOf(const std::vector<LabelClass>& classes, std::string_view task) {
  const Question& question = questionOf(task);
  const std::string element(question.element);
  const std::string sentence(question.instructions);
  std::string html =
      "<script src=\"https://assets.crowd.aws/crowd-html-elements.js\"></script>\n"
      "<crowd-form answer-format=\"flatten-objects\">\n";
  html += "  <" + element + "\n    name=\"" + std::string(question.name) + "\"\n    src=\"${" +
          std::string(mturkImageVariable) + "}\"\n    header=\"" + std::string(question.header) +
          "\"\n    " + std::string(question.attribute) + "=\"" + escaped(listOf(classes)) + "\">\n";
  html += "    <full-instructions header=\"Instructions\">\n      <p>" + sentence + "</p>\n" +
          instructionsOf(classes) + "    </full-instructions>\n";
  html += "    <short-instructions>\n      <p>" + sentence + "</p>\n    </short-instructions>\n";
  return html + "  </" + element + ">\n</crowd-form>\n";
}

}  // namespace touchstone::labeling
