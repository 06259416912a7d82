#include "labeling/formats/mturk_address.h"

#include "labeling/formats/source_files.h"

#include <algorithm>
#include <charconv>

namespace touchstone::labeling {
namespace {

bool isPlain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
         c == '-' || c == '.' || c == '_' || c == '~';
}

std::string withoutPercents(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    const char* digits = text.data() + i + 1;
    const bool isCode = text[i] == '%' && i + 2 < text.size() &&
                        std::from_chars(digits, digits + 2, value, 16).ptr == digits + 2;
    bytes += isCode ? static_cast<char>(value) : text[i];
    i += isCode ? 2 : 0;
  }
  return bytes;
}

}  // namespace

std::string mturkAddressOf(std::string_view path, std::string_view prefix) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string address(prefix);
  if (!address.empty() && !address.ends_with('/')) {
    address += '/';
  }
  for (const char c : path) {
    if (isPlain(c)) {
      address += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    address += '%';
    address += digits[byte >> 4U];
    address += digits[byte & 15U];
  }
  return address;
}

std::string pathInMturkAddress(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme != std::string_view::npos) {
    address.remove_prefix(scheme + 3);
    const std::size_t host = address.find('/');
    address.remove_prefix(host == std::string_view::npos ? address.size() : host + 1);
  }
  return withoutPercents(address.substr(0, address.find_first_of("?#")));
}

std::vector<std::string> endsOfPath(std::string_view path) {
  constexpr std::size_t mostEnds = 64;
  std::vector<std::string> ends;
  for (std::size_t slash = path.size();
       slash != std::string_view::npos && ends.size() < mostEnds;) {
    slash = slash == 0 ? std::string_view::npos : path.rfind('/', slash - 1);
    ends.emplace_back(slash == std::string_view::npos ? path : path.substr(slash + 1));
  }
  std::reverse(ends.begin(), ends.end());
  return ends;
}

MturkImageFinder::MturkImageFinder(const Document& document) : document_(document) {
  for (const auto& [id, image] : document.images()) {
    const auto [entry, isNew] = byName_.emplace(fileNameOf(image.path), id);
    if (!isNew) {
      entry->second = std::nullopt;
    }
  }
}

std::optional<ImageId> MturkImageFinder::find(std::string_view address) const {
  if (const auto image = document_.findImage(address)) {
    return image;
  }
  const std::vector<std::string> ends = endsOfPath(pathInMturkAddress(address));
  for (const std::string& end : ends) {
    if (const auto image = document_.findImage(end)) {
      return image;
    }
  }
  const auto found = byName_.find(ends.back());
  return found == byName_.end() ? std::nullopt : found->second;
}

}  // namespace touchstone::labeling
