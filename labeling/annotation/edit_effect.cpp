#include "labeling/annotation/edit_effect.h"

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_set>
#include <utility>

namespace touchstone::labeling {
namespace {

const Image* present(const ImageChange& change, const Document& document) {
  return document.image(change.id);
}
const LabelClass* present(const ClassChange& change, const Document& document) {
  return document.labelClass(change.id);
}
const Annotation* present(const AnnotationChange& change, const Document& document) {
  return document.annotation(change.id);
}
const Decision* present(const DecisionChange& change, const Document& document) {
  const auto found = document.decisions().find(change.id);
  return found == document.decisions().end() ? nullptr : &found->second;
}
const Comment* present(const CommentChange& change, const Document& document) {
  return document.comment(change.id);
}

std::int64_t idOf(const AnyChange& change) {
  return std::visit([](const auto& typed) { return typed.id; }, change);
}

bool hasEffect(const AnyChange& change, const Document& document) {
  return std::visit(
      [&](const auto& typed) {
        const auto* now = present(typed, document);
        return typed.value ? now == nullptr || *now != *typed.value : now != nullptr;
      },
      change);
}

/// Says which changes are about an entry that a later one is about, too.
std::vector<bool> overtaken(const std::vector<AnyChange>& changes) {
  std::array<std::unordered_set<std::int64_t>, std::variant_size_v<AnyChange>> seen;
  std::vector<bool> overtaken(changes.size());
  for (std::size_t i = changes.size(); i-- > 0;) {
    overtaken[i] = !seen[changes[i].index()].insert(idOf(changes[i])).second;
  }
  return overtaken;
}

/// Whether the ids of each kind rise, so that no entry is changed twice.
bool idsRise(const std::vector<AnyChange>& changes) {
  std::array<std::int64_t, std::variant_size_v<AnyChange>> last;
  last.fill(std::numeric_limits<std::int64_t>::min());
  return std::all_of(changes.begin(), changes.end(), [&](const AnyChange& change) {
    const std::int64_t before = std::exchange(last[change.index()], idOf(change));
    return before < last[change.index()];
  });
}

}  // namespace

Edit reduced(Edit edit, const Document& document) {
  const std::vector<bool> skipped =
      idsRise(edit.changes) ? std::vector<bool>() : overtaken(edit.changes);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < edit.changes.size(); ++i) {
    if ((skipped.empty() || !skipped[i]) && hasEffect(edit.changes[i], document)) {
      if (kept != i) {
        edit.changes[kept] = std::move(edit.changes[i]);
      }
      ++kept;
    }
  }
  edit.changes.resize(kept);
  return edit;
}

AnyChange inverseOf(const AnyChange& change, const Document& document) {
  return std::visit(
      [&](const auto& typed) -> AnyChange {
        auto back = std::decay_t<decltype(typed)>{typed.id, std::nullopt};
        if (const auto* now = present(typed, document)) {
          back.value = *now;
        }
        return back;
      },
      change);
}

}  // namespace touchstone::labeling
