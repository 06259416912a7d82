#include "app/cli/open_project.h"

#include "app/cli/terminal.h"

namespace touchstone::app {

std::unique_ptr<labeling::Project> openProject(const std::string& folder, Terminal& terminal) {
  auto project = labeling::Project::open(folder, {}, terminal.work());
  terminal.clearProgress();
  if (!project) {
    terminal.fail(project.error());
    return nullptr;
  }
  for (const std::string& notice : (*project)->notices()) {
    terminal.note(notice);
  }
  return std::move(project).value();
}

}  // namespace touchstone::app
