#include "ui/label/actions/action_rows.h"
#include "ui/label/label_workspace.h"
#include "ui/label/suggestions.h"

namespace touchstone::ui {

std::vector<ActionRow> suggestionRows(LabelWorkspace& w) {
  const auto tr = [](const char* text) { return LabelWorkspace::tr(text); };
  Suggestions& suggestions = w.suggestions();
  return {
      {"suggest.ask", tr("Let the newest model suggest labels"), "sparkles", "Ctrl+I",
       [&suggestions] { suggestions.ask(); }},
      {},
      {"suggest.acceptAll", tr("Accept all"), "check", "Y",
       [&suggestions] { suggestions.acceptAll(); }},
      {"suggest.rejectAll", tr("Reject all"), "x", "Shift+Y",
       [&suggestions] { suggestions.rejectAll(); }},
      {"suggest.accept", tr("Accept the suggestion under the pointer"), "check", "Q",
       [&w] { w.answerSuggestion(true); }},
      {"suggest.reject", tr("Reject the suggestion under the pointer"), "x", "X",
       [&w] { w.answerSuggestion(false); }},
  };
}

}  // namespace touchstone::ui
