#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// Appends numbers to bytes: seven bits a byte, the lowest first, the eighth says that more follow.
class ByteWriter {
public:
  void addByte(std::uint8_t byte) { bytes_ += static_cast<char>(byte); }
  void addCount(std::uint64_t number);
  void addSigned(std::int64_t number);
  void addDouble(double number);
  void addText(std::string_view text);

  /// Appends `values`, a multiple of `stride` of them: those that are `stride` apart resemble each
  /// other. Their number is not written.
  void addSeries(const std::vector<double>& values, std::size_t stride);

  [[nodiscard]] std::string take() { return std::move(bytes_); }

private:
  std::string bytes_;
};

/// Reads what ByteWriter wrote. After a damaged or missing byte everything reads as zero.
class ByteReader {
public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  std::uint8_t byte();
  std::uint64_t count();
  std::int64_t signedNumber();
  double doubleNumber();
  std::string text();
  /// Reads `size` values as addSeries wrote them; none when there cannot be so many.
  std::vector<double> series(std::size_t size, std::size_t stride);

  /// The bytes that are left: no list can have more entries.
  [[nodiscard]] std::size_t left() const { return bytes_.size(); }
  /// Whether everything could be read so far.
  [[nodiscard]] bool isIntact() const { return intact_; }

private:
  void fail();

  std::string_view bytes_;
  bool intact_ = true;
};

}  // namespace touchstone::labeling
