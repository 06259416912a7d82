#include "ui/label/actions/action_rows.h"
#include "ui/label/comment_commands.h"
#include "ui/label/label_state.h"
#include "ui/label/label_workspace.h"

namespace touchstone::ui {

std::vector<ActionRow> commentRows(LabelWorkspace& w) {
  const auto tr = [](const char* text) { return LabelWorkspace::tr(text); };
  CommentCommands& comments = w.comments();
  LabelState& state = w.state();
  return {
      {"comment.add", tr("Comment here"), "message-square-plus", "Ctrl+M",
       [&w] { w.writeComment(); }},
      {"comment.next", tr("Next open comment"), "message-square", "Ctrl+Shift+M",
       [&comments] { comments.showNext(); }},
      {"comment.resolve", tr("Resolve the comment, or open it again"), "circle-check", "",
       [&comments, &state] { comments.toggleResolved(state.comment()); }},
      {"comment.delete", tr("Delete the comment"), "trash-2", "",
       [&comments, &state] { comments.remove(state.comment()); }},
  };
}

}  // namespace touchstone::ui
