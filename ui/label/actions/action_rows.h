#pragma once

#include "ui/commands/action_table.h"

namespace touchstone::ui {

class LabelWorkspace;

/// The tables of the label workspace, one file each.
[[nodiscard]] std::vector<ActionRow> imageRows(LabelWorkspace& workspace);
[[nodiscard]] std::vector<ActionRow> drawRows(LabelWorkspace& workspace);
[[nodiscard]] std::vector<ActionRow> objectRows(LabelWorkspace& workspace);
[[nodiscard]] std::vector<ActionRow> classRows(LabelWorkspace& workspace);
[[nodiscard]] std::vector<ActionRow> viewRows(LabelWorkspace& workspace);

}  // namespace touchstone::ui
