#include "training/weights/safetensors.h"

#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"
#include "training/weights/half_precision.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <optional>
#include <set>
#include <span>
#include <string_view>

namespace touchstone::training {

namespace {

using Json = nlohmann::json;

constexpr std::uint64_t fileLimit = 8'000'000'000;
constexpr std::uint64_t headerLimit = 16'000'000;
constexpr std::size_t lengthBytes = 8;
constexpr std::size_t dimensionLimit = 8;

static_assert(std::endian::native == std::endian::little, "weight files are little-endian");

Error damaged(const std::filesystem::path& file, const std::string& why) {
  return {ErrorKind::BadInput, file,
          file.string() + " is not a usable weight file: " + why + "; get a fresh copy of it."};
}

/// Where one tensor's bytes lie in the data part.
struct Range {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

std::optional<std::uint64_t> unsignedNumber(const Json& value) {
  if (!value.is_number_unsigned()) {
    return std::nullopt;
  }
  return value.get<std::uint64_t>();
}

std::optional<Range> rangeOf(const Json& entry, std::uint64_t dataBytes) {
  const auto offsets = entry.find("data_offsets");
  if (offsets == entry.end() || !offsets->is_array() || offsets->size() != 2) {
    return std::nullopt;
  }
  const auto begin = unsignedNumber((*offsets)[0]);
  const auto end = unsignedNumber((*offsets)[1]);
  if (!begin || !end || *begin > *end || *end > dataBytes) {
    return std::nullopt;
  }
  return Range{*begin, *end};
}

/// Returns the number of values and fills `shape`; nothing when the shape makes no sense.
std::optional<std::uint64_t> readShape(const Json& entry, std::vector<std::int64_t>& shape) {
  const auto json = entry.find("shape");
  if (json == entry.end() || !json->is_array() || json->size() > dimensionLimit) {
    return std::nullopt;
  }
  std::uint64_t count = 1;
  for (const Json& side : *json) {
    const auto length = unsignedNumber(side);
    if (!length || *length > fileLimit || (*length != 0 && count > fileLimit / *length)) {
      return std::nullopt;
    }
    count *= *length;
    shape.push_back(static_cast<std::int64_t>(*length));
  }
  return count;
}

std::size_t bytesOf(std::string_view type) {
  if (type == "F16" || type == "BF16") {
    return 2;
  }
  if (type == "F32") {
    return 4;
  }
  return type == "I64" ? 8 : 0;
}

template <class Number>
std::vector<Number> copied(std::string_view bytes) {
  std::vector<Number> values(bytes.size() / sizeof(Number));
  if (!values.empty()) {
    std::memcpy(values.data(), bytes.data(), bytes.size());
  }
  return values;
}

std::vector<float> widened(std::string_view bytes, float (*convert)(std::uint16_t)) {
  const auto halves = copied<std::uint16_t>(bytes);
  std::vector<float> values(halves.size());
  std::transform(halves.begin(), halves.end(), values.begin(), convert);
  return values;
}

void readValues(std::string_view type, std::string_view bytes, TensorData& tensor) {
  if (type == "I64") {
    tensor.values = copied<std::int64_t>(bytes);
  } else if (type == "F32") {
    tensor.values = copied<float>(bytes);
  } else {
    tensor.values = widened(bytes, type == "F16" ? floatFromHalf : floatFromBfloat16);
  }
}

/// Reads one entry of the header; returns why it cannot, or an empty string.
std::string readTensor(const Json& entry, std::string_view data, TensorData& tensor, Range& range) {
  if (!entry.is_object() || !entry.contains("dtype") || !entry["dtype"].is_string()) {
    return "has no type";
  }
  const auto& type = entry["dtype"].get_ref<const std::string&>();
  const std::size_t width = bytesOf(type);
  if (width == 0) {
    return "has the type " + type + ", but only F32, F16, BF16 and I64 are read";
  }
  const auto count = readShape(entry, tensor.shape);
  const auto place = rangeOf(entry, data.size());
  if (!count || !place) {
    return "lies outside the file or has no sensible shape";
  }
  range = *place;
  if (range.end - range.begin != *count * width) {
    return "has a shape that does not fit its number of bytes";
  }
  readValues(type, data.substr(range.begin, range.end - range.begin), tensor);
  return {};
}

/// Parses the header; nothing for bad JSON and for names that occur twice.
std::optional<Json> parseHeader(std::string_view text) {
  std::set<std::string> names;
  bool unique = true;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::key && depth == 1) {
      unique = names.insert(parsed.get<std::string>()).second && unique;
    }
    return true;
  };
  Json header = Json::parse(text, watch, false);
  if (header.is_discarded() || !header.is_object() || !unique) {
    return std::nullopt;
  }
  return header;
}

bool overlap(std::vector<Range> ranges) {
  std::sort(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) {
    return a.begin < b.begin || (a.begin == b.begin && a.end < b.end);
  });
  return std::adjacent_find(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) {
           return b.begin < a.end;
         }) != ranges.end();
}

std::string_view bytesOf(const TensorData& tensor) {
  return std::visit(
      [](const auto& values) {
        return std::string_view(reinterpret_cast<const char*>(values.data()),
                                values.size() * sizeof(values[0]));
      },
      tensor.values);
}

std::string halfBytesOf(const std::vector<float>& values) {
  std::string bytes(values.size() * sizeof(std::uint16_t), '\0');
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::uint16_t half = halfFromFloat(values[i]);
    std::memcpy(bytes.data() + i * sizeof half, &half, sizeof half);
  }
  return bytes;
}

}  // namespace

Result<WeightFile> readSafetensors(const std::filesystem::path& file) {
  const auto content = labeling::readFile(file, fileLimit);
  if (!content) {
    return content.error();
  }
  const std::string_view bytes = *content;
  std::uint64_t headerBytes = 0;
  if (bytes.size() < lengthBytes) {
    return damaged(file, "it is shorter than a header");
  }
  std::memcpy(&headerBytes, bytes.data(), lengthBytes);
  if (headerBytes > headerLimit || headerBytes > bytes.size() - lengthBytes) {
    return damaged(file, "its header is cut off or larger than 16 MB");
  }
  const auto header = parseHeader(bytes.substr(lengthBytes, headerBytes));
  if (!header) {
    return damaged(file, "its header is not JSON with unique names");
  }
  const std::string_view data = bytes.substr(lengthBytes + headerBytes);
  WeightFile weights;
  std::vector<Range> ranges;
  for (const auto& [name, entry] : header->items()) {
    if (name == "__metadata__") {
      for (const auto& [key, value] : entry.items()) {
        weights.metadata[key] = value.is_string() ? value.get<std::string>() : value.dump();
      }
      continue;
    }
    const std::string why = readTensor(entry, data, weights.tensors[name], ranges.emplace_back());
    if (!why.empty()) {
      return damaged(file, "the tensor " + name + " " + why);
    }
  }
  if (overlap(std::move(ranges))) {
    return damaged(file, "its tensors overlap");
  }
  return weights;
}

Status writeSafetensors(const std::filesystem::path& file,
                        const WeightFile& weights,
                        Precision precision) {
  Json header = Json::object();
  if (!weights.metadata.empty()) {
    header["__metadata__"] = weights.metadata;
  }
  std::string data;
  for (const auto& [name, tensor] : weights.tensors) {
    const std::size_t begin = data.size();
    const auto* floats = std::get_if<std::vector<float>>(&tensor.values);
    const bool half =
        precision == Precision::HalfMatrices && floats != nullptr && tensor.shape.size() > 1;
    if (half) {
      data += halfBytesOf(*floats);
    } else {
      data += bytesOf(tensor);
    }
    header[name] = {{"dtype", half                ? "F16"
                              : floats != nullptr ? "F32"
                                                  : "I64"},
                    {"shape", tensor.shape},
                    {"data_offsets", {begin, data.size()}}};
  }
  std::string text = header.dump(-1, ' ', false, Json::error_handler_t::replace);
  text.append((lengthBytes - text.size() % lengthBytes) % lengthBytes, ' ');
  const std::uint64_t length = text.size();
  std::string content(reinterpret_cast<const char*>(&length), lengthBytes);
  content += text;
  content += data;
  return labeling::writeFileAtomically(file, content);
}

}  // namespace touchstone::training
