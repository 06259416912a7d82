#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace touchstone::training {

/// A value of a pickle, by its number in PickleTree::nodes: values may share or hold each other.
using PickleId = std::size_t;

struct PickleNone {};
/// A name of Python's that the pickle refers to: "collections" and "OrderedDict".
struct PickleGlobal {
  std::string module;
  std::string name;
};
/// A list, tuple or set.
struct PickleSequence {
  std::vector<PickleId> items;
};
struct PickleDict {
  std::vector<std::pair<PickleId, PickleId>> items;
};
/// What a global would make of a tuple. Nothing is called: whoever reads the tree decides.
struct PickleCall {
  PickleId global = 0;
  PickleId arguments = 0;
  std::vector<std::pair<PickleId, PickleId>> items;  ///< set afterwards, as in an OrderedDict
};
/// Something that lies outside the pickle.
struct PicklePersistent {
  PickleId key = 0;
};

using PickleValue = std::variant<PickleNone,
                                 bool,
                                 std::int64_t,
                                 double,
                                 std::string,
                                 PickleGlobal,
                                 PickleSequence,
                                 PickleDict,
                                 PickleCall,
                                 PicklePersistent>;

/// What a pickle says.
struct PickleTree {
  std::vector<PickleValue> nodes;
  PickleId root = 0;
  std::size_t length = 0;  ///< bytes that were read

  [[nodiscard]] const PickleValue& at(PickleId id) const { return nodes[id]; }
};

/// Reads the pickle at the front of `bytes` (Python's pickletools, protocols 2 to 5, as far as
/// PyTorch's state dicts need it). It builds numbers, texts, lists, tuples, dicts and references
/// and never runs anything; globals other than those that make up tensors, any other opcode,
/// lengths beyond the bytes and more than a million values are refused: nothing is returned and
/// `reason` says why.
[[nodiscard]] std::optional<PickleTree> readPickle(std::string_view bytes, std::string& reason);

}  // namespace touchstone::training
