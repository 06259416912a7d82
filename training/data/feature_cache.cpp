#include "training/data/feature_cache.h"

#include "labeling/images/image_hash.h"
#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"

#include <cstring>
#include <limits>

namespace touchstone::training {

namespace {

// The file: a line of text, rows and columns as 64-bit numbers, 32 bytes of key a row, the vectors,
// and the hash of all that.
constexpr std::string_view signature = "touchstone features 1\n";
constexpr std::size_t keyBytes = 32;
constexpr std::size_t hashBytes = 32;

void append(std::string& bytes, std::uint64_t number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

std::uint64_t numberAt(const std::string& bytes, std::size_t position) {
  std::uint64_t number = 0;
  std::memcpy(&number, bytes.data() + position, sizeof number);
  return number;
}

}  // namespace

FeatureCache::FeatureCache(const std::filesystem::path& folder,
                           const std::string& name,
                           std::size_t columns)
    : file_(folder / (name + ".f32")), columns_(columns) {
  if (!load()) {
    rowOfKey_.clear();
    keys_.clear();
    values_.clear();
  }
}

bool FeatureCache::load() {
  const auto content = labeling::readFile(file_, std::numeric_limits<std::uint32_t>::max());
  if (!content) {
    return false;
  }
  const std::string& bytes = *content;
  const std::size_t start = signature.size() + 2 * sizeof(std::uint64_t);
  if (bytes.size() < start + hashBytes || !bytes.starts_with(signature)) {
    return false;
  }
  const std::uint64_t rows = numberAt(bytes, signature.size());
  const std::uint64_t columns = numberAt(bytes, signature.size() + sizeof(std::uint64_t));
  const std::size_t body = bytes.size() - start - hashBytes;
  const std::size_t rowBytes = keyBytes + columns_ * sizeof(float);
  if (columns != columns_ || rows != body / rowBytes || body % rowBytes != 0 ||
      labeling::hashOfBytes(std::string_view(bytes).substr(0, start + body)) !=
          bytes.substr(start + body)) {
    return false;
  }
  for (std::size_t row = 0; row < rows; ++row) {
    keys_.push_back(bytes.substr(start + row * keyBytes, keyBytes));
    rowOfKey_[keys_.back()] = row;
  }
  values_.resize(rows * columns_);
  if (!values_.empty()) {
    std::memcpy(values_.data(), bytes.data() + start + rows * keyBytes,
                values_.size() * sizeof(float));
  }
  return true;
}

std::span<const float> FeatureCache::find(const std::string& key) const {
  const auto row = rowOfKey_.find(key);
  if (row == rowOfKey_.end()) {
    return {};
  }
  return {values_.data() + row->second * columns_, columns_};
}

void FeatureCache::add(const std::string& key, std::span<const float> vector) {
  require(key.size() == keyBytes, "a key is a hash of 32 digits");
  require(vector.size() == columns_, "all vectors of a cache have one length");
  if (!rowOfKey_.emplace(key, keys_.size()).second) {
    return;
  }
  keys_.push_back(key);
  values_.insert(values_.end(), vector.begin(), vector.end());
  changed_ = true;
}

Status FeatureCache::save() {
  if (!changed_) {
    return Nothing{};
  }
  std::error_code error;
  std::filesystem::create_directories(file_.parent_path(), error);
  std::string bytes(signature);
  append(bytes, keys_.size());
  append(bytes, columns_);
  for (const auto& key : keys_) {
    bytes += key;
  }
  bytes.append(reinterpret_cast<const char*>(values_.data()), values_.size() * sizeof(float));
  bytes += labeling::hashOfBytes(bytes);
  auto written = labeling::writeFileAtomically(file_, bytes);
  changed_ = !written.has_value();
  return written;
}

}  // namespace touchstone::training
