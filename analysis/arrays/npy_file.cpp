#include "analysis/arrays/npy_file.h"

#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"

#include <bit>
#include <charconv>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

namespace touchstone::analysis {
namespace {

static_assert(std::endian::native == std::endian::little, "array files are little-endian");

constexpr std::string_view magic = "\x93NUMPY";
constexpr std::size_t alignment = 64;
constexpr std::uint64_t largestFile = 16ULL << 30;

struct Array {
  std::string type;  ///< "<f4", "<i8", …
  std::vector<std::size_t> shape;
  bool columnMajor = false;
  std::string bytes;      ///< the whole file
  std::size_t start = 0;  ///< where the numbers begin

  [[nodiscard]] const char* numbers() const { return bytes.data() + start; }
};

Error damaged(const std::filesystem::path& file, const std::string& what) {
  return {ErrorKind::BadInput, file,
          file.string() + " is not an array file that can be used: " + what + '.'};
}

/// Returns the text between the quotes that follow `'key':` in the header's dictionary.
std::optional<std::string> quotedValue(const std::string& header, const std::string& key) {
  const std::size_t at = header.find('\'' + key + "':");
  const std::size_t open = at == std::string::npos ? at : header.find('\'', at + key.size() + 3);
  const std::size_t close = open == std::string::npos ? open : header.find('\'', open + 1);
  if (close == std::string::npos) {
    return std::nullopt;
  }
  return header.substr(open + 1, close - open - 1);
}

std::optional<std::vector<std::size_t>> shapeOf(const std::string& header) {
  const std::size_t at = header.find("'shape':");
  const std::size_t open = at == std::string::npos ? at : header.find('(', at);
  const std::size_t close = open == std::string::npos ? open : header.find(')', open);
  if (close == std::string::npos) {
    return std::nullopt;
  }
  std::vector<std::size_t> shape;
  const char* position = header.data() + open + 1;
  const char* end = header.data() + close;
  while (position < end) {
    std::size_t value = 0;
    const auto [next, error] = std::from_chars(position, end, value);
    if (error == std::errc()) {
      shape.push_back(value);
      position = next;
    } else {
      ++position;
    }
  }
  return shape;
}

Result<Array> readArray(const std::filesystem::path& file, std::size_t dimensions) {
  auto content = labeling::readFile(file, largestFile);
  if (!content) {
    return content.error();
  }
  std::string& bytes = *content;
  if (bytes.size() < 12 || bytes.compare(0, magic.size(), magic) != 0) {
    return damaged(file, "it does not begin as NumPy's .npy files do");
  }
  const bool longHeader = bytes[6] >= 2;
  std::uint32_t headerSize = 0;
  std::memcpy(&headerSize, bytes.data() + 8, longHeader ? 4 : 2);
  const std::size_t start = (longHeader ? 12 : 10) + std::size_t{headerSize};
  if (start > bytes.size()) {
    return damaged(file, "it ends within its header");
  }
  const std::string header = bytes.substr(10, start - 10);
  const auto type = quotedValue(header, "descr");
  const auto shape = shapeOf(header);
  if (!type || !shape || type->size() < 3) {
    return damaged(file, "its header names no type and shape");
  }
  if (shape->size() != dimensions) {
    return damaged(file, "it has " + std::to_string(shape->size()) + " dimensions, not " +
                             std::to_string(dimensions));
  }
  Array array{.type = *type,
              .shape = *shape,
              .columnMajor = header.find("'fortran_order': True") != std::string::npos,
              .bytes = std::move(bytes),
              .start = start};
  const std::size_t width = static_cast<std::size_t>((*type)[2] - '0');
  std::size_t available = width > 0 ? (array.bytes.size() - start) / width : 0;
  for (const std::size_t extent : array.shape) {
    available = extent == 0 ? available : available / extent;
  }
  if (available == 0 && array.shape != std::vector<std::size_t>(dimensions, 0)) {
    return damaged(file, "it ends before its last number");
  }
  return array;
}

template <class Stored, class Number>
std::vector<Number> converted(const Array& array) {
  std::size_t count = 1;
  for (const std::size_t extent : array.shape) {
    count *= extent;
  }
  std::vector<Number> values(count);
  for (std::size_t i = 0; i < count; ++i) {
    Stored stored;
    std::memcpy(&stored, array.numbers() + i * sizeof(Stored), sizeof(Stored));
    values[i] = static_cast<Number>(stored);
  }
  return values;
}

}  // namespace

Result<std::vector<std::int64_t>> readIntegersNpy(const std::filesystem::path& file) {
  const auto array = readArray(file, 1);
  if (!array) {
    return array.error();
  }
  const std::string type = array->type.substr(1);
  if (type == "i1") {
    return converted<std::int8_t, std::int64_t>(*array);
  }
  if (type == "u1") {
    return converted<std::uint8_t, std::int64_t>(*array);
  }
  if (array->type[0] == '>') {
    return damaged(file, "its numbers are big-endian");
  }
  if (type == "i2") {
    return converted<std::int16_t, std::int64_t>(*array);
  }
  if (type == "i4") {
    return converted<std::int32_t, std::int64_t>(*array);
  }
  if (type == "i8") {
    return converted<std::int64_t, std::int64_t>(*array);
  }
  return damaged(file, "its numbers are of type " + array->type + ", not whole numbers");
}

Result<Matrix<double>> readMatrixNpy(const std::filesystem::path& file) {
  const auto array = readArray(file, 2);
  if (!array) {
    return array.error();
  }
  std::vector<double> values;
  if (array->type == "<f4") {
    values = converted<float, double>(*array);
  } else if (array->type == "<f8") {
    values = converted<double, double>(*array);
  } else {
    return damaged(file, "its numbers are of type " + array->type + ", not float32 or float64");
  }
  Matrix<double> matrix(array->shape[0], array->shape[1]);
  if (!array->columnMajor) {
    matrix.values = std::move(values);
    return matrix;
  }
  for (std::size_t column = 0; column < matrix.columns; ++column) {
    for (std::size_t row = 0; row < matrix.rows; ++row) {
      matrix(row, column) = values[column * matrix.rows + row];
    }
  }
  return matrix;
}

Status writeMatrixNpy(const std::filesystem::path& file, const Matrix<float>& matrix) {
  std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" +
                       std::to_string(matrix.rows) + ", " + std::to_string(matrix.columns) + "), }";
  const std::size_t prefix = 10;
  while ((prefix + header.size() + 1) % alignment != 0) {
    header += ' ';
  }
  header += '\n';
  std::string bytes(magic);
  bytes += '\x01';
  bytes += '\0';
  bytes += static_cast<char>(header.size() & 0xff);
  bytes += static_cast<char>(header.size() >> 8);
  bytes += header;
  bytes.append(reinterpret_cast<const char*>(matrix.values.data()),
               matrix.values.size() * sizeof(float));
  return labeling::writeFileAtomically(file, bytes);
}

}  // namespace touchstone::analysis
