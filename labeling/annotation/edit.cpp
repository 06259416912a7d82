#include "labeling/annotation/edit.h"

#include "labeling/annotation/document.h"

#include <algorithm>
#include <iterator>

namespace touchstone::labeling {

Edit apply(Document& document, Edit edit) {
  for (AnyChange& change : edit.changes) {
    std::visit([&](auto& typed) { document.swap(typed); }, change);
  }
  std::reverse(edit.changes.begin(), edit.changes.end());
  return edit;
}

Edit merged(Edit first, Edit second) {
  first.changes.insert(first.changes.end(), std::make_move_iterator(second.changes.begin()),
                       std::make_move_iterator(second.changes.end()));
  return first;
}

}  // namespace touchstone::labeling
