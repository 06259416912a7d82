#pragma once

#include "ui/commands/action_table.h"

namespace touchstone::ui {

class LabelWorkspace;

/// The tables of the label workspace, one file each.
[[nodiscard]] std::vector<ActionRow> imageRows(LabelWorkspace& workspace);
[[nodiscard]] std::vector<ActionRow> drawRows(LabelWorkspace& workspace);
[[nodiscard]] std::vector<ActionRow> objectRows(LabelWorkspace& workspace);
[[nodiscard]] std::vector<ActionRow> classRows(LabelWorkspace& workspace);
[[nodiscard]] std::vector<ActionRow> commentRows(LabelWorkspace& workspace);
[[nodiscard]] std::vector<ActionRow> suggestionRows(LabelWorkspace& workspace);
[[nodiscard]] std::vector<ActionRow> viewRows(LabelWorkspace& workspace);

/// Keeps the check marks of the view actions right, now and whenever an option changes.
void followViewOptions(LabelWorkspace& workspace);

}  // namespace touchstone::ui
