#include "ui/label/actions/action_rows.h"
#include "ui/label/image_list_panel.h"
#include "ui/label/label_commands.h"
#include "ui/label/label_workspace.h"

namespace touchstone::ui {

std::vector<ActionRow> imageRows(LabelWorkspace& w) {
  const auto tr = [](const char* text) { return LabelWorkspace::tr(text); };
  LabelCommands& commands = w.commands();
  ImageListPanel& images = w.images();
  return {
      {"image.next", tr("Next image"), "arrow-right", "D", [&w] { w.go(1); }},
      {"image.previous", tr("Previous image"), "arrow-left", "A", [&w] { w.go(-1); }},
      {"image.nextUnlabelled", tr("Next unlabelled image"), "skip-forward", "N",
       [&images] { images.goTo(StepTo::Unlabelled, 1); }},
      {"image.previousUnlabelled", tr("Previous unlabelled image"), "skip-back", "Shift+N",
       [&images] { images.goTo(StepTo::Unlabelled, -1); }},
      {"image.nextUnverified", tr("Next image to verify"), "skip-forward", "Shift+D",
       [&images] { images.goTo(StepTo::Unverified, 1); }},
      {"image.previousUnverified", tr("Previous image to verify"), "skip-back", "Shift+A",
       [&images] { images.goTo(StepTo::Unverified, -1); }},
      {"image.first", tr("First image"), "arrow-left-to-line", "Ctrl+Home",
       [&images] { images.goToFirst(); }},
      {"image.last", tr("Last image"), "arrow-right-to-line", "Ctrl+End",
       [&images] { images.goToLast(); }},
      {"image.goTo", tr("Go to an image by its number …"), "hash", "Ctrl+Shift+G",
       [&images] { images.askForNumber(); }},
      {},
      {"image.search", tr("Search images"), "search", "/", [&w] { w.focusSearch(); }},
      {"image.health", tr("Health of the data set"), "chart-column", "Ctrl+G",
       [&images] { images.showHealth(); }},
      {"image.batch", tr("Change several images …"), "list-checks", "",
       [&images] { images.showBatches(); }},
      {"image.consensus", tr("Adopt what several people drew together …"), "users", "",
       [&w] { w.adoptConsensus(); }},
      {},
      {"image.verify", tr("Verify image"), "circle-check", "Space",
       [&commands] { commands.toggleVerified(); }},
      {"image.exclude", tr("Exclude image"), "ban", "Ctrl+Shift+X; Ctrl+Shift+D",
       [&commands] { commands.toggleExcluded(); }},
  };
}

}  // namespace touchstone::ui
