#include "analysis/arrays/npy_file.h"

#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <fstream>
#include <functional>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

namespace touchstone::analysis {
namespace {

static_assert(std::endian::native == std::endian::little, "array files are little-endian");

constexpr std::string_view magic = "\x93NUMPY";
constexpr std::size_t alignment = 64;
constexpr std::uint64_t largestFile = 16ULL << 30;
constexpr std::uint32_t largestHeader = 1 << 20;

struct Array {
  std::string type;  ///< "<f4", "<i8", …
  std::vector<std::size_t> shape;
  bool columnMajor = false;
  std::ifstream numbers;  ///< the file, where the numbers begin

  [[nodiscard]] std::size_t count() const {
    return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
  }
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

/// Returns the header's text and leaves the file where the numbers begin; nothing when the file
/// does not begin as it should.
std::optional<std::string> readHeader(std::ifstream& stream) {
  std::array<char, 12> start{};
  if (!stream.read(start.data(), start.size()) ||
      std::string_view(start.data(), magic.size()) != magic) {
    return std::nullopt;
  }
  const bool longHeader = start[6] >= 2;
  std::uint32_t size = 0;
  std::memcpy(&size, start.data() + 8, longHeader ? 4 : 2);
  stream.seekg(longHeader ? 12 : 10);
  std::string header(std::min(size, largestHeader), '\0');
  stream.read(header.data(), static_cast<std::streamsize>(header.size()));
  header.resize(static_cast<std::size_t>(stream.gcount()));
  return header.size() == size ? header : std::string();
}

Result<Array> openArray(const std::filesystem::path& file, std::size_t dimensions) {
  auto opened = labeling::openFile(file, largestFile);
  if (!opened) {
    return opened.error();
  }
  const auto header = readHeader(opened->stream);
  if (!header) {
    return damaged(file, "it does not begin as NumPy's .npy files do");
  }
  if (header->empty()) {
    return damaged(file, "it ends within its header");
  }
  const auto type = quotedValue(*header, "descr");
  const auto shape = shapeOf(*header);
  if (!type || !shape || type->size() < 3) {
    return damaged(file, "its header names no type and shape");
  }
  if (shape->size() != dimensions) {
    return damaged(file, "it has " + std::to_string(shape->size()) + " dimensions, not " +
                             std::to_string(dimensions));
  }
  const std::size_t width = static_cast<std::size_t>((*type)[2] - '0');
  const auto start = static_cast<std::size_t>(opened->stream.tellg());
  std::size_t available = width > 0 ? (opened->size - start) / width : 0;
  for (const std::size_t extent : *shape) {
    available = extent == 0 ? available : available / extent;
  }
  if (available == 0 && *shape != std::vector<std::size_t>(dimensions, 0)) {
    return damaged(file, "it ends before its last number");
  }
  return Array{.type = *type,
               .shape = *shape,
               .columnMajor = header->find("'fortran_order': True") != std::string::npos,
               .numbers = std::move(opened->stream)};
}

/// Calls `take(i, number)` for the numbers in the order of the file, of which a part is in memory
/// at a time.
template <class Stored, class Take>
Status readNumbers(const std::filesystem::path& file, Array& array, Take take) {
  constexpr std::size_t atOnce = 1 << 16;
  std::vector<Stored> part(atOnce);
  const std::size_t count = array.count();
  for (std::size_t first = 0; first < count; first += atOnce) {
    const std::size_t size = std::min(atOnce, count - first);
    if (!array.numbers.read(reinterpret_cast<char*>(part.data()),
                            static_cast<std::streamsize>(size * sizeof(Stored)))) {
      return labeling::notRead(file);
    }
    for (std::size_t i = 0; i < size; ++i) {
      take(first + i, part[i]);
    }
  }
  return Nothing{};
}

template <class Stored>
Result<std::vector<std::int64_t>> readIntegers(const std::filesystem::path& file, Array& array) {
  std::vector<std::int64_t> values(array.count());
  const Status read =
      readNumbers<Stored>(file, array, [&](std::size_t i, Stored number) { values[i] = number; });
  return read ? Result<std::vector<std::int64_t>>(std::move(values)) : read.error();
}

template <class Stored>
Result<Matrix<double>> readMatrix(const std::filesystem::path& file, Array& array) {
  Matrix<double> matrix(array.shape[0], array.shape[1]);
  const Status read = readNumbers<Stored>(file, array, [&](std::size_t i, Stored number) {
    const std::size_t place =
        array.columnMajor ? i % matrix.rows * matrix.columns + i / matrix.rows : i;
    matrix.values[place] = static_cast<double>(number);
  });
  return read ? Result<Matrix<double>>(std::move(matrix)) : read.error();
}

}  // namespace

Result<std::vector<std::int64_t>> readIntegersNpy(const std::filesystem::path& file) {
  auto array = openArray(file, 1);
  if (!array) {
    return array.error();
  }
  const std::string type = array->type.substr(1);
  if (type == "i1") {
    return readIntegers<std::int8_t>(file, *array);
  }
  if (type == "u1") {
    return readIntegers<std::uint8_t>(file, *array);
  }
  if (array->type[0] == '>') {
    return damaged(file, "its numbers are big-endian");
  }
  if (type == "i2") {
    return readIntegers<std::int16_t>(file, *array);
  }
  if (type == "i4") {
    return readIntegers<std::int32_t>(file, *array);
  }
  if (type == "i8") {
    return readIntegers<std::int64_t>(file, *array);
  }
  return damaged(file, "its numbers are of type " + array->type + ", not whole numbers");
}

Result<Matrix<double>> readMatrixNpy(const std::filesystem::path& file) {
  auto array = openArray(file, 2);
  if (!array) {
    return array.error();
  }
  if (array->type == "<f4") {
    return readMatrix<float>(file, *array);
  }
  if (array->type == "<f8") {
    return readMatrix<double>(file, *array);
  }
  return damaged(file, "its numbers are of type " + array->type + ", not float32 or float64");
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
