#pragma once

#include "labeling/annotation/edit.h"
#include "labeling/result.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// Return the changes of an edit as the history stores them, and back; an Error for other text.
[[nodiscard]] std::string changesToText(const std::vector<AnyChange>& changes);
Result<std::vector<AnyChange>> changesFromText(std::string_view text);

/// Return lists and figures as the store's columns hold them, and back; what is damaged reads as
/// empty, and figures that are not finite are left out.
[[nodiscard]] std::string textOf(const std::vector<std::string>& list);
[[nodiscard]] std::string textOf(const std::vector<std::int64_t>& list);
[[nodiscard]] std::string textOf(const std::map<std::string, double>& figures);
[[nodiscard]] std::string textOf(const std::vector<AttributeDefinition>& definitions);
[[nodiscard]] std::string textOf(const std::map<std::string, AttributeValue>& custom);
[[nodiscard]] std::vector<std::string> namesFromText(std::string_view text);
[[nodiscard]] std::vector<std::int64_t> idsFromText(std::string_view text);
[[nodiscard]] std::map<std::string, double> figuresFromText(std::string_view text);
[[nodiscard]] std::vector<AttributeDefinition> definitionsFromText(std::string_view text);
[[nodiscard]] std::map<std::string, AttributeValue> customFromText(std::string_view text);

}  // namespace touchstone::labeling
