#pragma once

#include "labeling/annotation/document.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace touchstone::labeling {

/// Returns the web address of an image: `prefix`, a slash where one is missing, and the path with
/// every byte that is not a letter, digit, '/', '-', '.', '_' or '~' written as %XX (RFC 3986).
[[nodiscard]] std::string mturkAddressOf(std::string_view path, std::string_view prefix);

/// Returns the path in an address: without scheme, host, query and fragment, %XX decoded.
[[nodiscard]] std::string pathInMturkAddress(std::string_view address);

/// Returns a path and its ends at each slash, the longest first: "a/b.jpg", "b.jpg". Of more than
/// 64 the shortest.
[[nodiscard]] std::vector<std::string> endsOfPath(std::string_view path);

/// Finds the images of a project that addresses mean.
class MturkImageFinder {
public:
  explicit MturkImageFinder(const Document& document);

  /// Returns the image whose path the address ends in, the longest such path, or else the only
  /// image with the address's file name.
  [[nodiscard]] std::optional<ImageId> find(std::string_view address) const;

private:
  const Document& document_;
  std::unordered_map<std::string, std::optional<ImageId>> byName_;  ///< none where several have it
};

}  // namespace touchstone::labeling
