#include "training/weights/pickle.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <unordered_map>

namespace touchstone::training {

namespace {

constexpr std::size_t mostValues = 1'000'000;

/// Opcodes by the names of pickletools.
enum Opcode : unsigned char {
  Proto = 0x80,
  Frame = 0x95,
  Stop = '.',
  Mark = '(',
  None = 'N',
  NewTrue = 0x88,
  NewFalse = 0x89,
  BinInt = 'J',
  BinInt1 = 'K',
  BinInt2 = 'M',
  Long1 = 0x8a,
  BinFloat = 'G',
  BinUnicode = 'X',
  ShortBinUnicode = 0x8c,
  EmptyList = ']',
  EmptyTuple = ')',
  EmptyDict = '}',
  Tuple = 't',
  Tuple1 = 0x85,
  Tuple2 = 0x86,
  Tuple3 = 0x87,
  Append = 'a',
  Appends = 'e',
  SetItem = 's',
  SetItems = 'u',
  Global = 'c',
  StackGlobal = 0x93,
  Reduce = 'R',
  Build = 'b',
  BinPersId = 'Q',
  BinPut = 'q',
  LongBinPut = 'r',
  BinGet = 'h',
  LongBinGet = 'j',
  Memoize = 0x94
};

bool isAllowed(const PickleGlobal& global) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> makers{
      {{"collections", "OrderedDict"},
       {"torch._utils", "_rebuild_tensor"},
       {"torch._utils", "_rebuild_tensor_v2"},
       {"torch._utils", "_rebuild_parameter"},
       {"torch", "Size"}}};
  const bool isMaker = std::any_of(makers.begin(), makers.end(), [&](const auto& each) {
    return each.first == global.module && each.second == global.name;
  });
  // "torch.FloatStorage", "torch.storage.UntypedStorage"
  const bool isStorage = (global.module == "torch" || global.module == "torch.storage") &&
                         global.name.ends_with("Storage") &&
                         global.name.find_first_not_of(
                             "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopq"
                             "rstuvwxyz0123456789") == std::string::npos;
  return isMaker || isStorage;
}

/// The stack machine of a pickle.
class Machine {
public:
  explicit Machine(std::string_view bytes) : bytes_(bytes) {}

  std::optional<PickleTree> run(std::string& reason) {
    while (reason_.empty() && !isDone_) {
      step();
    }
    reason = reason_;
    if (!reason_.empty()) {
      return std::nullopt;
    }
    tree_.length = at_;
    return std::move(tree_);
  }

private:
  void refuse(std::string why) {
    if (reason_.empty()) {
      reason_ = std::move(why);
    }
  }

  std::string_view take(std::uint64_t length) {
    if (length > bytes_.size() - at_) {
      refuse("it ends in the middle of a value");
      return {};
    }
    const std::string_view taken = bytes_.substr(at_, length);
    at_ += length;
    return taken;
  }

  /// A little-endian number of so many bytes.
  std::uint64_t number(std::size_t length) {
    std::uint64_t value = 0;
    const std::string_view taken = take(length);
    for (std::size_t i = 0; i < taken.size(); ++i) {
      value |= static_cast<std::uint64_t>(static_cast<unsigned char>(taken[i])) << (8 * i);
    }
    return value;
  }

  std::string_view line() {
    const std::size_t end = bytes_.find('\n', at_);
    const std::string_view text =
        take(end == std::string_view::npos ? bytes_.size() + 1 : end - at_);
    take(1);
    return text;
  }

  void push(PickleValue value) {
    if (tree_.nodes.size() >= mostValues) {
      refuse("it has more than " + std::to_string(mostValues) + " values");
      return;
    }
    tree_.nodes.push_back(std::move(value));
    stack_.push_back(tree_.nodes.size() - 1);
  }

  PickleId pop() {
    const std::size_t floor = marks_.empty() ? 0 : marks_.back();
    if (stack_.size() <= floor) {
      refuse("its stack runs empty");
      return 0;
    }
    const PickleId top = stack_.back();
    stack_.pop_back();
    return top;
  }

  /// The values since the last mark, which is taken away.
  std::vector<PickleId> popToMark() {
    if (marks_.empty()) {
      refuse("a mark is missing");
      return {};
    }
    const auto first = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
    std::vector<PickleId> values(first, stack_.end());
    stack_.erase(first, stack_.end());
    marks_.pop_back();
    return values;
  }

  PickleValue* top() {
    if (stack_.empty() || (!marks_.empty() && stack_.size() <= marks_.back())) {
      refuse("its stack runs empty");
      return nullptr;
    }
    return &tree_.nodes[stack_.back()];
  }

  void pushTuple(std::size_t length) {
    PickleSequence tuple;
    for (std::size_t i = 0; i < length; ++i) {
      tuple.items.insert(tuple.items.begin(), pop());
    }
    push(std::move(tuple));
  }

  void pushGlobal(PickleGlobal global) {
    if (!isAllowed(global)) {
      refuse("it wants to run " + global.module + "." + global.name);
      return;
    }
    push(std::move(global));
  }

  void pushLong() {
    const std::string_view digits = take(number(1));
    if (digits.size() > 8) {
      // The only long number in these files is the magic number of the old format.
      push(std::string(digits));
      return;
    }
    std::uint64_t value = !digits.empty() && (digits.back() & 0x80) != 0 ? ~std::uint64_t{0} : 0;
    std::memcpy(&value, digits.data(), digits.size());
    push(static_cast<std::int64_t>(value));
  }

  void appendItems(const std::vector<PickleId>& items) {
    PickleValue* target = top();
    auto* list = target == nullptr ? nullptr : std::get_if<PickleSequence>(target);
    if (list == nullptr) {
      refuse("it appends to something that is no list");
      return;
    }
    list->items.insert(list->items.end(), items.begin(), items.end());
  }

  void setItems(const std::vector<PickleId>& items) {
    PickleValue* target = top();
    auto* dict = target == nullptr ? nullptr : std::get_if<PickleDict>(target);
    auto* call = target == nullptr ? nullptr : std::get_if<PickleCall>(target);
    if ((dict == nullptr && call == nullptr) || items.size() % 2 != 0) {
      refuse("it sets entries of something that is no dict");
      return;
    }
    auto& entries = dict != nullptr ? dict->items : call->items;
    for (std::size_t i = 0; i < items.size(); i += 2) {
      entries.emplace_back(items[i], items[i + 1]);
    }
  }

  void reduce() {
    const PickleId arguments = pop();
    const PickleId global = pop();
    if (!reason_.empty()) {
      return;
    }
    if (!std::holds_alternative<PickleGlobal>(tree_.at(global)) ||
        !std::holds_alternative<PickleSequence>(tree_.at(arguments))) {
      refuse("it calls something that has no name");
      return;
    }
    push(PickleCall{.global = global, .arguments = arguments, .items = {}});
  }

  void pushStackGlobal() {
    const PickleId name = pop();
    const PickleId module = pop();
    if (!reason_.empty()) {
      return;
    }
    const auto* nameText = std::get_if<std::string>(&tree_.at(name));
    const auto* moduleText = std::get_if<std::string>(&tree_.at(module));
    if (nameText == nullptr || moduleText == nullptr) {
      refuse("it names something that is no text");
      return;
    }
    pushGlobal({*moduleText, *nameText});
  }

  void put(std::uint64_t key) {
    if (top() != nullptr) {
      memo_[key] = stack_.back();
    }
  }

  void get(std::uint64_t key) {
    const auto found = memo_.find(key);
    if (found == memo_.end()) {
      refuse("it refers to a value that is not there");
      return;
    }
    // A reference costs no value, so that it is limited on its own.
    if (stack_.size() >= mostValues) {
      refuse("its stack grows beyond " + std::to_string(mostValues));
      return;
    }
    stack_.push_back(found->second);
  }

  void step() {
    const std::string_view byte = take(1);
    if (byte.empty()) {
      return;
    }
    const auto opcode = static_cast<unsigned char>(byte.front());
    switch (opcode) {
      case Proto:
        take(1);
        break;
      case Frame:
        take(8);
        break;
      case Stop:
        tree_.root = pop();
        isDone_ = true;
        break;
      case Mark:
        if (marks_.size() >= mostValues) {
          refuse("it is nested too deeply");
        }
        marks_.push_back(stack_.size());
        break;
      case EmptyList:
      case EmptyTuple:
        push(PickleSequence{});
        break;
      case EmptyDict:
        push(PickleDict{});
        break;
      case Tuple:
        push(PickleSequence{popToMark()});
        break;
      case Tuple1:
      case Tuple2:
      case Tuple3:
        pushTuple(opcode - Tuple1 + 1U);
        break;
      case Append:
        appendItems({pop()});
        break;
      case Appends:
        appendItems(popToMark());
        break;
      case SetItem: {
        const PickleId value = pop();
        const PickleId key = pop();
        setItems({key, value});
        break;
      }
      case SetItems:
        setItems(popToMark());
        break;
      case Global: {
        const std::string module(line());
        pushGlobal({module, std::string(line())});
        break;
      }
      case StackGlobal:
        pushStackGlobal();
        break;
      case Reduce:
        reduce();
        break;
      case Build:
        pop();  // attributes of a dict, such as "_metadata"
        static_cast<void>(top());
        break;
      case BinPersId:
        push(PicklePersistent{pop()});
        break;
      case BinPut:
        put(number(1));
        break;
      case LongBinPut:
        put(number(4));
        break;
      case Memoize:
        put(memo_.size());
        break;
      case BinGet:
        get(number(1));
        break;
      case LongBinGet:
        get(number(4));
        break;
      default:
        literal(opcode);
    }
  }

  void literal(unsigned char opcode) {
    switch (opcode) {
      case None:
        push(PickleNone{});
        break;
      case NewTrue:
        push(true);
        break;
      case NewFalse:
        push(false);
        break;
      case BinInt:
        push(std::int64_t{static_cast<std::int32_t>(number(4))});
        break;
      case BinInt1:
        push(static_cast<std::int64_t>(number(1)));
        break;
      case BinInt2:
        push(static_cast<std::int64_t>(number(2)));
        break;
      case Long1:
        pushLong();
        break;
      case BinFloat:
        push(std::bit_cast<double>(__builtin_bswap64(number(8))));
        break;
      case BinUnicode:
        push(std::string(take(number(4))));
        break;
      case ShortBinUnicode:
        push(std::string(take(number(1))));
        break;
      default:
        refuse("it uses opcode " + std::to_string(opcode) + ", which weights do not need");
    }
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  PickleTree tree_;
  std::vector<PickleId> stack_;
  std::vector<std::size_t> marks_;
  std::unordered_map<std::uint64_t, PickleId> memo_;
  std::string reason_;
  bool isDone_ = false;
};

}  // namespace

std::optional<PickleTree> readPickle(std::string_view bytes, std::string& reason) {
  return Machine(bytes).run(reason);
}

}  // namespace touchstone::training
