#include "labeling/formats/transfer_warnings.h"

#include <algorithm>
#include <iterator>

namespace touchstone::labeling {
namespace {

constexpr std::size_t namesShown = 5;
constexpr std::size_t namesKept = 1000;

}  // namespace

void TransferWarnings::add(const std::string& what, std::string_view name) {
  TransferNote& kind = kinds_[what];
  ++kind.count;
  const bool repeated = !kind.names.empty() && kind.names.back() == name;
  if (!repeated && kind.names.size() < namesKept) {
    kind.names.emplace_back(name);
  }
}

void TransferWarnings::say(std::string sentence) {
  sentences_.push_back(std::move(sentence));
}

void TransferWarnings::refuse(Error error) {
  sentences_.push_back(error.message);
  refused_.push_back(std::move(error));
}

std::vector<std::string> TransferWarnings::sentences() const {
  std::vector<std::string> all = sentences_;
  for (const auto& [what, kind] : kinds_) {
    std::string sentence = what + ": " + std::to_string(kind.count) + " (";
    for (std::size_t i = 0; i < std::min(kind.names.size(), namesShown + 1); ++i) {
      sentence += i == 0 ? "" : ", ";
      sentence += i == namesShown ? "…" : kind.names[i];
    }
    all.push_back(sentence + ").");
  }
  return all;
}

void TransferWarnings::writeInto(TransferReport& report) const {
  report.warnings = sentences();
  report.notes.clear();
  for (const std::string& sentence : sentences_) {
    report.notes.push_back({.what = sentence, .count = 1, .names = {}});
  }
  for (const auto& [what, kind] : kinds_) {
    report.notes.push_back({.what = what, .count = kind.count, .names = kind.names});
  }
  report.refused = refused_;
}

void append(TransferReport& all, TransferReport one) {
  all.images += one.images;
  all.annotations += one.annotations;
  const auto move = [](auto& from, auto& to) {
    std::move(from.begin(), from.end(), std::back_inserter(to));
  };
  move(one.warnings, all.warnings);
  move(one.notes, all.notes);
  move(one.refused, all.refused);
}

}  // namespace touchstone::labeling
