#pragma once

#include "ui/workspace.h"

#include <vector>

namespace touchstone::ui {

/// One row of the bar on the left. The page is made when it is first shown.
struct WorkspacePage {
  QString name;
  QString icon;
  QString tip;
  Workspace* (*make)(QWidget* parent);
};

/// Label, Train, Review and Explore, in the order of Ctrl+1 … Ctrl+4.
[[nodiscard]] std::vector<WorkspacePage> workspacePages();

}  // namespace touchstone::ui
