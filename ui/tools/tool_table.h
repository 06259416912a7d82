#pragma once

#include "ui/tools/tool.h"
#include "ui/tools/tool_kind.h"

#include <memory>
#include <vector>

namespace touchstone::ui {

/// One tool: what the draw actions, the tool strip and the workspace are made of.
struct ToolEntry {
  ToolKind kind = ToolKind::Select;
  QString id{};    ///< of its action; never changes
  QString text{};  ///< what it does
  QString icon{};
  QString keys{};  ///< as in ActionRow
  int group = 0;   ///< a line parts the groups
  std::function<std::unique_ptr<Tool>()> make{};
};

/// Returns all tools in the order in which they are shown. A new tool is a row here.
[[nodiscard]] std::vector<ToolEntry> toolTable();

/// Returns a new tool of that kind.
[[nodiscard]] std::unique_ptr<Tool> makeTool(ToolKind kind);

/// Returns the id of the tool's action.
[[nodiscard]] QString idOf(ToolKind kind);

}  // namespace touchstone::ui
