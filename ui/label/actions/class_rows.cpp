#include "ui/label/actions/action_rows.h"
#include "ui/label/class_asking.h"
#include "ui/label/label_commands.h"
#include "ui/label/label_state.h"
#include "ui/label/label_workspace.h"

namespace touchstone::ui {

std::vector<ActionRow> classRows(LabelWorkspace& w) {
  const auto tr = [](const char* text) { return LabelWorkspace::tr(text); };
  LabelState& state = w.state();
  const auto choose = [&state](ClassChoice choice) {
    return [&state, choice] {
      state.setClassChoice(state.classChoice() == choice ? ClassChoice::Sticky : choice);
    };
  };
  std::vector<ActionRow> rows{
      {"class.book", tr("Label book"), "book-open", "Ctrl+B; Ctrl+L", [&w] { w.openBook(0); }},
      {"class.quick", tr("Choose a class by its first letters"), "tag", "C; '",
       [&w] { w.classAsking().startQuick(); }},
      {"class.selectAll", tr("Select all objects of the class"), "scan", "Ctrl+Shift+E",
       [&w] { w.selectAllOfClass(0); }},
      {},
      {"class.ask", tr("Ask for the class after each object"), "circle-question-mark", "",
       choose(ClassChoice::Ask), true},
      {"class.single", tr("Single class: the same for each object"), "lock", "",
       choose(ClassChoice::Single), true},
      {},
  };
  for (char key = '1'; key <= '9'; ++key) {
    const QString digit{QLatin1Char(key)};
    rows.push_back({"class.choose" + digit, tr("Choose class %1").arg(digit), "hash", digit,
                    [&w, key] { w.commands().chooseKey(key); }});
  }
  return rows;
}

}  // namespace touchstone::ui
