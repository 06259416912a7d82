#include "labeling/formats/transfer_warnings.h"

namespace touchstone::labeling {
namespace {

constexpr std::size_t namesShown = 5;

}  // namespace

void TransferWarnings::add(const std::string& what, std::string_view name) {
  Kind& kind = kinds_[what];
  ++kind.count;
  const bool repeated = !kind.names.empty() && kind.names.back() == name;
  if (!repeated && kind.names.size() <= namesShown) {
    kind.names.emplace_back(name);
  }
}

void TransferWarnings::say(std::string sentence) {
  sentences_.push_back(std::move(sentence));
}

std::vector<std::string> TransferWarnings::sentences() const {
  std::vector<std::string> all = sentences_;
  for (const auto& [what, kind] : kinds_) {
    std::string sentence = what + ": " + std::to_string(kind.count) + " (";
    for (std::size_t i = 0; i < kind.names.size(); ++i) {
      sentence += i == 0 ? "" : ", ";
      sentence += i == namesShown ? "…" : kind.names[i];
    }
    all.push_back(sentence + ").");
  }
  return all;
}

}  // namespace touchstone::labeling
