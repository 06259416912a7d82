#include "ui/commands/fuzzy_match.h"

namespace touchstone::ui {
namespace {

constexpr int wordBeginning = 10;
constexpr int adjacent = 6;
constexpr int asTyped = 40;

}  // namespace

std::optional<int> fuzzyScore(const QString& typed, const QString& text) {
  const QString wanted = typed.toLower().remove(QLatin1Char(' '));
  const QString lower = text.toLower();
  int score = lower.contains(typed.toLower()) ? asTyped : 0;
  qsizetype from = 0;
  qsizetype last = -2;
  for (const QChar letter : wanted) {
    const qsizetype at = lower.indexOf(letter, from);
    if (at < 0) {
      return std::nullopt;
    }
    if (at == 0 || !lower[at - 1].isLetterOrNumber()) {
      score += wordBeginning;
    } else if (at == last + 1) {
      score += adjacent;
    }
    last = at;
    from = at + 1;
  }
  return score - static_cast<int>(lower.size() - wanted.size()) / 8;
}

}  // namespace touchstone::ui
