#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <variant>

namespace touchstone::labeling {

/// Held by the one process that writes a project; the kernel takes it back when the process dies.
class WriterLock {
public:
  /// Who holds the lock: "process 4711 on berlin".
  using Holder = std::string;

  /// Takes the lock with the file `file`, or returns who has it.
  static std::variant<std::unique_ptr<WriterLock>, Holder> take(const std::filesystem::path& file);

  ~WriterLock();
  WriterLock(const WriterLock&) = delete;
  WriterLock& operator=(const WriterLock&) = delete;

private:
  explicit WriterLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace touchstone::labeling
