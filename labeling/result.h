#pragma once

#include <filesystem>
#include <source_location>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

namespace touchstone {

/// What kind of failure an Error reports; the command line derives its exit code from it.
enum class ErrorKind {
  BadInput,   ///< the data or a file is not what it should be (exit code 3)
  Usage,      ///< the request makes no sense (exit code 2)
  Cancelled,  ///< the person stopped it (exit code 130)
  Failed      ///< the machine could not do it: disk, memory, permissions (exit code 1)
};

/// A failure that the caller can act on. `message` is one sentence for a person: it names the file
/// and says what to do.
struct Error {
  ErrorKind kind = ErrorKind::Failed;
  std::filesystem::path file;
  std::string message;
};

/// Marks a Result that carries no value.
struct Nothing {
  bool operator==(const Nothing&) const = default;
};

/// A value or the Error that prevented it; the member names are those of C++23's std::expected.
template <class T>
class [[nodiscard]] Result {
public:
  using value_type = T;

  // NOLINTNEXTLINE(google-explicit-constructor): `return value;` and `return error;` are the point.
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  // NOLINTNEXTLINE(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  [[nodiscard]] const T& value() const& { return std::get<0>(state_); }
  [[nodiscard]] T& value() & { return std::get<0>(state_); }
  [[nodiscard]] T&& value() && { return std::get<0>(std::move(state_)); }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }
  [[nodiscard]] const Error& error() const { return std::get<1>(state_); }

  /// Calls `next` with the value and returns its Result, or passes the error on.
  template <class Next>
  auto and_then(Next next) && -> std::invoke_result_t<Next, T&&> {
    if (!has_value()) {
      return error();
    }
    return next(std::move(*this).value());
  }

  /// Returns a Result of what `change` makes of the value, or passes the error on.
  template <class Change>
  auto transform(Change change) && -> Result<std::invoke_result_t<Change, T&&>> {
    if (!has_value()) {
      return error();
    }
    return change(std::move(*this).value());
  }

private:
  std::variant<T, Error> state_;
};

/// The Result of a function that only succeeds or fails.
using Status = Result<Nothing>;

/// Ends the program with file and line when a condition that our own code guarantees does not hold.
void require(bool condition,
             const char* what,
             std::source_location where = std::source_location::current());

}  // namespace touchstone
